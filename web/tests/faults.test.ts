// What goes wrong, late or twice: races of answers, errors and how they end, links that are off.
import type { Page } from '@playwright/test';
import { expect, mapIdle, test } from './harness';

/** Refusals that a test asks for; the browser writes them to the console. */
const asked = (errors: string[]) =>
  errors.filter((error) => !/status of (400|404|503)|ERR_FAILED/.test(error));

async function taken(page: Page, form: string): Promise<string> {
  const file = page.waitForEvent('download');
  await page.getByRole('main').getByRole('button', { name: form, exact: true }).click();
  const stream = await (await file).createReadStream();
  let text = '';
  for await (const piece of stream) text += String(piece);
  return text;
}

test('letters typed on do not take what was found for fewer', async ({ page, watch }) => {
  await page.goto('/plan');
  const from = page.getByRole('combobox', { name: 'From' });
  await from.fill('Almaty');
  await expect(page.getByRole('option', { name: /^Almaty/ }).first()).toBeVisible();
  // The answer to the next letters is late.
  await page.route('**/api/places?q=Tashk*', async (route) => {
    await new Promise((done) => setTimeout(done, 600));
    await route.continue();
  });
  await from.fill('Tashkent');
  await from.press('Enter');
  await expect(from).toHaveValue(/^Tashkent/);
  await expect(page.locator('#from-list li')).toHaveCount(0);
  await page.waitForTimeout(900);
  await expect(from).toHaveValue(/^Tashkent/);
  await expect(page.locator('#from-list li')).toHaveCount(0);

  await from.fill('zzzzqq');
  await expect(page.getByText('No place found.')).toBeVisible();
  await page.route('**/api/places?q=Xi*', (route) => route.abort());
  await from.fill('Xian');
  await expect(page.getByText('Places cannot be looked up now')).toBeVisible();
  watch.errors = asked(watch.errors);
});

test('after Back nothing is planned any more', async ({ page }) => {
  await page.goto('/plan');
  await expect(page.getByRole('link', { name: /See an example/ })).toBeVisible();
  await page.route('**/api/plan', async (route) => {
    await new Promise((done) => setTimeout(done, 1500));
    await route.continue().catch(() => {});
  });
  await page.getByRole('link', { name: /See an example/ }).click();
  await expect(page.getByRole('button', { name: 'Planning …' })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole('button', { name: 'Plan', exact: true })).toBeVisible();
  await page.waitForTimeout(1800);
  await expect(page.getByRole('link', { name: /See an example/ })).toBeVisible();
});

