import type { Body, Local } from './body.ts';
import { i32 } from './opcodes.ts';

/** How a product is cut so that its sums stay in the 15 vector registers that V8 leaves a function. */
export interface Tiling {
  /** Rows of a tile, by how many vectors it is wide: first of one vector, and so on to the widest. */
  readonly rows: readonly number[];
  /** Steps of the innermost loop in one round. */
  readonly unroll: number;
}

/**
 * Measured on Node 20 and Chromium 156. V8 of 2023 moves all loads of a round to its start, so that any unrolling
 * spills sums; relaxed SIMD came with a compiler that does not, and its multiply-add needs one register less.
 */
const TILINGS = {
  exact: { rows: [6, 4, 2, 2], unroll: 1 },
  relaxed: { rows: [8, 6], unroll: 4 },
} as const satisfies Record<string, Tiling>;

export const tilingOf = (f: Body): Tiling => (f.relaxed ? TILINGS.relaxed : TILINGS.exact);

/** Parts of a length that differ by one at most, none longer than `limit`; longer ones first. */
export function partsOf(length: number, limit: number): number[] {
  const parts = Math.ceil(length / limit);
  return Array.from({ length: parts }, (_, index) => Math.floor(length / parts) + (index < length % parts ? 1 : 0));
}

/** Goes through sorted parts in loops, so that the code of a part is written once for each size. */
export function inParts(f: Body, parts: readonly number[], emit: (size: number) => void): void {
  for (const size of new Set(parts)) f.repeat(parts.filter((each) => each === size).length, () => emit(size));
}

/** A copy of a pointer, to be moved on its own. */
export const copyOf = (f: Body, pointer: Local<'i32'>): Local<'i32'> => f.value(i32.add(pointer, 0));

export const range = <T>(length: number, entry: (index: number) => T): T[] => Array.from({ length }, (_, index) => entry(index));
