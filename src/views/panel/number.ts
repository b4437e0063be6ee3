import { describeRange, type Range } from '../../core/limits.ts';

export type Read = { readonly ok: true; readonly value: number } | { readonly ok: false; readonly sentence: string };

const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** What is shown of somebody's text. */
const LONGEST = 24;

/** A typed number, or a sentence with what was typed and what to write instead. Nothing is repaired in silence. */
export function readNumber(text: string, range: Range): Read {
  const typed = text.trim().replace(/^\u2212/, '-');
  if (typed === '') return refuse(`Nothing stands here: type ${describeRange(range)}.`);
  if (!DECIMAL.test(typed)) return refuse(`${quote(typed)} is not a number${hint(typed)}: type ${describeRange(range)}.`);
  const value = Number(typed);
  if (value < range.minimum) return refuse(`${quote(typed)} is too small: type ${describeRange(range)}.`);
  if (value > range.maximum) return refuse(`${quote(typed)} is too large: type ${describeRange(range)}.`);
  if (range.step >= 1 && !Number.isInteger(value)) return refuse(`${quote(typed)} is not whole: type ${describeRange(range)}.`);
  return { ok: true, value: value === 0 ? 0 : value };
}

const refuse = (sentence: string): Read => ({ ok: false, sentence });
const hint = (typed: string): string => (DECIMAL.test(typed.replace(',', '.')) ? ', since decimals take a point here' : '');

function quote(text: string): string {
  const characters = [...text];
  return `“${characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text}”`;
}

/** As short as it is exact: `40`, `0.003`, `1e-6`. It reads back as the same number. */
export const writeNumber = (value: number): string => String(value);
