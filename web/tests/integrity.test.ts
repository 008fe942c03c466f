import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accessible, expect, picture, test } from './harness';

const DAY = 'on=2026-05-10';
const CASES = fileURLToPath(new URL('../../crates/portfolio/tests/flags/cases/', import.meta.url));
const file = (name: string, text: string | Buffer) => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.from(text),
});

test('a rubric with its questions, its table to fill in, and the points of answers', async ({
  page,
  watch,
}) => {
  await page.goto(`/projects?${DAY}&tab=integrity`);
  const panel = page.getByRole('main');
  await expect(panel.getByText('nothing that is sent is kept')).toBeVisible();
  await panel.getByLabel('Rubric').selectOption('trac');
  await expect(page).toHaveURL(/rubric=trac/);
  await expect(panel.getByText('framework of its authors')).toBeVisible();
  await panel.getByText('26 questions').click();
  const [given] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: /Table to fill in/ }).click(),
  ]);
  const template = readFileSync(await given.path(), 'utf8');
  expect(template).toMatch(/^p01,,,,,/m);
  // Filled in, the table is the answers.
  const filled = template
    .replace(/^p01,,,,,/m, 'p01,,1,example.org,code p. 2,')
    .replace(/^c.*\n/gm, '');
  await panel.getByLabel(/^Answers/).setInputFiles(file('answers.csv', filled));
  await expect(panel.getByRole('row', { name: /Anti-corruption programme/ })).toContainText(
    '1 of 13',
  );
  await panel.getByText('26 questions').click();
  await picture(page, 'integrity');
  await accessible(page);
  const [taken] = await Promise.all([
    page.waitForEvent('download'),
    panel.getByRole('button', { name: 'CSV', exact: true }).click(),
  ]);
  expect(readFileSync(await taken.path(), 'utf8')).toContain('no verdict');

  // Answers that are no answers are refused with their line.
  await panel.getByLabel(/^Answers/).setInputFiles(file('answers.csv', 'a,b\n1,2\n'));
  await expect(panel.getByRole('alert')).toContainText("the column 'question' is missing");
  watch.errors = watch.errors.filter((error) => !error.includes('400'));
});

test('the register’s partners and typed names beside a list', async ({ page }) => {
  await page.goto(`/projects?${DAY}&tab=integrity&tool=screen`);
  const panel = page.getByRole('main');
  await expect(panel.getByText('not a legal finding')).toBeVisible();
  await panel
    .getByLabel(/^List/)
    .setInputFiles(
      file('list.csv', 'name,country\nChina Road and Bridge Corporation,CN\nACWA Power,SA\n'),
    );
  await panel.getByRole('button', { name: 'Compare' }).click();
  await expect(panel.getByRole('status')).toContainText('2 entries');
  const hit = panel.getByRole('listitem').filter({ hasText: 'match 1.00' }).first();
  await hit.click();
  await expect(hit.getByText('Speaks for it')).toBeVisible();
  await accessible(page);

  await panel.getByLabel(/^Names/).fill('中国路桥工程有限责任公司\nSinohyrdo');
  await panel.getByRole('button', { name: 'Compare' }).click();
  await expect(panel.getByRole('status')).toContainText('2 names beside 2 entries');
  const chinese = panel.getByRole('listitem').filter({ hasText: '中国路桥' });
  await chinese.locator('summary').click();
  await expect(chinese.getByText('Agrees')).toBeVisible();
  await picture(page, 'integrity-screen');
  await accessible(page);
});

test('red flags of a file of releases, in the dark and on a phone', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/projects?${DAY}&tab=integrity&tool=flags`);
  const panel = page.getByRole('main');
  await expect(panel.getByText('a question to be asked')).toBeVisible();
  const releases = ['R018-bids-not-read', 'R003-boundary', 'R028-joint', 'R035-awards'].map(
    (name) => readFileSync(`${CASES}${name}.jsonl`),
  );
  await panel.getByLabel(/^Compiled OCDS/).setInputFiles(file('r.jsonl', Buffer.concat(releases)));
  await expect(panel.getByRole('status')).toContainText('rows flagged');
  await expect(panel.getByRole('row', { name: /R028/ }).first()).toContainText('tenderers');
  await expect(panel.getByRole('list', { name: 'Flagged rows' })).toContainText('/bids/');
  await panel.getByRole('heading', { name: 'Indicators' }).scrollIntoViewIfNeeded();
  await picture(page, 'integrity-phone');
  await accessible(page);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(wide).toBeLessThanOrEqual(390);

  // What is too large is not sent; the command for it is named.
  const large = Buffer.alloc(8.5 * 1024 * 1024, 'x');
  await panel.getByLabel(/^Compiled OCDS/).setInputFiles(file('large.jsonl', large));
  await expect(panel.getByRole('alert')).toContainText('at most 8 MB');
});
