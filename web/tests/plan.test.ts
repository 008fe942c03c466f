import { accessible, expect, mapColours, mapIdle, picture, test } from './harness';

const EXAMPLE = '/plan?from=Xi%27an&to=Mannheim&depart=2024-09-02&by=2024-10-01&avoid=mode%3Aair';

test('a plan from a question to a way that can be linked to and taken away', async ({ page }) => {
  await page.goto('/plan');
  await page.getByRole('combobox', { name: 'From' }).fill('西安');
  await page.getByRole('option', { name: /Xi.an/ }).first().click();
  await page.getByRole('combobox', { name: 'To' }).fill('Mannheim');
  await page
    .getByRole('option', { name: /^Mannheim/ })
    .first()
    .click();
  await page.getByLabel('Ready on').fill('2024-09-02');
  await page.getByLabel('There by (optional)').fill('2024-10-01');
  await page.getByText('Constraints').click();
  await page.getByRole('combobox', { name: 'Keep away from' }).fill('mode:air');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('button', { name: 'Plan', exact: true }).click();
  const ways = page.getByRole('list', { name: 'Ways' }).getByRole('button', { expanded: false });
  await expect(ways.first()).toBeVisible();
  expect(await ways.count()).toBeGreaterThan(8);
  await picture(page, 'plan-ways');

  await ways.nth(2).click();
  const way = page.getByRole('article', { name: 'The way chosen' });
  await expect(way.getByRole('heading', { name: /Xi.an → Mannheim/ })).toBeVisible();
  await expect(way.getByRole('img', { name: /Time and cost against distance/ })).toBeVisible();
  await mapIdle(page);
  expect(await mapColours(page)).toBeGreaterThan(20);
  await picture(page, 'plan-way');
  await accessible(page);

  const chosen = await way.getByText(/days/).first().textContent();
  const taken = page.waitForEvent('download');
  await way.getByRole('button', { name: 'CSV' }).click();
  const stream = await (await taken).createReadStream();
  let text = '';
  for await (const piece of stream) text += String(piece);
  expect(text).toMatch(/^# Xi.an → Mannheim/);
  expect(text).toContain('cost [USD]');

  // The address alone leads to the same way.
  await page.goto(page.url());
  await expect(way.getByText(/days/).first()).toHaveText(chosen ?? '');
});

test('what a scenario changes stands beside the baseline', async ({ page }) => {
  await page.goto(`${EXAMPLE}&with=europe-rail-without-russia-belarus`);
  const dots = page.getByRole('group', { name: /Ways by time/ }).getByRole('button');
  await expect(dots.first()).toBeAttached();
  await expect(page.locator('ul.list i.baseline').first()).toBeVisible();
  await expect(page.locator('ul.list i.both').first()).toBeVisible();
  await page.getByText('Scenario', { exact: true }).click();
  await expect(page.locator('ul.list i.scenario').first()).toBeVisible();
  await expect(page).toHaveURL(/side=scenario/);
  await picture(page, 'plan-compare');
});

test('a question that has no answer says what to do', async ({ page, watch }) => {
  await page.goto('/plan?from=Nowherezz&to=Mannheim&depart=2024-09-02');
  await expect(page.getByRole('alert')).toContainText("no place is called 'Nowherezz'");
  await accessible(page);
  // The refusal is what was asked for; the browser writes it to the console.
  watch.errors = watch.errors.filter((error) => !error.includes('400'));
});

test('a plan by keyboard alone', async ({ page }) => {
  await page.goto('/plan');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the panel' })).toBeFocused();
  await page.keyboard.press('Enter');
  const from = page.getByRole('combobox', { name: 'From' });
  for (let k = 0; k < 12 && !(await from.evaluate((e) => e === document.activeElement)); k += 1) {
    await page.keyboard.press('Tab');
  }
  await expect(from).toBeFocused();
  await page.keyboard.type('Almaty');
  await expect(page.getByRole('option', { name: /^Almaty/ }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'To' }).focus();
  await page.keyboard.type('Tashkent');
  await expect(page.getByRole('option', { name: /^Tashkent/ }).first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.getByLabel('TEU').focus();
  await page.keyboard.press('Enter');
  const first = page.getByRole('list', { name: 'Ways' }).getByRole('button').first();
  await expect(first).toBeVisible();
  await first.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'The way chosen' })).toBeVisible();
});
