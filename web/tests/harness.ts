// What every end-to-end test starts from: a page that may talk to the server under test and to
// nobody else, and that fails its test on errors the test itself would not see.
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';
import { fileURLToPath } from 'node:url';

export { expect };

const artefacts = fileURLToPath(new URL('artefacts/', import.meta.url));

/** What a page did that no page of the workbench may do. */
type Watch = {
  /** Addresses on other hosts that were asked for. */
  foreign: string[];
  /** Errors: uncaught, on the console (refusals of the security policy among them). */
  errors: string[];
};

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context, baseURL }, use) => {
      const home = new URL(baseURL ?? '').host;
      const watch: Watch = { foreign: [], errors: [] };
      const look = (address: string) => {
        const url = new URL(address);
        if (!/^(https?|wss?):$/.test(url.protocol)) return;
        if (url.host !== home) watch.foreign.push(address);
      };
      context.on('request', (request) => look(request.url()));
      context.on('page', (page) => page.on('websocket', (socket) => look(socket.url())));
      context.on('weberror', (error) => watch.errors.push(String(error.error())));
      context.on('console', (message) => {
        if (message.type() === 'error') watch.errors.push(message.text());
      });
      // What the record would miss is refused all the same, and shows as an error of the page.
      await context.route(
        (url) => /^https?:$/.test(url.protocol) && url.host !== home,
        (route) => route.abort(),
      );
      await use(watch);
      expect(watch.foreign, 'requests to other hosts').toEqual([]);
      expect(watch.errors, 'errors of the page').toEqual([]);
    },
    { auto: true },
  ],
});

/**
 * Waits until the map has drawn all that it has to draw: first for two frames, in which what the
 * test did before can make the map busy.
 */
export async function mapIdle(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
  await page.locator('html[data-map="idle"]').waitFor({ state: 'attached', timeout: 60_000 });
}

/** The number of different colours on the map's canvas: 1 on a canvas that nothing was drawn on. */
export async function mapColours(page: Page): Promise<number> {
  const png = await page.locator('canvas.maplibregl-canvas').screenshot();
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no 2d context');
    context.drawImage(picture, 0, 0);
    const pixels = context.getImageData(0, 0, picture.width, picture.height).data;
    return new Set(new Uint32Array(pixels.buffer)).size;
  }, png.toString('base64'));
}

/** Fails on serious and critical findings of axe, by the rules of WCAG 2.2 A and AA. */
export async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  const grave = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => ({
      id,
      impact,
      help,
      nodes: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
  expect(grave, 'serious and critical findings of axe').toEqual([]);
}

/** Saves a picture of the page as `tests/artefacts/NAME.png`. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${artefacts}${name}.png`, animations: 'disabled' });
}
