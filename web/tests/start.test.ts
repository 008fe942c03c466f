import { accessible, expect, mapColours, mapIdle, picture, test } from './harness';

test('the page draws its map, chart and overlay', async ({ page }) => {
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Landbridge' })).toBeVisible();
  await mapIdle(page);
  await expect(page.locator('.chart canvas')).toBeVisible();
  await mapIdle(page);
  expect(await mapColours(page)).toBeGreaterThan(10);
  await picture(page, 'start');
  await accessible(page);
});
