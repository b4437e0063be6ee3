import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local, Locals } from './body.ts';
import { f32, f32x4, i32, memory, v128 } from './opcodes.ts';
import { copyOf, inParts, partsOf, range, tilingOf } from './tiles.ts';

/**
 * `G[m][k] (+)= Σ_s Σ_n D_s[m][n] · H_s[k][n]` for m < rows, k < columns, n < length (a multiple of 4), s < count: the
 * gradient of a matrix by all steps. Row m of D_s stands at `d + s·blockStrideD + 4 m·strideD`, row k of H_s at
 * `h + s·blockStrideH + 4 k·strideH`, row m of G at `g + 4 m·strideG`; block strides are in bytes, the others in floats.
 * G overlaps neither D nor H.
 *
 * The order of the sum is fixed by the sizes: over the vectors of the steps of a group, over lanes, over groups.
 */
export interface Outer {
  readonly rows: number;
  readonly columns: number;
  readonly length: number;
  readonly strideD: number;
  readonly strideH: number;
  readonly strideG: number;
  readonly blockStrideD: number;
  readonly blockStrideH: number;
  readonly start: 'zero' | 'add';
}

const PARAMS = { d: 'i32', h: 'i32', g: 'i32', count: 'i32' } as const;

/** Pointers in bytes; `count` may be 0. */
export type OuterFunction = ModuleFunction<typeof PARAMS, 'void'>;

/** Numbers of a row that are gone through at a time: a group of steps, whose data are to stay in the second cache. */
const GROUP = 128;

/** Steps of a group, for rows of so many numbers. */
export const groupOf = (length: number): number => Math.ceil(GROUP / length);

/** Columns of a tile: a sum over lanes then gives two neighbours at once. */
const WIDTH = 2;

/** Adds the function of one sum of outer products to a module. */
export function defineOuter(module: Module, name: string, outer: Outer): OuterFunction {
  const group = groupOf(outer.length);
  return module.define(name, PARAMS, (f, { d, h, g, count: left }) => {
    if (outer.start === 'zero') emitZeros(f, outer, g);
    const count = f.local('i32');
    f.while(left, () => {
      f.set(count, i32.const(group));
      f.if(i32.lt_u(left, group), () => f.set(count, left));
      emitGroup(f, outer, { d, h, g, count });
      f.advance(d, group * outer.blockStrideD);
      f.advance(h, group * outer.blockStrideH);
      f.set(left, i32.sub(left, count));
    });
  });
}

type Pointers = Locals<typeof PARAMS>;

function emitZeros(f: Body, { rows, columns, strideG }: Outer, g: Local<'i32'>): void {
  const row = copyOf(f, g);
  f.repeat(rows, () => {
    f.do(memory.fill(row, 0, 4 * columns));
    f.advance(row, 4 * strideG);
  });
}

/** Tiles of G; rows of D stay in the first cache while all rows of H pass. */
function emitGroup(f: Body, outer: Outer, { d: firstD, h: firstH, g: firstG, count }: Pointers): void {
  const [d, row] = [copyOf(f, firstD), copyOf(f, firstG)];
  inParts(f, partsOf(outer.rows, tilingOf(f).rows[WIDTH - 1] ?? 1), (height) => {
    const [h, g] = [copyOf(f, firstH), copyOf(f, row)];
    inParts(f, partsOf(outer.columns, WIDTH), (width) => {
      emitTile(f, outer, { d, h, g, count }, height, width);
      f.advance(h, 4 * width * outer.strideH);
      f.advance(g, 4 * width);
    });
    f.advance(d, 4 * height * outer.strideD);
    f.advance(row, 4 * height * outer.strideG);
  });
}

function emitTile(f: Body, outer: Outer, pointers: Pointers, height: number, width: number): void {
  const sums = range(height, () => range(width, () => f.value(f32x4.const(0))));
  const [d, h] = [copyOf(f, pointers.d), copyOf(f, pointers.h)];
  f.repeat(pointers.count, () => {
    f.unrolled(
      outer.length / 4,
      tilingOf(f).unroll,
      (v) => emitVector(f, outer, d, h, v, sums),
      (count) => {
        f.advance(d, 16 * count);
        f.advance(h, 16 * count);
      },
    );
    f.advance(d, outer.blockStrideD - 4 * outer.length);
    f.advance(h, outer.blockStrideH - 4 * outer.length);
  });
  sums.forEach((line, m) => addTo(f, pointers.g, 4 * m * outer.strideG, line));
}

/** The terms of four sequences: rows of D against rows of H. */
function emitVector(f: Body, outer: Outer, d: Local<'i32'>, h: Local<'i32'>, v: number, sums: Local<'v128'>[][]): void {
  const right = range(sums[0]?.length ?? 0, (k) => f.value(v128.load(h, 4 * k * outer.strideH + 16 * v)));
  sums.forEach((line, m) => {
    const left = f.value(v128.load(d, 4 * m * outer.strideD + 16 * v));
    line.forEach((sum, k) => f.set(sum, f.multiplyAdd(left, right[k] as Local<'v128'>, sum)));
  });
}

/** Adds the sums over lanes, (0 + 2) + (1 + 3), to entries next to each other, two at a time. */
function addTo(f: Body, g: Local<'i32'>, offset: number, sums: readonly Local<'v128'>[]): void {
  for (let k = 0; k < sums.length; k += 2) {
    const [a, b] = [sums[k] as Local<'v128'>, sums[k + 1]];
    const halves = f.value(f32x4.add(f32x4.shuffle(a, b ?? a, 0, 4, 1, 5), f32x4.shuffle(a, b ?? a, 2, 6, 3, 7)));
    const pair = f.value(f32x4.add(halves, f32x4.shuffle(halves, halves, 2, 3, 2, 3)));
    const at = offset + 4 * k;
    if (b === undefined) f.store(g, f32.add(f32.load(g, at), f32x4.extract_lane(pair, 0)), at);
    else f.do(v128.store64_lane(g, f32x4.add(v128.load64_zero(g, at), pair), 0, at));
  }
}
