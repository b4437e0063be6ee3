import { expect } from './page.ts';
import { numberIn } from './screen.ts';

/** A part of a whole as the screen writes it, `40 %`, `−0.4 %`, `10⁻⁵`, `15 times`, and how near a number has to be to be told so. */
function shareIn(text: string): { readonly value: number; readonly factor: number } {
  const times = /([\d.]+(?:·10[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?) times/.exec(text);
  if (times !== null) return { value: numberIn(times[1] ?? ''), factor: 1.06 };
  const percent = /(−?[\d.]+) %/.exec(text);
  if (percent !== null) return { value: numberIn(percent[1] ?? '') / 100, factor: /^−?0\.0*[1-9]$/.test(percent[1] ?? '') ? 1.6 : 1.11 };
  const power = /(−?)10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)/.exec(text);
  if (power === null) throw new Error(`no share in “${text}”`);
  return { value: numberIn(`${power[1]}1·10${power[2]}`), factor: 3.2 };
}

export function expectTold(text: string, wanted: number): void {
  const { value, factor } = shareIn(text);
  expect(value / wanted, `“${text}” for ${wanted}`).toBeGreaterThan(1 / factor);
  expect(value / wanted, `“${text}” for ${wanted}`).toBeLessThan(factor);
}
