import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { accessible, expect, picture, test } from './harness';

/** What a button of the page gives to take away. */
async function taken(page: Page, form: string): Promise<{ name: string; text: string }> {
  const given = page.waitForEvent('download');
  await page.getByRole('main').getByRole('button', { name: form, exact: true }).first().click();
  const file = await given;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

const rows = (page: Page) => page.locator('tbody tr');

test('from the ledger to a contradicted claim, its reasoning, a figure and its data', async ({
  page,
}) => {
  await page.goto('/evidence');
  await expect(page.getByText(/849 numbers in the text/)).toBeVisible();
  // The first who asks waits for the check.
  const strip = page.getByRole('group', { name: /Claims by verdict/ });
  await expect(strip).toBeVisible({ timeout: 90_000 });
  const all = await rows(page).count();
  expect(all).toBeGreaterThan(300);
  await picture(page, 'evidence');
  await accessible(page);

  const contradicted = strip.getByRole('button', { name: 'contradicted' });
  const count = Number((await contradicted.innerText()).match(/\d+/)?.[0]);
  await contradicted.click();
  await expect(page).toHaveURL(/verdict=contradicted/);
  await expect(rows(page)).toHaveCount(count);
  const { name, text } = await taken(page, 'CSV');
  expect(name).toBe('eight-major-steps.csv');
  expect(text).toContain('# A verdict says what');
  expect(text.split('\n').filter((line) => line && !line.startsWith('#'))).toHaveLength(count + 1);
  expect(JSON.parse((await taken(page, 'JSON')).text).claims).toHaveLength(count);

  await page.getByRole('searchbox', { name: 'Search claims' }).fill('throughput');
  await expect(page).toHaveURL(/q=throughput/);
  // A claim that comes late leaves the focus where it is.
  await page.route('**/claims/titr-throughput', async (route) => {
    await new Promise((later) => setTimeout(later, 600));
    await route.continue();
  });
  await page.getByRole('button', { name: /titr-throughput$/ }).click();
  await expect(page).toHaveURL(/claim=titr-throughput/);
  const detail = page.getByRole('complementary', { name: 'The claim chosen' });
  await expect(detail.getByText('Why this verdict')).toBeVisible();
  await expect(detail.getByRole('heading', { level: 2 })).toBeFocused();
  await expect(detail.locator('code').first()).toBeVisible();
  await expect(detail.getByText(/titr_tonnes_year/).first()).toBeVisible();
  await expect(detail.getByText(/says nothing about anybody’s intentions/)).toBeVisible();
  await picture(page, 'evidence-claim');
  await accessible(page);
  await detail.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: /titr-throughput$/ })).toBeFocused();

  await page.getByRole('tab', { name: 'Figures' }).click();
  await expect(page).toHaveURL(/tab=figures/);
  await page.getByRole('button', { name: 'Figure 2', exact: true }).click();
  await expect(page.getByRole('img', { name: /^Figure 2/ })).toBeVisible();
  await expect(page.getByText('The data do not hold the whole figure.')).toBeVisible();
  await page.getByText(/values and their sources/).click();
  await picture(page, 'evidence-figure');
  await accessible(page);
  const data = await taken(page, 'CSV');
  expect(data.name).toBe('figure-2.csv');
  expect(data.text).toMatch(/Trains a month,cre_trains_month,2024-08,1653,1653,trains/);
  expect(data.text).toMatch(/2023-10,.*no published value/);
  expect((await taken(page, 'SVG')).text).toContain('Landbridge');
  const png = page.waitForEvent('download');
  await page.getByRole('button', { name: 'PNG' }).click();
  const bytes = readFileSync(await (await png).path());
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  expect(bytes.length).toBeGreaterThan(10_000);

  // A claim that rests on the figure opens, and leads back to it.
  await page
    .getByRole('button', { name: 'China-Europe trains in August 2024', exact: true })
    .click();
  await expect(page).toHaveURL(/claim=cre-trains-august/);
  await expect(page).not.toHaveURL(/tab=/);
  await detail.getByRole('button', { name: 'Figure 2', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: /^Figure 2/ })).toBeVisible();
});

