import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';

test('opens below any path, without a word in the console or a request to another origin', async ({ page }) => {
  await page.goto('.');
  await expect(page).toHaveTitle(/RNN Playground/);
  await expect(page.getByRole('main')).toBeVisible();
  await expect(page.locator('.skeleton')).toHaveCount(0);
  await page.waitForLoadState('load');
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

  test('says that it needs it', async ({ page }) => {
    await page.goto('.');
    await expect(page.getByText('Allow it for this page and reload')).toBeVisible();
    await expect(page.getByText('the script could not be loaded')).toBeHidden();
  });
});

test('refuses what its policy forbids', async ({ page, overheard }) => {
  overheard.allow(/policy violation|Content Security Policy|failed request/);
  await page.goto('.');
  const outcome = await page.evaluate(async () => {
    const outcomes: Record<string, string> = {};
    try {
      outcomes['eval'] = String(new Function('return "ran"')());
    } catch (error) {
      outcomes['eval'] = (error as Error).name;
    }
    outcomes['fetch'] = await fetch('https://example.org/').then(
      () => 'ran',
      (error: Error) => error.name,
    );
    const script = document.createElement('script');
    script.textContent = 'document.title = "ran"';
    document.head.append(script);
    return { ...outcomes, inline: document.title };
  });
  expect(outcome).toEqual({ eval: 'EvalError', fetch: 'TypeError', inline: 'RNN Playground' });
  expect(overheard.complaints()).toEqual([]);
});
