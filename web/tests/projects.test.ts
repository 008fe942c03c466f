import { readFileSync } from 'node:fs';
import { accessible, expect, mapIdle, picture, test } from './harness';

/** The day on which the records are looked at, so that nothing here becomes late by itself. */
const DAY = 'on=2026-05-10';

test('from the register to a late railway, its indicators and sources', async ({ page }) => {
  await page.goto(`/projects?${DAY}`);
  const panel = page.getByRole('main');
  await expect(panel.getByRole('status')).toContainText('265 projects');
  await mapIdle(page);
  await picture(page, 'projects');
  await accessible(page);

  // Filters tell how many fit, and stand in the address.
  await panel.getByLabel('Sector').selectOption('rail');
  await panel.getByLabel('Country').selectOption('ET');
  await expect(page).toHaveURL(/sector=rail.*country=ET|country=ET.*sector=rail/);
  await panel.getByRole('searchbox').fill('addis djibouti');
  await expect(panel.getByRole('status')).toContainText('1 project');
  const taken = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'CSV' }).click();
  const text = readFileSync(await (await taken).path(), 'utf8');
  expect(text).toContain('addis-ababa-djibouti-railway');
  expect(text).toContain('# What the records say');

  await panel.getByRole('button', { name: 'Addis Ababa–Djibouti Railway' }).click();
  await expect(page).toHaveURL(/project=addis-ababa-djibouti-railway/);
  await expect(panel.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(panel.getByText('The opening came 2.5 y after')).toBeVisible();
  await expect(panel.getByRole('heading', { name: 'Milestones' })).toBeVisible();
  await panel
    .getByRole('link', { name: /^Source 3, recalled/ })
    .first()
    .click();
  await expect(page.locator('#source-3')).toBeFocused();
  // The panel scrolls and never the page.
  expect(await page.evaluate(() => document.documentElement.scrollTop)).toBe(0);
  await mapIdle(page);
  await picture(page, 'projects-detail');
  await accessible(page);
  await expect(
    panel.getByRole('link', { name: 'The same intervention as a scenario' }),
  ).toHaveAttribute('href', '/scenarios?with=addis-ababa-djibouti-railway');

  // Back leads to the list as it was.
  await page.goBack();
  await expect(panel.getByRole('status')).toContainText('1 project');
  await panel.getByRole('button', { name: 'Clear filters' }).click();
  await expect(panel.getByRole('status')).toContainText('265 projects');

  await panel.getByRole('tab', { name: 'Timeline' }).click();
  await panel.getByRole('combobox', { name: /^Order/ }).selectOption('late');
  await expect(panel.getByRole('listitem').filter({ hasText: 'late' }).first()).toBeVisible();
  await picture(page, 'projects-timeline');
  await accessible(page);

  await panel.getByRole('tab', { name: /Early warnings/ }).click();
  await expect(panel.getByRole('heading', { name: /^Late/ })).toBeVisible();
  // What changed since a day is asked for by that day, which stands in the address.
  await panel.getByLabel('What changed since').fill('2025-06-01');
  await expect(page).toHaveURL(/since=2025-06-01/);
  const changes = panel.getByRole('region', { name: 'Changed since' });
  await expect(changes.getByRole('status')).toContainText(/\d+ changes/);
  await expect(changes.getByRole('listitem').first()).toContainText('202');
  const changed = page.waitForEvent('download');
  await changes.getByRole('button', { name: 'CSV' }).click();
  expect(readFileSync(await (await changed).path(), 'utf8')).toContain('date,project,name,what');
  await picture(page, 'projects-warnings');
  await accessible(page);

  // A group of the totals is a filter.
  await panel.getByRole('tab', { name: 'Totals' }).click();
  await panel.getByLabel('Group by').selectOption('sector');
  await panel.getByRole('button', { name: /^rail/ }).click();
  await expect(page).toHaveURL(/sector=rail/);
  await expect(panel.getByRole('status')).toContainText('66 projects');
});

test('a click on the map opens a project, in the dark and on a phone', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/projects?${DAY}&map=9/11.6/43.15`);
  await expect(page.getByRole('main').getByRole('status')).toContainText('265');
  await mapIdle(page);
  const box = await page.locator('.stage').boundingBox();
  if (!box) throw new Error('the map has no size');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(page).toHaveURL(/project=/);
  await expect(page.getByRole('heading', { name: 'Sources' })).toBeVisible();
  await mapIdle(page);
  await picture(page, 'projects-dark');
  await accessible(page);

  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/projects?${DAY}&tab=timeline&sector=rail&lang=ru`);
  await expect(page.getByRole('tab', { name: 'Сроки' })).toHaveAttribute('aria-selected', 'true');
  await mapIdle(page);
  await picture(page, 'projects-phone');
  await accessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});

test('an unknown project and a server that does not answer say so', async ({ page, watch }) => {
  await page.goto('/projects?project=no-such');
  await expect(page.getByRole('alert')).toContainText('no project is called');
  await page.getByRole('button', { name: /All projects/ }).click();
  await expect(page.getByRole('status').first()).toContainText('projects');
  await page.route('**/api/projects*', (route) => route.abort());
  await page.goto('/projects?on=2025-01-01');
  await expect(page.getByRole('alert')).toBeVisible();
  await page.unroute('**/api/projects*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText('265 projects');
  // The browser itself tells of both on the console.
  watch.errors.length = 0;
});
