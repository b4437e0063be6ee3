import { FUNCTIONS, type FunctionName } from './graph.ts';

export const EXTREMES = ['min', 'max'] as const;
export type Extreme = (typeof EXTREMES)[number];

const functions: ReadonlySet<string> = new Set(FUNCTIONS);
const extremes: ReadonlySet<string> = new Set(EXTREMES);

export const isFunction = (name: string): name is FunctionName => functions.has(name);
export const isExtreme = (name: string): name is Extreme => extremes.has(name);
export const isReserved = (name: string): boolean => functions.has(name) || extremes.has(name);
export const RESERVED: readonly string[] = [...FUNCTIONS, ...EXTREMES];

/** Whether a name begins with a capital letter, and so is a matrix of weights. */
export function isMatrix(name: string): boolean {
  const first = String.fromCodePoint(name.codePointAt(0) ?? 0);
  return first !== first.toLowerCase();
}
