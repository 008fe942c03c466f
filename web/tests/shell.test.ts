import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { accessible, expect, mapIdle, picture, test } from './harness';

const VIEWS = [
  '/plan',
  '/network',
  '/network?tab=corridors',
  '/projects',
  '/projects?tab=priority&budget=20000',
  '/projects?tab=green&row=karuma-hydropower-station',
  '/projects?tab=risk',
  '/projects?tab=integrity',
  '/scenarios',
  '/scenarios?what=criticality',
  '/evidence',
  '/evidence?tab=figures&figure=figure-3',
  '/api',
];
/** Views without a map. */
const MAPLESS = /^\/(evidence|api)/;
const folder = fileURLToPath(new URL('../src/messages/', import.meta.url));
const languages = readdirSync(folder).map((name) => name.replace('.json', ''));

test('the first view asks for at most 450 kB of compressed script', async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Map<string, string>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => {
    if (/javascript/.test(response.mimeType)) scripts.set(requestId, response.url);
  });
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  const workers: Promise<number>[] = [];
  page.on('worker', (worker) => {
    workers.push(
      page.request
        .get(worker.url(), { headers: { 'accept-encoding': 'br' } })
        .then(async (r) => Number(r.headers()['content-length'] ?? (await r.body()).length)),
    );
  });
  await page.goto('/plan');
  await expect(page.getByRole('combobox', { name: 'From' })).toBeVisible();
  await mapIdle(page);
  // A worker's own script is asked for by the worker; it counts once.
  const [own = 0] = await Promise.all(workers);
  const counted = [...scripts.values()].some((url) => url.includes('worker'));
  const all = (bytes + (counted ? 0 : own)) / 1000;
  console.log(`first view: ${all.toFixed(0)} kB of compressed script`);
  expect(all).toBeGreaterThan(200);
  expect(all).toBeLessThan(450);
});

for (const language of languages) {
  test(`every view in ${language}`, async ({ page }) => {
    await page.addInitScript((tag) => localStorage.setItem('landbridge.language', tag), language);
    for (const view of VIEWS) {
      await page.goto(view);
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      await page.waitForLoadState('networkidle');
      if (!MAPLESS.test(view)) await mapIdle(page);
      await accessible(page);
      // Keys without words would be shown as they are.
      const text = await page.locator('body').innerText();
      const keys = Object.keys(JSON.parse(readFileSync(`${folder}en.json`, 'utf8')) as object);
      expect(
        keys.filter((key) => key.includes('.') && key.length > 8 && text.includes(key)),
      ).toEqual([]);
    }
    await page.goto('/network?map=5/34/108');
    await mapIdle(page);
    await picture(page, `language-${language}`);
  });
}

test('all languages have the words of the first', () => {
  const read = (tag: string) =>
    JSON.parse(readFileSync(`${folder}${tag}.json`, 'utf8')) as Record<string, string>;
  const base = (key: string) => key.replace(/\.(zero|one|two|few|many|other)$/, '');
  const wanted = new Set(Object.keys(read('en')).map(base));
  for (const language of languages) {
    const own = new Set(Object.keys(read(language)).map(base));
    expect(
      [...wanted].filter((key) => !own.has(key)),
      `${language} lacks`,
    ).toEqual([]);
    expect(
      [...own].filter((key) => !wanted.has(key)),
      `${language} has besides`,
    ).toEqual([]);
    const braces = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    for (const [key, text] of Object.entries(read('en'))) {
      const other = read(language)[key];
      if (other && !/\.(one|few|many)$/.test(key))
        expect(braces(other), `${language}: ${key}`).toEqual(braces(text));
    }
  }
});

test('dark, on every view', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const view of VIEWS) {
    await page.goto(view);
    await page.waitForLoadState('networkidle');
    await accessible(page);
  }
  await page.goto('/network?corridor=trans-caspian');
  await expect(page.getByRole('img', { name: /Time and cost/ })).toBeVisible();
  await mapIdle(page);
  await picture(page, 'dark');
  await accessible(page);
  // The choice of the person beats that of the system.
  await page.getByLabel('Appearance').selectOption('light');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('on a phone nothing is wider than the page', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const plan = '/plan?from=Almaty&to=Mannheim&depart=2024-09-02';
  for (const view of [...VIEWS, plan, '/network?corridor=trans-caspian']) {
    await page.goto(view);
    await page.waitForLoadState('networkidle');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    expect(wide, view).toBeLessThanOrEqual(0);
    await accessible(page);
  }
  await page.goto(plan);
  await page.getByRole('list', { name: 'Ways' }).getByRole('button').first().click();
  await mapIdle(page);
  await picture(page, 'phone');
});

test('without the server the page says so and goes on when it is back', async ({
  page,
  context,
  watch,
}) => {
  await page.goto('/scenarios');
  await mapIdle(page);
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await page.getByRole('button', { name: 'What a loss costs' }).click();
  await page.getByRole('button', { name: 'Rank losses' }).click();
  await expect(page.getByRole('alert')).toContainText('The server does not answer');
  await context.setOffline(false);
  await expect(page.getByText('You are offline.')).toBeHidden();
  await page.getByRole('button', { name: 'Rank losses' }).click();
  await page.getByRole('status').getByRole('button', { name: 'Cancel' }).click();
  watch.errors = watch.errors.filter((error) => !error.includes('ERR_INTERNET_DISCONNECTED'));
});

test('an address that there is not', async ({ page }) => {
  await page.goto('/no-such-view');
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
  await accessible(page);
});
