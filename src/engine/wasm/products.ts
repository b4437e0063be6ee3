import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local, Locals } from './body.ts';
import { type Expression, f32x4, v128 } from './opcodes.ts';
import { copyOf, inParts, partsOf, range, tilingOf } from './tiles.ts';

/**
 * `C[m][n] = start + Σ_k A(m,k) · B[k][n]` for m < rows, k < depth, n < columns; columns are a multiple of 4 and lie
 * next to each other. Strides are in floats: A(m, k) stands at `a + 4 (m·a.row + k·a.depth)`, so that row = columns of
 * M and depth = 1 give M B, row = 1 and depth = columns of M give Mᵀ B; row k of B at `b + 4 k·strideB`, row m of C at
 * `c + 4 m·strideC`. C overlaps neither A nor B.
 *
 * Terms are added one by one in the order of k, whatever the tiles.
 */
export interface Product {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly a: { readonly row: number; readonly depth: number };
  readonly strideB: number;
  readonly strideC: number;
  /** 0, what stands in C, or one number a row at `bias + 4 m`. */
  readonly start: 'zero' | 'add' | 'bias';
}

const PARAMS = { a: 'i32', b: 'i32', c: 'i32', bias: 'i32' } as const;

/** Pointers in bytes. `bias` is read only where the product starts from it; elsewhere give 0. */
export type ProductFunction = ModuleFunction<typeof PARAMS, 'void'>;

/** Rows of B that are gone through at a time, so that what the tiles share stays in the first cache. */
const DEPTH = 128;

/** Adds the function of one product to a module. */
export function defineProduct(module: Module, name: string, product: Product): ProductFunction {
  return module.define(name, PARAMS, (f, pointers) => {
    const emit = (start: Product['start'], depth: number): void => {
      emitColumns(f, { ...product, depth, start }, pointers);
      f.advance(pointers.a, 4 * depth * product.a.depth);
      f.advance(pointers.b, 4 * depth * product.strideB);
    };
    const [first = 0, ...others] = partsOf(product.depth, DEPTH);
    emit(product.start, first);
    inParts(f, others, (depth) => emit('add', depth));
  });
}

type Pointers = Locals<typeof PARAMS>;

function emitColumns(f: Body, product: Product, { a, b: firstB, c: firstC, bias }: Pointers): void {
  const { rows } = tilingOf(f);
  const [b, c] = [copyOf(f, firstB), copyOf(f, firstC)];
  inParts(f, partsOf(product.columns / 4, rows.length), (width) => {
    emitRows(f, product, { a: copyOf(f, a), b, c: copyOf(f, c), bias: copyOf(f, bias) }, width);
    f.advance(b, 16 * width);
    f.advance(c, 16 * width);
  });
}

function emitRows(f: Body, product: Product, pointers: Pointers, width: number): void {
  const { rows } = tilingOf(f);
  inParts(f, partsOf(product.rows, rows[width - 1] ?? 1), (height) => {
    emitTile(f, product, pointers, height, width);
    f.advance(pointers.a, 4 * height * product.a.row);
    f.advance(pointers.c, 4 * height * product.strideC);
    if (product.start === 'bias') f.advance(pointers.bias, 4 * height);
  });
}

function emitTile(f: Body, product: Product, pointers: Pointers, height: number, width: number): void {
  const { strideC, depth } = product;
  const at = (m: number, v: number): number => 4 * m * strideC + 16 * v;
  const sums = range(height, (m) => range(width, (v) => f.value(startOf(product, pointers, m, at(m, v)))));
  const [a, b] = [copyOf(f, pointers.a), copyOf(f, pointers.b)];
  f.unrolled(
    depth,
    tilingOf(f).unroll,
    (k) => emitStep(f, product, a, b, k, sums),
    (count) => {
      f.advance(a, 4 * count * product.a.depth);
      f.advance(b, 4 * count * product.strideB);
    },
  );
  sums.forEach((line, m) => line.forEach((sum, v) => f.store(pointers.c, sum, at(m, v))));
}

/** The terms of one k: a row of B against a column of A. */
function emitStep(f: Body, { strideB, a: strideA }: Product, a: Local<'i32'>, b: Local<'i32'>, k: number, sums: Local<'v128'>[][]): void {
  const row = range(sums[0]?.length ?? 0, (v) => f.value(v128.load(b, 4 * k * strideB + 16 * v)));
  sums.forEach((line, m) => {
    const factor = f.value(v128.load32_splat(a, 4 * (m * strideA.row + k * strideA.depth)));
    row.forEach((entry, v) => f.set(line[v] as Local<'v128'>, f.multiplyAdd(factor, entry, line[v] as Local<'v128'>)));
  });
}

function startOf({ start }: Product, { bias, c }: Pointers, row: number, offset: number): Expression<'v128'> {
  if (start === 'add') return v128.load(c, offset);
  return start === 'bias' ? v128.load32_splat(bias, 4 * row) : f32x4.const(0);
}
