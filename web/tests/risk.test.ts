import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accessible, expect, picture, test } from './harness';

const DAY = 'on=2026-05-10';
const PLAN = fileURLToPath(new URL('../../docs/examples/second-track.toml', import.meta.url));

test('a plan of one’s own, and what projects come to in each country', async ({ page, watch }) => {
  await page.goto(`/projects?${DAY}&tab=risk`);
  const panel = page.getByRole('main');
  await expect(panel.getByText('the server keeps nothing of it')).toBeVisible();
  await panel.getByLabel('Plan from a file').setInputFiles(PLAN);
  await expect(panel.getByRole('status')).toContainText('Ready 10 Mar 2031');
  await expect(
    panel.getByRole('img', { name: /Timetable and critical path/ }),
  ).toHaveAccessibleDescription(/critical path is Design and survey → /);
  await panel.getByText('Activities as a table').click();
  await expect(panel.getByRole('row', { name: /Financing|Loan agreement/ })).toContainText('150');
  const matrix = panel.getByRole('table', { name: 'Risks by probability and impact' });
  await expect(matrix.getByRole('cell', { name: /exchange-rate/ })).toContainText('high');
  await expect(panel.getByRole('heading', { name: /past projects/ })).toBeVisible();
  await expect(panel.getByText(/Within 420 million in 33 %/)).toBeVisible();
  await panel
    .getByRole('heading', { name: 'Timetable and critical path' })
    .scrollIntoViewIfNeeded();
  await picture(page, 'risk');
  await accessible(page);
  const [taken] = await Promise.all([
    page.waitForEvent('download'),
    panel
      .getByRole('group', { name: /Second track/ })
      .getByRole('button', { name: 'CSV' })
      .click(),
  ]);
  const text = readFileSync(await taken.path(), 'utf8');
  expect(text).toContain('total_float [d]');
  expect(text).toMatch(/^earthworks,.*,true,false,/m);

  const [drawn] = await Promise.all([
    page.waitForEvent('download'),
    panel
      .getByRole('group', { name: /Second track/ })
      .getByRole('button', { name: 'SVG' })
      .click(),
  ]);
  expect(readFileSync(await drawn.path(), 'utf8')).toContain('>critical ◆</text>');

  // What is wrong with a plan is said with its line; an example shows the form.
  await panel.getByLabel('Plan (TOML)').fill('x = 1');
  await panel.getByRole('button', { name: 'Compute' }).click();
  await expect(panel.getByRole('alert')).toContainText('plan, line 1');
  await panel.getByRole('button', { name: 'Put in an example' }).click();
  await panel.getByRole('button', { name: 'Compute' }).click();
  await expect(panel.getByRole('heading', { name: 'Inland depot (invented)' })).toBeVisible();

  const table = panel.getByRole('table', { name: 'Exposure by country' });
  await expect(table.getByRole('row', { name: /Djibouti/ })).toContainText('risk of debt distress');
  await panel.getByRole('button', { name: /Show all/ }).click();
  await expect(page).toHaveURL(/all=1/);
  await expect(table.getByRole('row', { name: /Kenya/ })).toBeVisible();
  // A country of the table is a filter of the register.
  await table.getByRole('button', { name: 'Djibouti' }).click();
  await expect(page).toHaveURL(/country=DJ/);
  // The browser itself tells of the refused plan on the console.
  watch.errors = watch.errors.filter((error) => !error.includes('400'));
});

test('a plan in the dark, and on a phone', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/projects?${DAY}&tab=risk&lang=ru`);
  await page.getByRole('button', { name: 'Вставить пример' }).click();
  await page.getByRole('button', { name: 'Рассчитать' }).click();
  await page.getByRole('heading', { name: 'График и критический путь' }).scrollIntoViewIfNeeded();
  await picture(page, 'risk-phone');
  await accessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
