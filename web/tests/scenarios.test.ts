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

test('a link by keyboard alone, with every border that it crosses', async ({ page }) => {
  await page.goto('/scenarios?places=Kashgar;Andijan&objective=time');
  await page.getByText('Draw a link or change a border', { exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: /^Mode/ }).selectOption('road');
  const station = page.getByRole('combobox', { name: /^Add a station/ });
  const list = page.getByRole('list', { name: 'Stations in order' }).getByRole('listitem');
  await station.focus();
  await page.keyboard.type('Andijan');
  await expect(page.getByRole('option', { name: /^Andijan/ }).first()).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(list).toHaveText([/Andij[ao]n/]);
  await page.keyboard.type('39.47, 75.99');
  await page.keyboard.press('Enter');
  await expect(list).toHaveText([/Andij[ao]n/, /Kash/]);
  await page.keyboard.type('Bishkek');
  await page.keyboard.press('Enter');
  await expect(list).toHaveCount(3);
  // The last one goes, the second one goes first.
  await page.getByRole('button', { name: /^Remove Bishkek/ }).focus();
  await page.keyboard.press('Enter');
  await expect(list).toHaveCount(2);
  await expect(page.getByRole('button', { name: /^Remove Kash/ })).toBeFocused();
  await page.getByRole('button', { name: /^Move Kash.* up/ }).focus();
  await page.keyboard.press('Enter');
  await expect(list).toHaveText([/Kash/, /Andij[ao]n/]);
  await expect(page.getByRole('button', { name: /^Move Kash.* down/ })).toBeFocused();
  await accessible(page);
  await picture(page, 'scenarios-own-keyboard');
  await page.getByRole('button', { name: 'Add this change' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.own ul li')).toHaveText([/Kash.* – CHN–KGZ – KGZ–UZB – Andij[ao]n/]);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Results' })).toBeVisible();
});

test('stations stay in the order in which they were clicked; none lies at sea', async ({
  page,
  watch,
}) => {
  // The first name comes last.
  let asked = 0;
  await page.route('**/api/places/near*', async (route) => {
    asked += 1;
    if (asked === 1) await new Promise((done) => setTimeout(done, 1200));
    await route.continue();
  });
  await page.goto('/scenarios?map=4/25/120&places=Shanghai;Tokyo');
  await mapIdle(page);
  await page.getByText('Draw a link or change a border', { exact: true }).click();
  await page.getByRole('button', { name: 'Draw on the map' }).click();
  const box = await page.locator('.stage').boundingBox();
  if (!box) throw new Error('the map has no size');
  const list = page.getByRole('list', { name: 'Stations in order' }).getByRole('listitem');
  await page.mouse.click(box.x + box.width * 0.2, box.y + box.height * 0.3);
  await expect(list).toHaveCount(1);
  const first = await list.first().textContent();
  await page.waitForTimeout(400);
  await page.mouse.click(box.x + box.width * 0.9, box.y + box.height * 0.8);
  await expect(list).toHaveCount(2);
  expect(await list.first().textContent()).toBe(first);
  await page.getByRole('button', { name: 'Add this change' }).click();
  await expect(page.getByRole('alert')).toContainText('lies at sea');
  await expect(list).toHaveCount(2);

  await page.route('**/api/borders', (route) => route.abort());
  await page.getByRole('button', { name: 'Add this change' }).click();
  await expect(page.getByRole('alert')).toContainText('The server does not answer');
  // Another question ends drawing.
  await page.getByRole('button', { name: 'What a loss costs' }).click();
  await page.getByRole('button', { name: 'What changes' }).click();
  await page.getByText('Draw a link or change a border', { exact: true }).click();
  await expect(page.getByRole('button', { name: 'Draw on the map' })).toBeVisible();
  await page.mouse.click(box.x + box.width * 0.2, box.y + box.height * 0.3);
  await expect(page.locator('.own ol li')).toHaveCount(0);
  watch.errors = watch.errors.filter((error) => !error.includes('ERR_FAILED'));
});

test('arcs that come late are those that are wanted', async ({ page }) => {
  await page.route(/(arcs-[^/]*\.js|\/src\/map\/arcs\.ts)/, async (route) => {
    await new Promise((done) => setTimeout(done, 1500));
    await route.continue();
  });
  await page.goto('/scenarios?places=cities:100&with=suez-closed&tab=pairs&map=2.00/30/60');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.locator('.pairs button').first()).toBeVisible();
  await page.getByRole('tab', { name: 'Corridors' }).click();
  await page.waitForTimeout(3000);
  await mapIdle(page);
  // deck.gl draws on a canvas of its own: nothing is on it.
  const drawn = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('canvas:not(.maplibregl-canvas)');
    if (!canvas) return 0;
    const sheet = document.createElement('canvas');
    [sheet.width, sheet.height] = [canvas.width, canvas.height];
    const pen = sheet.getContext('2d')!;
    pen.drawImage(canvas, 0, 0);
    const { data } = pen.getImageData(0, 0, sheet.width, sheet.height);
    return data.filter((value, k) => k % 4 === 3 && value > 0).length;
  });
  expect(drawn).toBe(0);
});
