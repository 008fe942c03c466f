import { readFileSync } from 'node:fs';
import { accessible, expect, picture, test } from './harness';

/** The day on which the records are looked at, so that nothing here becomes late by itself. */
const DAY = 'on=2026-05-10';

test('an order by weights, what it rests on, and the best choice within a budget', async ({
  page,
  watch,
}) => {
  await page.goto(`/projects?${DAY}&tab=priority&sector=rail`);
  const panel = page.getByRole('main');
  const order = panel.getByRole('table', { name: 'Projects in order' });
  const first = order.getByRole('row').nth(1);
  await expect(first).toContainText('China–Kyrgyzstan–Uzbekistan railway');
  await expect(panel.getByText('computable of no project')).toBeVisible();

  // A weight moves by keys, stands in the address, and the order follows it.
  const shipped = (await first.textContent()) ?? '';
  const debt = panel.getByRole('slider', { name: 'Highest debt among its countries' });
  await debt.focus();
  for (const _ of [1, 2, 3, 4]) await page.keyboard.press('ArrowRight');
  await expect(page).toHaveURL(/w=debt%3A3|w=debt:3/);
  await expect(first).not.toHaveText(shipped);
  await panel.getByRole('button', { name: 'Weights that ship' }).click();
  await expect(first).toHaveText(shipped);

  // A row opens to its parts, with what cannot be computed and why.
  await first.getByRole('button').click();
  const parts = order.getByRole('table', { name: 'What each criterion makes of it' });
  await expect(parts.getByRole('row', { name: /Traffic light/ })).toContainText('yellow');
  await expect(parts.getByRole('row', { name: /Access to markets/ })).toContainText(
    'not computable',
  );
  await expect(panel.getByText('Rail Baltica').last()).toBeVisible();

  await panel.getByLabel(/^Budget, million USD of/).fill('20000');
  await panel.getByLabel(/^Budget, million USD of/).press('Enter');
  await expect(page).toHaveURL(/budget=20000/);
  await expect(panel.getByText(/of 20,000 million USD spent on/)).toBeVisible();
  await expect(panel.getByRole('img', { name: 'What other budgets would reach' })).toBeVisible();
  await expect(order.getByText('chosen').first()).toBeVisible();
  await panel.getByText(/could be no candidate/).click();
  await expect(panel.getByText('no amount of money is recorded')).toBeVisible();
  await picture(page, 'priority');
  await accessible(page);

  const taken = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'CSV' }).click();
  const text = readFileSync(await (await taken).path(), 'utf8');
  expect(text).toContain('value [0 to 1]');
  expect(text).toContain('# Weights are somebody’s priorities');
  expect(text).toMatch(/^1,china-kyrgyzstan-uzbekistan-railway,/m);

  await panel.getByLabel('Sector').selectOption('culture');
  await expect(panel.getByText('No project under these filters')).toBeVisible();
  // The browser itself tells of the answer that there is none on the console.
  watch.errors = watch.errors.filter((error) => !error.includes('404'));
});

test('the order in the dark, and on a phone in Russian', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`/projects?${DAY}&tab=priority&budget=9000&count=dollar`);
  await expect(page.getByRole('heading', { name: 'Best choice within the budget' })).toBeVisible();
  await picture(page, 'priority-dark');
  await accessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/projects?${DAY}&tab=priority&budget=9000&lang=ru&row=rail-baltica`);
  await expect(page.getByRole('heading', { name: /Лучший выбор/ })).toBeVisible();
  await page.getByRole('table', { name: 'Проекты по порядку' }).scrollIntoViewIfNeeded();
  await picture(page, 'priority-phone');
  await accessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);
});
