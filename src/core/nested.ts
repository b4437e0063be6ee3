import type { Nested } from './net.ts';

/** A value as a sentence shows it: cut where it is long. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** How long nested lists are at each of `depth` levels, read off the first entries. Throws where one is missing or empty. */
export function shapeOf(value: unknown, depth: number, what: string): number[] {
  if (depth === 0) return [];
  if (!Array.isArray(value)) throw new Error(`${what} is ${shown(value)} and must be a list`);
  if (value.length === 0) throw new Error(`${what} is empty`);
  return [value.length, ...shapeOf(value[0], depth - 1, `${what}[0]`)];
}

/** The numbers in nested lists of that shape, in their order. Throws a sentence that names the first entry that is not as it must be. */
export function flatten(value: unknown, shape: readonly number[], what: string): number[] {
  const [length, ...rest] = shape;
  if (length === undefined) return [finite(value, what)];
  if (!Array.isArray(value)) throw new Error(`${what} is ${shown(value)} and must be a list of ${length}`);
  if (value.length !== length)
    throw new Error(`${what} has ${value.length} ${value.length === 1 ? 'entry' : 'entries'} and needs ${length}`);
  return value.flatMap((entry, index) => flatten(entry, rest, `${what}[${index}]`));
}

function finite(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new Error(`${what} is ${shown(value)} and must be a finite number`);
  return value;
}

/** Nested lists of that shape: what `at` says of each index. */
export function nest(shape: readonly number[], at: (...index: readonly number[]) => number): Nested {
  const [length, ...rest] = shape;
  if (length === undefined) return at();
  return Array.from({ length }, (_, first) => nest(rest, (...index) => at(first, ...index)));
}
