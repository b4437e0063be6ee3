import { expect, type Locator, type Page } from '@playwright/test';

/** The parts of the screen by their roles and names, as a person finds them. */
export const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
export const figure = (page: Page, name: string): Locator => page.getByRole('figure', { name, exact: true });
/** Waits until a figure of the laboratory says what is of this iteration. */
export const measuredAt = (page: Page, name: string, iteration: number): Promise<void> =>
  expect(figure(page, name)).toHaveAttribute('data-iteration', String(iteration));
export const verdict = (page: Page): Locator => page.getByRole('region', { name: 'Verdict' });
export const notices = (page: Page): Locator => page.getByRole('region', { name: 'Notices' });
export const cursor = (page: Page): Locator => page.getByRole('slider', { name: 'Step under the cursor' });
export const editor = (page: Page): Locator => page.getByRole('textbox', { name: 'Equations of the cell' });
export const cell = (page: Page, name: string): Locator =>
  page.getByRole('radiogroup', { name: 'Cell' }).getByRole('radio', { name, exact: true });
/** A number of the panel: the box to type it into. */
export const number = (page: Page, label: string): Locator => page.getByRole('textbox', { name: label, exact: true });
/** Why training stopped by itself, with its remedies. */
export const exploded = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'Exploded.' });
/** Why no engine runs at all. */
export const failure = (page: Page): Locator => page.getByRole('alert').filter({ hasText: 'Nothing can train here yet.' });

/** What a figure says that it shows, for those who do not see it. */
export const alternative = (page: Page, name: string): Locator => figure(page, name).getByRole('paragraph').first();

/** What the canvases of a figure show once they are painted, so that two moments can be compared. */
export async function picture(page: Page, name: string): Promise<string> {
  const canvases = figure(page, name).locator('canvas');
  const unpainted = () => canvases.evaluateAll((all) => all.filter((each) => (each as HTMLCanvasElement).width === 300).length);
  await expect.poll(unpainted).toBe(0);
  return canvases.evaluateAll((all) => all.map((each) => (each as HTMLCanvasElement).toDataURL()).join());
}

/** Iterations that the bar counts. */
export async function iteration(page: Page): Promise<number> {
  return numberIn((await page.getByTestId('iteration').textContent()) ?? '');
}

/** Sets a number of the panel as a hand does. */
export async function setNumber(page: Page, label: string, value: string): Promise<void> {
  await number(page, label).fill(value);
  await number(page, label).press('Enter');
}

/** Presses Train, lets so many iterations pass, and presses Pause. */
export async function trainByHand(page: Page, iterations: number): Promise<void> {
  await button(page, 'Train').click();
  await until(page, iterations);
  await button(page, 'Pause').click();
  await button(page, 'Train').waitFor();
}

/** Waits until the bar counts so many iterations. */
export async function until(page: Page, iterations: number): Promise<void> {
  while ((await iteration(page)) < iterations) await page.waitForTimeout(50);
}

/** The first number of a text, as the screen writes numbers: `−0.30`, `1 024` with a narrow space, `1,024` in a sentence, `3.1·10⁻⁷`. */
export function numberIn(text: string): number {
  const plain = text
    .replaceAll('−', '-')
    .replaceAll('\u202f', '')
    .replace(/(?<=\d),(?=\d{3})/g, '');
  const found = /([+-]?\d+(?:\.\d+)?)(?:·10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?/.exec(plain);
  if (found === null) throw new Error(`no number in “${text}”`);
  const exponent = Array.from(found[2] ?? '⁰', (digit) => (digit === '⁻' ? '-' : String('⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(digit)))).join('');
  return Number(`${found[1]}e${exponent}`);
}
