import type { Pair } from './readings.ts';

/** A number under both readings: `first` where a point is decimal and commas group thousands, `second` the other way round. */
export interface NumberPair extends Pair {
  /** How many digits there are, where there is nothing else; 0 elsewhere. */
  digits: number;
  /** `%` or the sign of a currency beside it. */
  unit: string;
}

export const makeNumberPair = (): NumberPair => ({ first: Number.NaN, second: Number.NaN, digits: 0, unit: '' });

/** 10⁰ … 10¹⁵: whole numbers below 2⁵³ over one of them are rounded once, as the nearest float64 of the decimal. */
const POWERS = Float64Array.from({ length: 16 }, (_, k) => Number(`1e${k}`));
const MOST_DIGITS = 15;
/** Characters that a number may have; more is text, and is not searched. */
const LONGEST = 60;
const [ZERO, NINE, POINT, COMMA, PLUS, MINUS] = [0x30, 0x39, 0x2e, 0x2c, 0x2b, 0x2d] as const;

/**
 * Reads a sign and digits with at most one point or comma, which is nearly every number there is; up to 15 digits without
 * making a string of them. False for anything else (`readNumber` may still know it).
 */
export function scanNumber(text: string, start: number, end: number, pair: NumberPair): boolean {
  const sign = text.charCodeAt(start);
  const signed = sign === MINUS || sign === PLUS;
  const from = signed ? start + 1 : start;
  let value = 0;
  let mark = -1;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= ZERO && code <= NINE) value = value * 10 + (code - ZERO);
    else if (mark < 0 && (code === POINT || code === COMMA)) mark = at;
    else return false;
  }
  const count = end - from - (mark < 0 ? 0 : 1);
  if (count === 0 || count > LONGEST) return false;
  pair.digits = mark < 0 && !signed ? count : 0;
  pair.unit = '';
  if (count > MOST_DIGITS) readLong(text.slice(start, end), pair);
  else if (mark < 0) pair.first = pair.second = signedBy(sign, value);
  else readMarked(text, { from, mark, end }, signedBy(sign, value), pair);
  return true;
}

const signedBy = (sign: number, value: number): number => (sign === MINUS && value > 0 ? -value : value);

/** More digits than thousands in one group have. */
function readLong(cell: string, pair: NumberPair): void {
  pair.first = cell.includes(',') ? Number.NaN : Number(cell) + 0;
  pair.second = cell.includes('.') ? Number.NaN : Number(cell.replace(',', '.')) + 0;
}

/** A number with one mark: decimal, or before the last three digits of four to six that do not begin with 0. */
function readMarked(text: string, { from, mark, end }: { from: number; mark: number; end: number }, whole: number, pair: NumberPair): void {
  const decimal = whole / (POWERS[end - mark - 1] as number);
  const groups = end - mark === 4 && mark > from && mark - from <= 3 && text.charCodeAt(from) !== ZERO;
  const grouped = groups ? whole : Number.NaN;
  const isPoint = text.charCodeAt(mark) === POINT;
  pair.first = isPoint ? decimal : grouped;
  pair.second = isPoint ? grouped : decimal;
}

const SCIENTIFIC = /^[-+]?\d+(?:\.\d+)?e[-+]?\d{1,3}$/i;
/** A sign, a currency, digits with marks and spaces, an exponent, a unit. */
const WHOLE = /^([-+−]?)\s*([€$£¥]?)\s*([-+−]?)([\d.,\s'’]*\d[.,]?)(e[-+]?\d{1,3})?\s*([%€$£¥]?)$/i;
const SPACED = /^[1-9]\d{0,2}([\s'’]\d{3})+(?=$|[.,])/;
/** Thousands, and hundreds of thousands as India groups them. */
const GROUPED = { '.': /^[1-9]\d{0,2}(,\d{2,3})*,\d{3}(?=$|\.)/, ',': /^[1-9]\d{0,2}(\.\d{2,3})*\.\d{3}(?=$|,)/ } as const;

/** Reads the rest: exponents, many digits, thousands in several groups, by spaces or apostrophes, percent and currencies. */
export function readNumber(cell: string, pair: NumberPair): boolean {
  if (cell.length > LONGEST) return false;
  if (SCIENTIFIC.test(cell)) return readScientific(cell, pair);
  const [, outer = '', before = '', inner = '', body = '', exponent = '', after = ''] = WHOLE.exec(cell) ?? [];
  if (body === '' || (outer !== '' && inner !== '') || (before !== '' && after !== '')) return false;
  const sign = /[-−]/.test(outer + inner) ? '-' : '';
  const isSpaced = SPACED.test(body);
  const plain = isSpaced ? body.replace(/[\s'’]/g, '') : body;
  const read = (decimal: '.' | ','): number => valueOf(sign, plain, exponent, decimal, !isSpaced && exponent === '');
  pair.first = read('.');
  pair.second = read(',');
  pair.digits = 0;
  pair.unit = before + after;
  return !Number.isNaN(pair.first) || !Number.isNaN(pair.second);
}

function readScientific(cell: string, pair: NumberPair): boolean {
  const value = Number(cell) + 0;
  pair.first = Number.isFinite(value) ? value : Number.NaN;
  pair.second = cell.includes('.') ? Number.NaN : pair.first;
  pair.digits = 0;
  pair.unit = '';
  return Number.isFinite(value);
}

function valueOf(sign: string, body: string, exponent: string, decimal: '.' | ',', mayGroup: boolean): number {
  const other = decimal === '.' ? ',' : '.';
  const ungrouped = mayGroup && GROUPED[decimal].test(body) ? body.replaceAll(other, '') : body;
  const [whole = '', part = '', ...more] = ungrouped.split(decimal);
  if (more.length > 0 || !/^\d*$/.test(whole + part)) return Number.NaN;
  const value = Number(`${sign}${whole}.${part}${exponent}`);
  return Number.isFinite(value) ? value + 0 : Number.NaN;
}