test('figures say what the data lack', async ({ page }) => {
  for (const figure of [1, 2, 3, 4]) {
    await page.goto(`/evidence?tab=figures&figure=figure-${figure}`);
    await expect(page.getByRole('img', { name: new RegExp(`^Figure ${figure}`) })).toBeVisible();
    const lack = page.getByText('The data do not hold the whole figure.');
    if (figure === 1) await expect(lack).toBeHidden();
    else await expect(lack).toBeVisible();
    await picture(page, `evidence-figure-${figure}`);
  }
  await expect(page.getByText('None: no claim of the text')).toBeVisible({ timeout: 90_000 });
});

test('the ledger by keyboard', async ({ page }) => {
  await page.goto('/evidence?section=1.1');
  const first = rows(page).first().getByRole('button');
  await expect(first).toBeVisible({ timeout: 90_000 });
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(rows(page).nth(1).getByRole('button')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#claim-title')).toBeFocused();
  await page.goBack();
  await expect(page.getByRole('complementary')).toHaveCount(0);
});

test('while it is checked, empty, wrong or without the server the view says so', async ({
  page,
  watch,
}) => {
  await page.route('**/api/evidence/ledgers/eight-major-steps', async (route) => {
    await new Promise((done) => setTimeout(done, 1500));
    await route.continue();
  });
  await page.goto('/evidence');
  await expect(page.getByText('The claims are being checked …').first()).toBeVisible();
  await expect(page.getByText(/849 numbers in the text/)).toBeVisible();
  await picture(page, 'evidence-checking');
  await accessible(page);
  await expect(rows(page).first()).toBeVisible({ timeout: 90_000 });
  await page.unroute('**/api/evidence/ledgers/eight-major-steps');

  await page.getByRole('searchbox').fill('zzzz');
  await expect(page.getByText('No claim fits.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).click();
  await expect(rows(page).first()).toBeVisible();

  await page.goto('/evidence?claim=no-such');
  await expect(page.getByRole('alert')).toContainText('no claim of eight-major-steps is called');
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.goto('/evidence?ledger=nope');
  await expect(page.getByRole('alert').first()).toContainText("no ledger is called 'nope'");

  await page.route('**/api/evidence/**', (route) => route.abort());
  await page.goto('/evidence');
  await expect(page.getByRole('alert')).toContainText('The server does not answer');
  await page.unroute('**/api/evidence/**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(rows(page).first()).toBeVisible({ timeout: 90_000 });
  watch.errors = watch.errors.filter((error) => !/status of 404|ERR_FAILED/.test(error));
});

test('dark, and on a phone', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/evidence?verdict=contradicted,vague&claim=cku-days');
  await expect(page.getByText('Why this verdict')).toBeVisible({ timeout: 90_000 });
  await accessible(page);
  await picture(page, 'evidence-dark');
  await page.goto('/evidence?tab=figures&figure=figure-4');
  await expect(page.getByRole('img', { name: /^Figure 4/ })).toBeVisible();
  await accessible(page);
  await picture(page, 'evidence-dark-figure');

  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 360, height: 780 });
  const narrow = async (name: string) => {
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, name).toBeLessThanOrEqual(0);
    await accessible(page);
    await picture(page, name);
  };
  await page.goto('/evidence?verdict=contradicted');
  await expect(rows(page).first()).toBeVisible();
  await narrow('evidence-phone');
  await rows(page).first().scrollIntoViewIfNeeded();
  await rows(page).first().getByRole('button').click();
  await expect(page.getByText('Why this verdict')).toBeVisible();
  await narrow('evidence-phone-claim');
  await page.goto('/evidence?tab=figures&figure=figure-2');
  await expect(page.getByRole('img', { name: /^Figure 2/ })).toBeVisible();
  await narrow('evidence-phone-figure');
});
