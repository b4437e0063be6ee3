import type { Page } from '@playwright/test';
import { findingsOf } from './axe.ts';
import { expect, test } from './page.ts';
import { openAt, train } from './playground.ts';

const operate = (page: Page) => page.getByRole('region', { name: 'Operate' });
const done = (page: Page) => page.getByRole('list', { name: 'What was done' });
const hash = (page: Page) => page.evaluate(() => location.hash);
const trace = (page: Page) => page.evaluate(() => window.playground.trace());
const runsOn = (page: Page) => page.evaluate(() => window.playground.engine().backend);
const weights = (page: Page, name: string) =>
  page.evaluate(async (matrix) => (await window.playground.parameters()).parameters[0]?.[matrix], name);

test('a forget gate held at 1 flattens the carry path, as measured; Back lets it go, and it goes on where it was', async ({ page }) => {
  await openAt(page, 'cell=lstm&forget=0&backend=wasm&norm=c&open=laboratory');
  await train(page, 20);
  const before = await trace(page);
  await operate(page).getByRole('button', { name: 'Hold open (1)' }).click();
  await expect(done(page)).toContainText('f held at 1');
  await expect(done(page)).toContainText(/horizon \d+ → \d+/);
  expect(await hash(page)).toContain('do=hold:f:1');
  const held = await trace(page);
  expect(held.iteration).toBe(20);
  expect(held.gates['f']?.[0]?.flat().every((value) => value === 1)).toBe(true);
  const blame = ({ stateGradients }: typeof held, t: number): number => Math.hypot(...(stateGradients['c']?.[0]?.[t] ?? []));
  const across = (measured: typeof held): number => blame(measured, 4) / blame(measured, 34);
  expect(across(before)).toBeLessThan(0.02);
  expect(across(held)).toBeGreaterThan(0.5);
  expect(held.horizon).toBeGreaterThan(30);
  await expect(page.getByRole('region', { name: /Inside step/ })).toContainText('f = 1');
  await expect(page.getByText('In the laboratory: f held at 1.')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('Nothing is being done to this network.')).toBeVisible();
  await expect.poll(async () => (await trace(page)).norms).toEqual(before.norms);
});

test('a matrix that is frozen stays as it is while the others learn, on a run that goes on', async ({ page }) => {
  await openAt(page, 'backend=wasm&open=laboratory');
  await train(page, 5);
  const [u, w] = [await weights(page, 'U'), await weights(page, 'W')];
  await page.evaluate(() => void window.playground.train(200));
  await operate(page).getByRole('group', { name: 'Freeze' }).getByRole('button', { name: 'Freeze', exact: true }).last().click();
  await expect(done(page)).toContainText('U frozen');
  const frozen = await weights(page, 'U');
  expect(frozen).not.toEqual(u);
  await train(page, 10);
  expect((await trace(page)).iteration).toBe(215);
  expect(await weights(page, 'U')).toEqual(frozen);
  expect(await weights(page, 'W')).not.toEqual(w);
  await page.getByRole('button', { name: 'Take away: U frozen' }).click();
  await expect(page.getByText('Nothing is being done')).toBeVisible();
  await expect(page.getByText('Nothing is being done').locator('..')).toBeFocused();
  await train(page, 2);
  expect(await weights(page, 'U')).not.toEqual(frozen);
});

test('twice the radius moves the spectrum twice as far out, and is taken away to the bit; the link does it at its iteration', async ({
  page,
}) => {
  await openAt(page, 'backend=wasm&open=laboratory');
  await train(page, 3);
  const before = (await weights(page, 'U')) as number[][];
  const said = page.getByRole('figure', { name: /Spectrum/ });
  const radius = async (): Promise<number> => Number(/radius ([\d.]+) ·/.exec((await said.textContent()) ?? '')?.[1]);
  const was = await radius();
  await operate(page).getByRole('button', { name: '× 2' }).click();
  await expect(done(page)).toContainText('radius of U to');
  await expect.poll(radius).toBeCloseTo(2 * was, 1);
  const after = (await weights(page, 'U')) as number[][];
  expect(after[3]?.[4]).toBeCloseTo(2 * (before[3]?.[4] ?? Number.NaN), 6);
  await page.getByRole('button', { name: /^Take away: radius of U/ }).click();
  await expect(page.getByText('Nothing is being done')).toBeVisible();
  expect(await weights(page, 'U')).toEqual(before);
  await expect.poll(radius).toBeCloseTo(was, 1);
  // Pressed in quick succession, each goes on from the one before.
  const double = operate(page).getByRole('button', { name: '× 2' });
  await double.evaluate((button: HTMLElement) => [1, 2, 3].forEach(() => button.click()));
  await expect.poll(radius).toBeCloseTo(8 * was, 1);
  await page.getByRole('button', { name: /^Take away: radius of U/ }).click();
  await expect(page.getByText('Nothing is being done')).toBeVisible();
  await operate(page).getByRole('button', { name: '÷ 2' }).click();
  await expect(done(page)).toContainText('radius of U to');
  await train(page, 4);
  const halved = await weights(page, 'U');
  await expect.poll(() => hash(page)).toMatch(/do=radius:U:[\d.]+@3$|do=radius:U:[\d.]+@3&/);
  await page.evaluate(() => window.playground.reset());
  await expect(done(page)).toContainText('will be done at iteration 3');
  await train(page, 7);
  await expect(done(page)).toContainText('at iteration 3');
  expect(await weights(page, 'U')).toEqual(halved);
});

