import { accessible, expect, picture, test } from './harness';

test('the reference tells every operation and its examples run', async ({ page, request }) => {
  const description = (await (await request.get('/api/openapi.json')).json()) as {
    paths: Record<string, object>;
  };
  const operations = Object.values(description.paths).flatMap((path) => Object.keys(path)).length;
  await page.goto('/api');
  await expect(page.getByRole('heading', { name: 'Interface for programs' })).toBeVisible();
  await expect(page.locator('article')).toHaveCount(operations);
  await accessible(page);

  const route = page.locator('article#route');
  await route.getByRole('button', { name: 'Run' }).click();
  await expect(route.getByText(/^200 ·/)).toBeVisible();
  await expect(route.locator('pre.answer')).toContainText('itineraries');
  await route.scrollIntoViewIfNeeded();
  await picture(page, 'api');

  // All examples that ask nothing of the reader.
  for (const id of [
    'world',
    'places',
    'places_near',
    'plan',
    'corridor',
    'scenario',
    'scenario_map',
    'own_scenario_map',
    'explain',
    'tile',
  ]) {
    const one = page.locator(`article#${id}`);
    await one.getByRole('button', { name: 'Run' }).click();
    await expect(one.getByText(/^200 ·/), id).toBeVisible();
  }
  await page.getByRole('searchbox').fill('criticality');
  await expect(page.locator('article')).toHaveCount(1);
  await page.locator('article#criticality').getByRole('button', { name: 'Run' }).click();
  await expect(page.locator('article#criticality').getByText(/^202 ·/)).toBeVisible();
});