test('a view that comes late does not replace the one that is wanted', async ({ page, watch }) => {
  await page.goto('/plan');
  let fail = false;
  await page.route(/(Network-|views\/network\/Network\.svelte)/, async (route) => {
    await new Promise((done) => setTimeout(done, 1200));
    await (fail ? route.abort() : route.continue());
  });
  const views = page.getByRole('navigation', { name: 'Views' });
  fail = true;
  await views.getByRole('link', { name: 'Network' }).click();
  await views.getByRole('link', { name: 'API' }).click();
  await expect(page.getByRole('heading', { name: 'Interface for programs' })).toBeVisible();
  await page.waitForTimeout(1500);
  await expect(page.getByRole('heading', { name: 'Interface for programs' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  watch.errors = asked(watch.errors);
});

test('hash links reach their target and the address', async ({ page }) => {
  await page.goto('/plan');
  await page.getByRole('link', { name: 'Skip to the panel' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('#panel')).toBeFocused();
  expect(new URL(page.url()).hash).toBe('');

  await page.goto('/api?with=suez-closed');
  await page.locator('aside a[href$="#corridor"]').click();
  await expect(page).toHaveURL(/with=suez-closed#corridor$/);
  await expect(page.locator('article#corridor')).toBeFocused();
  await expect(page.locator('article#corridor')).toBeInViewport();
  await page.reload();
  await expect(page.locator('article#corridor')).toBeInViewport();
});

test('Enter in the search of the dialog takes what is chosen', async ({ page }) => {
  await page.goto('/network');
  await page.getByRole('button', { name: 'Compare with …' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('searchbox').fill('Suez Canal closed');
  await dialog.getByRole('checkbox', { name: /^Suez Canal closed/ }).check();
  await dialog.getByRole('searchbox').press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page).toHaveURL(/with=suez-closed/);
  await page.getByRole('button', { name: /^Suez Canal closed/ }).click();
  await dialog.getByRole('checkbox', { name: /^Suez Canal closed/ }).uncheck();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(page).toHaveURL(/with=suez-closed/);
});

test('what a link names and there is not can be left', async ({ page, watch }) => {
  await page.goto('/network?corridor=nope');
  await expect(page.getByRole('alert')).toContainText("no corridor is called 'nope'");
  await expect(page.getByText('Loading …')).toHaveCount(0);
  await page.getByRole('button', { name: '← Corridors' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await page.getByRole('button', { name: /Trans-Caspian International/ }).click();
  await expect(page.getByRole('img', { name: /Time and cost against distance/ })).toBeVisible();

  await page.goto('/scenarios?with=nope,suez-closed');
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(page.getByRole('alert')).toContainText("no scenario is called 'nope'");
  await page.getByRole('button', { name: 'Remove nope' }).click();
  await expect(page).toHaveURL(/with=suez-closed/);
  await expect(page.getByRole('alert')).toHaveCount(0);
  watch.errors = asked(watch.errors);
});

test('a request that failed is the one that is tried again', async ({ page, watch }) => {
  let down = true;
  await page.route('**/api/scenarios/suez-closed/map', (route) =>
    down ? route.abort() : route.continue(),
  );
  await page.goto('/scenarios?with=suez-closed');
  await expect(page.getByRole('alert')).toContainText('The server does not answer');
  down = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toHaveCount(0);
  watch.errors = asked(watch.errors);
});

const PAIR = '/scenarios?places=Almaty%3BMannheim';

test('watching a job goes on after a poll that failed, once', async ({ page, watch }) => {
  const polls: number[] = [];
  await page.route(/\/api\/jobs\/[0-9a-f]+$/, async (route) => {
    polls.push(Date.now());
    if (polls.length === 1)
      return route.fulfill({ status: 503, contentType: 'application/problem+json', body: '{}' });
    if (polls.length === 2) return route.abort();
    return route.continue();
  });
  await page.goto(`${PAIR}&with=suez-closed`);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Results' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  // One watch: after a failure each look is at least half a second after the last.
  expect(polls[1]! - polls[0]!).toBeGreaterThan(400);
  expect(polls[2]! - polls[1]!).toBeGreaterThan(800);
  watch.errors = asked(watch.errors);
});

test('results stay only with their own question', async ({ page }) => {
  await page.goto(`${PAIR}&with=suez-closed`);
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  const results = page.getByRole('region', { name: 'Results' });
  await expect(results).toBeVisible();
  const address = new URL(page.url());
  await page.getByRole('banner').getByRole('button', { name: 'Stop comparing' }).click();
  await expect(results).toHaveCount(0);
  await expect(page).not.toHaveURL(/job=/);
  await page.goBack();
  await expect(results).toBeVisible();
  // A link that was changed by hand.
  address.searchParams.set('with', 'panama-closed');
  await page.goto(address.href);
  await expect(page.getByText('of another question')).toBeVisible();
  await expect(results).toHaveCount(0);
});

test('the last mode and the last part stay, and say so', async ({ page }) => {
  await page.goto('/plan?modes=rail');
  const rail = page.getByRole('checkbox', { name: 'rail', exact: true });
  await expect(rail).toBeChecked();
  await rail.click();
  await expect(rail).toBeChecked();
  await expect(page.getByText('At least one has to stay.')).toBeVisible();
  await expect(page.getByRole('checkbox', { name: 'road' })).not.toBeChecked();

  await page.goto('/scenarios?what=criticality&parts=line');
  const lines = page.getByRole('checkbox', { name: 'Lines' });
  await lines.click();
  await expect(lines).toBeChecked();
  await expect(page.getByText('At least one has to stay.')).toBeVisible();
  await expect(page).toHaveURL(/parts=line/);
});

test('links restore the map, Back leads it back, layers return', async ({ page }) => {
  await page.goto('/network?corridor=trans-caspian&map=6.00/10.000/105.000');
  await expect(page.getByRole('img', { name: /Time and cost/ })).toBeVisible();
  await mapIdle(page);
  expect(new URL(page.url()).searchParams.get('map')).toBe('6.00/10.000/105.000');
  await page.getByRole('button', { name: '← Corridors' }).click();
  await page.getByRole('button', { name: /Trans-Caspian International/ }).click();
  await expect
    .poll(() => new URL(page.url()).searchParams.get('map'))
    .not.toBe('6.00/10.000/105.000');
  await mapIdle(page);
  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get('map')).toBe('6.00/10.000/105.000');
  const scale = page.locator('.maplibregl-ctrl-scale');
  await expect(scale).toHaveText(/^(100|50)\skm$/);

  await page.goto('/network?layers=rail');
  await expect(page.getByLabel('Roads')).not.toBeChecked();
  await page.getByLabel('Roads').check();
  await expect(page).toHaveURL(/layers=rail%2Croad/);
  await page
    .getByRole('navigation', { name: 'Views' })
    .getByRole('link', { name: 'Network' })
    .click();
  await expect(page.getByLabel('Railways by gauge')).toBeChecked();
  await expect(page.getByLabel('Sea lanes')).toBeChecked();
});

test('the mark of a click is not what the next click finds', async ({ page, request }) => {
  const answer = await request.get('/api/places?q=Khorgos&limit=8');
  const places = (await answer.json()) as {
    kind: string;
    position: { lat: number; lon: number };
  }[];
  const { lat, lon } = places.find(({ kind }) => kind === 'crossing')!.position;
  await page.goto(`/network?map=10/${lat}/${lon}`);
  await mapIdle(page);
  const box = await page.locator('.stage').boundingBox();
  if (!box) throw new Error('the map has no size');
  const heading = page.getByRole('main').getByRole('heading', { level: 2 });
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await expect(heading).toHaveText(/Khorgos/);
  await mapIdle(page);
  await page.mouse.click(box.x + box.width / 2 + 1, box.y + box.height / 2);
  await page.waitForTimeout(300);
  await expect(heading).toHaveText(/Khorgos/);
});

test('a corridor is taken away by the side that is shown', async ({ page }) => {
  const corridor = '/network?corridor=trans-caspian&with=middle-rail-borders-smooth';
  await page.goto(corridor);
  await expect(page.locator('tr.scenario td').first()).toBeVisible();
  const both = await taken(page, 'CSV');
  expect(both).toMatch(
    /^# .*middle-rail-borders-smooth\n# Baseline: .*; Scenario \(.*data [0-9a-f]+/,
  );
  expect(both).toContain('\nside,what,at');
  expect(both).toMatch(/\nbaseline,.*\nscenario,/s);
  expect(both).toContain('OpenStreetMap');
  const map = JSON.parse(await taken(page, 'GeoJSON')) as {
    features: { properties: { side: string } }[];
    metadata: { manifests: Record<string, { data: string; scenarios?: string[] }> };
  };
  expect(new Set(map.features.map((f) => f.properties.side))).toEqual(
    new Set(['baseline', 'scenario']),
  );
  expect(map.metadata.manifests.scenario?.scenarios).toEqual(['middle-rail-borders-smooth']);
  expect(map.metadata.manifests.baseline?.scenarios ?? []).toEqual([]);

  await page.goto(`${corridor}&side=baseline`);
  await expect(page.locator('tr.scenario td').first()).toBeVisible();
  const one = await taken(page, 'CSV');
  expect(one.split('\n')[0]).not.toContain('middle-rail');
  expect(one).not.toMatch(/\nscenario,/);

  await page.goto('/network?tab=corridors&with=middle-rail-borders-smooth&side=scenario');
  await expect(page.locator('.figures.red').first()).toBeVisible();
  const table = await taken(page, 'CSV');
  expect(table).toMatch(/data [0-9a-f]{8}/);
  expect(table).toContain('scenario_length [km]');
  expect(table).not.toContain('baseline_length');
  const list = JSON.parse(await taken(page, 'JSON')) as { metadata: Record<string, unknown> };
  expect(list.metadata).toMatchObject({ units: { km: 'km', usd: 'USD' } });
});

test('what lies here can be taken away', async ({ page }) => {
  await page.goto('/network?at=44.2,80.4&tab=here');
  await expect(page.locator('.basis').first()).toBeVisible();
  const text = await taken(page, 'CSV');
  expect(text).toMatch(/^# .*\n# Landbridge .*, data [0-9a-f]{8}/);
  expect(text).toContain('subject,what,value,basis,source');
});

test('a chart is taken with its whole caveat and whom it owes its data to', async ({ page }) => {
  await page.goto('/network?corridor=trans-caspian');
  await expect(page.getByRole('img', { name: /Time and cost/ })).toBeVisible();
  const svg = await taken(page, 'SVG');
  const texts = [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text);
  expect(texts.join(' ')).toContain('OpenStreetMap (ODbL)');
  expect(
    texts.filter((text) => text && /^(Modelled figures|.*Natural Earth)/.test(text)).length,
  ).toBeGreaterThan(1);
});

test('what cannot be made or copied says so', async ({ page, watch }) => {
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.toBlob = (back: BlobCallback) => back(null);
    Object.defineProperty(navigator, 'clipboard', { value: undefined });
  });
  await page.goto('/network?corridor=trans-caspian');
  await mapIdle(page);
  await page.getByRole('main').getByRole('button', { name: 'PNG' }).click();
  await expect(page.getByRole('alert')).toContainText('PNG could not be made');

  await page.goto('/plan?from=Almaty&to=Tashkent&depart=2024-09-02');
  await page.getByRole('list', { name: 'Ways' }).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Copy permanent link' }).click();
  await expect(page.getByText('does not let the page copy')).toBeVisible();

  await page.route(/(map-[^/]*\.js|\/src\/map\/map\.ts)/, (route) => route.abort());
  await page.goto('/network');
  await expect(page.getByText('The map could not be loaded')).toBeVisible();
  watch.errors = asked(watch.errors);
});