test('an eigenvalue is moved with its conjugate by keys and by hand, and by no other way', async ({ page }) => {
  await openAt(page, 'backend=wasm&open=laboratory');
  const figure = page.getByRole('figure', { name: /Spectrum/ });
  const grip = figure.getByRole('slider', { name: /Eigenvalue of U/ });
  const place = async () => {
    const [, real = 'NaN', imaginary = '0'] = /^(−?[\d.]+)(?: ± ([\d.]+) i)?/.exec((await grip.getAttribute('aria-valuetext')) ?? '') ?? [];
    return { real: Number(real.replace('−', '-')), imaginary: Number(imaginary) };
  };
  await grip.focus();
  while ((await place()).imaginary < 0.1) await page.keyboard.press('PageDown');
  const from = await place();
  const before = await weights(page, 'U');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(done(page)).toContainText('eigenvalue of U from');
  await expect.poll(async () => (await place()).real).toBeCloseTo(from.real + 0.1, 2);
  expect((await place()).imaginary).toBeCloseTo(from.imaginary, 1);
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(async () => (await place()).real).toBeCloseTo(from.real + 0.2, 2);
  // Pressed twice at the same iteration, it is one thing done.
  await expect(done(page).getByRole('listitem')).toHaveCount(1);
  // At the edge of the window the browser would scroll as it is taken hold of.
  await grip.evaluate((element) => element.scrollIntoView({ block: 'center' }));
  const box = await grip.boundingBox();
  if (box === null) throw new Error('the grip is not there');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 10, box.y + box.height / 2 - 12, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => (await place()).imaginary).toBeGreaterThan(from.imaginary + 0.05);
  await page.getByRole('button', { name: /^Take away: eigenvalue/ }).click();
  await expect(page.getByText('Nothing is being done')).toBeVisible();
  expect(await weights(page, 'U')).toEqual(before);
  // Where the laboratory is closed, nothing can be moved by mistake.
  await page.getByRole('button', { name: 'Close the laboratory' }).click();
  await expect(grip).toBeHidden();
});

test('a cut connection is 0 and weighs what it weighed once it is taken away', async ({ page }) => {
  await openAt(page, 'backend=wasm&open=laboratory');
  await train(page, 4);
  const before = (await weights(page, 'U')) as number[][];
  const cut = operate(page).getByRole('group', { name: 'Cut a connection' });
  await cut.getByRole('textbox', { name: 'Unit or input it comes from' }).fill('5');
  await cut.getByRole('textbox', { name: 'Unit it goes to' }).fill('3');
  await cut.getByRole('button', { name: 'Cut the connection' }).click();
  await expect(done(page)).toContainText('U cut from 5 to 3');
  expect(await hash(page)).toContain('do=cut:U:3:5');
  await train(page, 20);
  const meanwhile = (await weights(page, 'U')) as number[][];
  expect(meanwhile[2]?.[4]).toBe(0);
  expect(meanwhile[2]?.[5]).not.toBe(before[2]?.[5]);
  await cut.getByRole('textbox', { name: 'Unit it goes to' }).fill('25');
  await expect(cut.getByRole('button', { name: 'Cut the connection' })).toBeDisabled();
  await expect(cut.getByText('a whole number from 1 to 24').last()).toBeVisible();
  await page.goBack();
  await expect(page.getByText('Nothing is being done')).toBeVisible();
  await expect.poll(async () => ((await weights(page, 'U')) as number[][])[2]?.[4]).toBe(before[2]?.[4]);
});

