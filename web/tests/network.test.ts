import { readFileSync } from 'node:fs';
import { accessible, expect, mapColours, mapIdle, picture, test } from './harness';

test('from the whole world to a border crossing and where its hours come from', async ({
  page,
}) => {
  await page.goto('/network');
  await mapIdle(page);
  expect(await mapColours(page)).toBeGreaterThan(30);
  await picture(page, 'network');
  await accessible(page);

  await page.getByLabel('Planned and under construction').check();
  await expect(page).toHaveURL(/layers=.*planned/);
  await page.getByRole('combobox', { name: 'Go to a place' }).fill('Khorgos');
  await page
    .getByRole('option', { name: /Khorgos/ })
    .first()
    .click();
  await expect(page.getByRole('tab', { name: 'Here' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('Figures and their sources')).toBeVisible();
  await mapIdle(page);

  // A click on the map tells of what lies there.
  await page.goto('/network?map=10/44.19/80.40');
  await mapIdle(page);
  const box = await page.locator('.stage').boundingBox();
  if (!box) throw new Error('the map has no size');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page.locator('.basis').first()).toBeVisible();
  await expect(page).toHaveURL(/at=44/);
  await mapIdle(page);
  await picture(page, 'network-here');
  await accessible(page);
});

test('a corridor with its profile and indicators, beside a scenario', async ({ page }) => {
  await page.goto('/network?tab=corridors');
  await page.getByRole('button', { name: /Trans-Caspian International/ }).click();
  await expect(page.getByRole('img', { name: /Time and cost against distance/ })).toBeVisible();
  await expect(page.getByText('TFI1').first()).toBeVisible();
  await expect(page).toHaveURL(/corridor=trans-caspian/);
  await mapIdle(page);
  await picture(page, 'network-corridor');
  await accessible(page);
  const taken = page.waitForEvent('download');
  await page.getByRole('button', { name: 'SVG' }).click();
  expect((await taken).suggestedFilename()).toBe('trans-caspian.svg');

  await page.goto('/network?corridor=trans-caspian&with=middle-rail-borders-smooth');
  await expect(page.locator('tr.scenario td').first()).toBeVisible();
  await page.getByRole('button', { name: 'Cost', exact: true }).click();
  await mapIdle(page);
  await picture(page, 'network-compare');
  // Taken away, the chart says which colour is which side.
  const both = page.waitForEvent('download');
  await page.getByRole('button', { name: 'SVG' }).click();
  const drawing = readFileSync(await (await both).path(), 'utf8');
  expect(drawing).toMatch(/<rect[^>]*\/><text[^>]*>Baseline<\/text>/);
  expect(drawing).toContain('>Scenario</text>');
});

test('every zoom has tiles and no tile fails', async ({ page }) => {
  const bad: string[] = [];
  page.on('response', (r) => {
    if (r.url().includes('/api/tiles/') && r.status() >= 400) bad.push(`${r.status()} ${r.url()}`);
  });
  for (const view of [
    '1/30/60',
    '3/45/70',
    '5/35/105',
    '7/51/10',
    '9/1.3/103.8',
    '12/31.2/121.5',
  ]) {
    await page.goto(`/network?map=${view}`);
    await mapIdle(page);
    expect(await mapColours(page), view).toBeGreaterThan(3);
  }
  expect(bad).toEqual([]);
});
