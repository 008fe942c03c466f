// The harness itself: what it is to catch, it catches.
import { accessible, expect, test } from './harness';

test('requests to other hosts are recorded and refused', async ({ page, watch }) => {
  await page.route('**/blank', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Blank</title>' }),
  );
  await page.goto('/blank');
  const answers = await page.evaluate(async () => {
    const fromPage = fetch('https://other.invalid/page').then(
      () => 'answered',
      () => 'refused',
    );
    const code = `fetch('https://other.invalid/worker').then(() => postMessage('answered'), () => postMessage('refused'))`;
    const worker = new Worker(URL.createObjectURL(new Blob([code])));
    const fromWorker = new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
    return Promise.all([fromPage, fromWorker]);
  });
  expect(answers).toEqual(['refused', 'refused']);
  expect(watch.foreign.sort()).toEqual([
    'https://other.invalid/page',
    'https://other.invalid/worker',
  ]);
  expect(watch.errors).not.toEqual([]);
  watch.foreign.length = 0;
  watch.errors.length = 0;
});

test('a style that the security policy refuses is an error', async ({ page, watch }) => {
  await page.goto('/');
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="top: 0">x'));
  await expect.poll(() => watch.errors.join()).toContain('Content Security Policy');
  watch.errors.length = 0;
});

test('serious findings of axe fail', async ({ page }) => {
  await page.goto('/');
  await page.evaluate(() => document.body.append(document.createElement('button')));
  await expect(accessible(page)).rejects.toThrow('button-name');
});
