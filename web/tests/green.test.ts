import { readFileSync } from 'node:fs';
import { accessible, expect, picture, test } from './harness';

const DAY = 'on=2026-05-10';

test('a colour with its conditions, emissions avoided, and what is called small yet smart', async ({
  page,
  watch,
}) => {
  await page.goto(`/projects?${DAY}&project=addis-ababa-djibouti-railway`);
  const panel = page.getByRole('main');
  // From a record to its colour.
  await expect(panel.getByText('925,000 t CO₂e a year')).toBeVisible();
  await panel.getByRole('link', { name: 'In the tab Green' }).click();
  await expect(page).toHaveURL(/tab=green.*row=addis-ababa/);
  const row = panel.getByRole('listitem').filter({ hasText: 'Addis Ababa–Djibouti Railway' });
  const met = row.getByRole('row', { name: /Runs on electricity/ });
  await expect(met).toContainText('met');
  await expect(met).toContainText('recalled');
  await expect(row.getByRole('row', { name: /Carries no fossil fuels/ })).toContainText(
    'nothing on record',
  );
  await expect(row.getByText('road carries 70 % of the freight')).toBeVisible();
  await expect(row.getByText('Length: 752 km')).toBeVisible();
  await picture(page, 'green');
  await accessible(page);

  // A figure that a source states is set beside what it would take.
  await panel.getByRole('combobox', { name: 'Show', exact: true }).selectOption('avoided');
  await panel.getByRole('searchbox').fill('karuma');
  await panel.getByRole('button', { name: /Karuma/ }).click();
  await expect(panel.getByText('a baseline of 894 g CO2e/kWh')).toBeVisible();
  const taken = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'CSV' }).click();
  const text = readFileSync(await (await taken).path(), 'utf8');
  expect(text).toContain('avoided [t CO2e a year]');
  expect(text).toContain('# The traffic light is a framework of its authors');
  expect(text).toContain('a baseline of');
  await panel.getByRole('button', { name: 'Clear filters' }).click();

  await panel.getByRole('combobox', { name: 'Show', exact: true }).selectOption('small');
  await panel
    .getByRole('button', { name: /Cataract blindness/ })
    .first()
    .click();
  await expect(panel.getByRole('heading', { name: 'Tests of small yet smart' })).toBeVisible();
  await expect(panel.getByText('low cost')).toBeVisible();

  await panel.getByRole('combobox', { name: 'Show', exact: true }).selectOption('all');
  await panel.getByRole('button', { name: /^red/ }).click();
  await expect(page).toHaveURL(/light=red/);
  await expect(panel.locator('.opens')).toHaveCount(2);

  // A server that does not answer says so, and is asked again.
  await page.route('**/api/portfolio/green*', (route) => route.abort());
  await page.goto(`/projects?${DAY}&tab=green`);
  await expect(panel.getByRole('alert')).toContainText('The server does not answer');
  await page.unroute('**/api/portfolio/green*');
  await panel.getByRole('button', { name: 'Try again' }).click();
  await expect(panel.locator('.opens').first()).toBeVisible();
  watch.errors = watch.errors.filter((error) => !error.includes('ERR_FAILED'));
});

test('green in the dark, and on a phone in Chinese', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/projects?${DAY}&tab=green&row=karuma-hydropower-station&lang=zh`);
  await expect(page.getByRole('tab', { name: '绿色' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.opens').first()).toBeVisible();
  await picture(page, 'green-phone');
  await accessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
