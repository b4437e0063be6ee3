import { findingsOf } from './axe.ts';
import { engineOf, expect, test } from './page.ts';

test('opens below any path, without a word in the console or a request to another origin', async ({ page }) => {
  await page.goto('.');
  await expect(page).toHaveTitle(/RNN Playground/);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await engineOf(page);
});

test('loads the backend that it uses, and no other', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(new URL(request.url()).pathname.replace(/^.*\//, '')));
  await page.goto('./#backend=cpu');
  expect((await engineOf(page)).backend).toBe('cpu');
  expect(loaded.filter((name) => /^(cpu|wasm|webgl|webgpu)-/.test(name)).map((name) => name.replace(/-.*/, ''))).toEqual(['cpu']);
  expect(loaded.filter((name) => name.endsWith('.wasm'))).toEqual([]);
});

test('shows its name at once and says after a while that its script does not come', async ({ page, overheard }) => {
  overheard.allow(/failed request|Failed to load resource/);
  await page.route('**/*.js', (route) => route.abort());
  await page.goto('.');
  await expect(page.getByRole('heading', { name: 'RNN Playground' })).toBeVisible();
  const late = page.getByText('the script could not be loaded');
  await expect(late).toBeHidden();
  await expect(late).toBeVisible({ timeout: 12_000 });
  expect(await findingsOf(page)).toEqual([]);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('says that it needs it', async ({ page, overheard }) => {
    // Scripts that the page tells of in advance are not fetched either.
    overheard.allow(/failed request: .*\.js csp/);
    await page.goto('.');
    await expect(page.getByRole('main')).toContainText('Allow it for this page and reload', { useInnerText: true });
    await expect(page.getByText('the script could not be loaded')).toBeHidden();
  });
});

test('refuses what its policy forbids', async ({ page, overheard }) => {
  overheard.allow(/policy violation|Content Security Policy|failed request/);
  await page.route('**/probe.js', (route) => route.fulfill({ contentType: 'text/javascript', body: `export default ${probe}` }));
  await page.goto('.');
  const outcome = await page.evaluate(async (url) => (await import(url)).default(), new URL('probe.js', page.url()).href);
  expect(outcome).toEqual({ eval: 'EvalError', inline: 'refused', fetch: 'TypeError', worker: 'error' });
});

/** Tries, as a script of the page, what no script of the page may do. */
async function probe(): Promise<Record<string, string>> {
  const named = (error: Error): string => error.name;
  const script = document.createElement('script');
  script.textContent = 'document.documentElement.dataset.ran = "ran"';
  document.head.append(script);
  const evaluated = await Promise.resolve()
    .then(() => new Function('return "ran"')() as string)
    .catch(named);
  const fetched = await fetch('https://example.org/').then(() => 'ran', named);
  const worker = await new Promise<string>((resolve) => {
    const made = new Worker(URL.createObjectURL(new Blob(['postMessage(0)'])));
    made.onmessage = () => resolve('ran');
    made.onerror = (event) => resolve(event.type);
  }).catch(named);
  return { eval: evaluated, inline: document.documentElement.dataset['ran'] ?? 'refused', fetch: fetched, worker };
}