for (const backend of ['webgpu', 'webgl', 'wasm', 'cpu'] as const) {
  test(`no blame crosses where the wire is cut, on ${backend}, and the page says so`, async ({ page }) => {
    await openAt(page, `backend=${backend}&length=20&units=8&t=12&open=laboratory&do=truncate:12`);
    const { stateGradients, norms, verdict } = await trace(page);
    const h = stateGradients['h']?.[0] ?? [];
    expect(
      h
        .slice(0, 11)
        .flat()
        .every((value) => value === 0),
    ).toBe(true);
    expect(h.slice(11).every((units) => units.some((value) => value !== 0))).toBe(true);
    expect(norms[0]?.[10]).toBe(0);
    expect(verdict).toMatch(/cut off: you cut the wire at step 12|reaches back/);
    await expect(page.getByRole('region', { name: 'Inside step 12' })).toContainText('The wire is cut here');
    await train(page, 3);
    expect((await trace(page)).iteration).toBe(3);
  });
}

for (const backend of ['webgpu', 'webgl'] as const) {
  test(`blame that is boosted is as large at every step on ${backend}, and vanishes again after Back`, async ({ page }) => {
    test.setTimeout(120_000);
    await openAt(page, `backend=${backend}&length=30&units=8&open=laboratory`);
    await train(page, 2);
    const before = await trace(page);
    await operate(page).getByRole('button', { name: 'Boost', exact: true }).click();
    await expect(done(page)).toContainText('small blame boosted', { timeout: 30_000 });
    const boosted = await trace(page);
    expect(await runsOn(page)).toBe(backend);
    expect(boosted.iteration).toBe(2);
    const across = ({ norms }: typeof boosted): number => (norms[0]?.[0] ?? 0) / (norms[0]?.[29] ?? 1);
    expect(across(before)).toBeLessThan(0.01);
    expect(across(boosted)).toBeCloseTo(1, 3);
    expect(boosted.horizon).toBe(29);
    await train(page, 2);
    await page.goBack();
    await expect(page.getByText('Nothing is being done to this network.')).toBeVisible();
    await expect.poll(async () => across(await trace(page)), { timeout: 30_000 }).toBeLessThan(0.01);
    expect((await trace(page)).iteration).toBe(4);
    expect(await runsOn(page)).toBe(backend);
  });
}

test('what a link asks for and the cell does not have is named, and the page opens', async ({ page }) => {
  await openAt(page, 'backend=wasm&do=hold:f:1,freeze:U&open=laboratory');
  await expect(page.getByText('do=hold:f:1 holds a gate that this cell does not have: it has no gate; it is ignored.')).toBeVisible();
  await expect(done(page)).toContainText('U frozen');
  expect(await hash(page)).toContain('do=freeze:U');
  const refused = await page.evaluate(() => window.playground.open({ do: 'truncate:99' }).catch((error) => String(error)));
  expect(refused).toMatch(/take a step from 2 to 40/);
  // Another cell has other matrices: what no longer fits is told, and taken from the list.
  await page.evaluate(() => window.playground.open({ cell: 'lstm', do: 'hold:f:1', backend: 'wasm' }));
  await page.getByRole('radio', { name: 'GRU' }).check({ force: true });
  await expect(page.getByText(/do=hold:f:1 holds a gate that this cell does not have: it has z, r and n/)).toBeVisible();
  await expect.poll(() => hash(page)).not.toContain('do=');
});

for (const [scheme, width] of [
  ['light', 1440],
  ['dark', 390],
] as const) {
  test(`the list works by keyboard, has no axe finding and fits ${width} pixels, ${scheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await openAt(page, 'cell=gru&backend=wasm&open=laboratory');
    const hold = operate(page).getByRole('group', { name: 'Hold a gate' });
    await hold.getByRole('combobox', { name: 'Gate to hold' }).selectOption('z');
    await hold.getByRole('textbox', { name: 'Number to hold z at' }).fill('0.1');
    await hold.getByRole('button', { name: 'Hold', exact: true }).focus();
    await page.keyboard.press('Enter');
    await expect(done(page)).toContainText('z held at 0.1');
    await operate(page).getByRole('button', { name: 'Clip', exact: true }).press('Enter');
    await expect(done(page)).toContainText('entries of the gradient clipped to ±0.01');
    await expect(done(page)).toContainText('and loss stay as they were, to the digits shown');
    expect(await findingsOf(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.getByRole('button', { name: 'Take away: z held at 0.1' }).press('Enter');
    await expect(done(page).getByRole('listitem')).toHaveCount(1);
  });
}
