import { accessible, expect, mapIdle, picture, test } from './harness';

test('choose, run, and see who loses', async ({ page }) => {
  await page.goto('/scenarios?places=cities:100');
  await page.getByRole('button', { name: 'Choose scenarios' }).click();
  const list = page.getByRole('main');
  await list.getByRole('searchbox', { name: 'Search scenarios' }).fill('Suez Canal closed');
  await list.getByRole('checkbox', { name: /^Suez Canal closed/ }).check();
  await list.getByRole('button', { name: 'Use these' }).click();
  await expect(page).toHaveURL(/with=suez-closed/);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Results' })).toContainText('lose');
  await expect(page.getByRole('tab', { name: 'Countries' })).toBeVisible();
  await mapIdle(page);
  await picture(page, 'scenarios-countries');
  await accessible(page);

  await page.getByRole('tab', { name: 'Pairs' }).click();
  const pair = page.locator('.pairs button').first();
  await expect(pair).toContainText('→');
  await mapIdle(page);
  await picture(page, 'scenarios-pairs');
  await pair.click();
  await expect(page.locator('dt.scenario')).toBeVisible();
  await mapIdle(page);
  await picture(page, 'scenarios-pair');
  await accessible(page);

  // The result stays at its address.
  const address = page.url();
  await page.goto('/plan');
  await page.goto(address);
  await expect(page.locator('dt.scenario')).toBeVisible();
});

test('what the loss of a passage costs, and a job that is stopped', async ({ page }) => {
  await page.goto('/scenarios?what=criticality&parts=passage&places=cities:100');
  await page.getByRole('button', { name: 'Rank losses' }).click();
  await expect(
    page.getByRole('region', { name: 'What a loss costs' }).getByRole('row').nth(3),
  ).toBeVisible();
  await mapIdle(page);
  await picture(page, 'scenarios-criticality');
  await accessible(page);

  await page.goto('/scenarios?what=criticality&places=cities:1000');
  await page.getByRole('button', { name: 'Rank losses' }).click();
  await page.getByRole('status').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('status').getByText('Cancelled')).toBeVisible();
});

test('a border of one’s own is faster', async ({ page }) => {
  await page.goto('/scenarios?places=Xi%27an;Almaty;Tashkent');
  await page.getByText('Draw a link or change a border', { exact: true }).click();
  await page.getByRole('button', { name: 'Border', exact: true }).click();
  await page.getByLabel('All borders between').selectOption('CHN');
  await page.getByRole('combobox', { name: /^and/ }).selectOption('KAZ');
  await page.getByLabel('Hours, median').fill('1');
  await page.getByRole('button', { name: 'Add this change' }).click();
  await expect(page.getByText('CHN–KAZ').first()).toBeVisible();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Results' })).toContainText(/[1-9]\d* gain/);
  await mapIdle(page);
  await picture(page, 'scenarios-own-border');
});

test('a link of one’s own is drawn across a border and compared', async ({ page }) => {
  await page.goto('/scenarios?map=6/41.5/75&places=Kashgar;Andijan;Bishkek&objective=time');
  await mapIdle(page);
  await page.getByText('Draw a link or change a border', { exact: true }).click();
  await page.getByRole('combobox', { name: /^Mode/ }).selectOption('road');
  await page.getByRole('spinbutton', { name: /^Speed/ }).fill('110');
  await page.getByRole('button', { name: 'Draw on the map' }).click();
  const box = await page.locator('.stage').boundingBox();
  if (!box) throw new Error('the map has no size');
  // Kashgar (39.47 N, 75.99 E) and Andijan (40.78 N, 72.34 E) in Web Mercator at zoom 6.
  const at = (lat: number, lon: number) => {
    const world = 512 * 2 ** 6;
    const y = (deg: number) => Math.log(Math.tan(Math.PI / 4 + (deg * Math.PI) / 360));
    return {
      x: box.x + box.width / 2 + ((lon - 75) / 360) * world,
      y: box.y + box.height / 2 - ((y(lat) - y(41.5)) / (2 * Math.PI)) * world,
    };
  };
  for (const [lat, lon] of [
    [39.47, 75.99],
    [40.78, 72.34],
  ] as const) {
    const { x, y } = at(lat, lon);
    await page.mouse.click(x, y);
    await page.waitForTimeout(400);
  }
  await expect(page.locator('.own ol li')).toHaveCount(2);
  await page.getByRole('button', { name: 'Add this change' }).click();
  await expect(page.locator('.own ul li')).toHaveCount(1);
  await picture(page, 'scenarios-own-link');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Results' })).toContainText(/[1-9]\d* gain/);
});
