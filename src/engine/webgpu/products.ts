import type { ProductStage, Start } from '../../core/plan/plan.ts';
import { element, type Pointer, type Scope } from './scope.ts';
import { block, type Lines, range, sum, times, u } from './wgsl.ts';

/** What a result begins with: nothing, what lies there already, or one number per row (per result, in order). */
export type Onto = { readonly kind: 'zero' } | { readonly kind: 'add' } | { readonly kind: 'bias'; readonly from: readonly Pointer[] };

/**
 * Products with matrices that lie one below the other: results[v][i] = start + Σ_d Σ_k weight(v, i, d, k) · operands[d][k]
 * for every sequence of the workgroup.
 */
export interface Product {
  /** Where each result is kept, `width` rows each. */
  readonly results: readonly Pointer[];
  readonly width: number;
  /** What is multiplied, `depth` rows each; null is zero. */
  readonly operands: readonly (Pointer | null)[];
  readonly depth: number;
  readonly onto: Onto;
  /** Place of the weight of row i (a name) of result v and of row 0 of operand d; and how far that of the next row of d lies. */
  readonly weight: (v: number, d: number, i: string) => string;
  readonly stride: string;
  /** Lets a product be left out without a branch: results up to here, rows of operands up to here. */
  readonly limits?: { readonly width: string; readonly depth: string };
}

/**
 * Each lane computes the rows that are its own (row modulo lanes), a tile of rows by all sequences at once, so that each
 * number that is loaded serves a tile's side of multiplications.
 */
export function productLines(scope: Scope, product: Product): Lines {
  const { tile } = scope.shape;
  const lines: string[] = [];
  for (let v = 0; v < product.results.length; v += tile) {
    lines.push(
      ...tileLines(
        scope,
        product,
        range(Math.min(tile, product.results.length - v)).map((k) => v + k),
      ),
    );
  }
  return lines;
}

function tileLines(scope: Scope, product: Product, results: readonly number[]): Lines {
  const { lanes, tile } = scope.shape;
  const { width, depth, limits } = product;
  const rows = range(Math.max(1, Math.min(Math.ceil(width / lanes), Math.floor(tile / results.length), depth)));
  const names = rows.map((k) => `i${k}`);
  const indices = rows.map((k) => `let i${k} = ${k === 0 ? 'i' : `min(i + ${u(k * lanes)}, ${u(width - 1)})`};`);
  const cells = results.flatMap((v) => names.map((i) => ({ v, i, name: `c${v}${i}` })));
  return block(`for (var i = lane; i < ${limits?.width ?? u(width)}; i += ${u(rows.length * lanes)})`, [
    ...indices,
    ...cells.flatMap((cell) => startLines(scope, product, cell)),
    ...product.operands.flatMap((operand, d) => (operand === null ? [] : depthLines(scope, product, cells, operand, d))),
    ...rows.flatMap((k) => storeLines(scope, product, cells, `i${k}`, k)),
  ]);
}

interface Cell {
  readonly v: number;
  readonly i: string;
  readonly name: string;
}

const result = ({ results }: Product, v: number): Pointer => results[v] as Pointer;
const sequence = (s: number): string => (s === 0 ? 'b0' : `(b0 + ${u(s)})`);

function startLines({ shape }: Scope, product: Product, { v, i, name }: Cell): Lines {
  const { onto } = product;
  const start = (s: number): string => {
    if (onto.kind === 'zero') return '0.0';
    return onto.kind === 'bias' ? `${name}` : element(result(product, v), sequence(s), i);
  };
  const bias = onto.kind === 'bias' ? [`let ${name} = ${element(onto.from[v] as Pointer, '0u', i)};`] : [];
  return [...bias, ...range(shape.sequences).map((s) => `var ${name}s${s} = ${start(s)};`)];
}

function depthLines(
  { shape }: Scope,
  { depth, weight, stride, limits }: Product,
  cells: readonly Cell[],
  operand: Pointer,
  d: number,
): Lines {
  const sequences = range(shape.sequences);
  const places = cells.map(({ v, i, name }) => `let w${name}d${d} = ${weight(v, d, i)};`);
  return [
    ...places,
    `let o${d}_${cells[0]?.name} = ${sum(operand.name, times('b0', u(operand.stride)))};`,
    ...block(`for (var k = 0u; k < ${limits?.depth ?? u(depth)}; k++)`, [
      ...sequences.map((s) => `let a${s} = result[${sum(`o${d}_${cells[0]?.name}`, u(s * operand.stride), 'k')}];`),
      ...cells.flatMap(({ name }) => [
        `let w${name} = result[${sum(`w${name}d${d}`, times('k', stride))}];`,
        ...sequences.map((s) => `${name}s${s} += w${name} * a${s};`),
      ]),
    ]),
  ];
}

function storeLines({ shape }: Scope, product: Product, cells: readonly Cell[], i: string, k: number): Lines {
  const stores = cells
    .filter((cell) => cell.i === i)
    .flatMap(({ v, name }) => range(shape.sequences).map((s) => `${element(result(product, v), sequence(s), i)} = ${name}s${s};`));
  return k === 0 ? stores : block(`if (i + ${u(k * shape.lanes)} < ${u(product.width)})`, stores);
}

/** Where the transposed copies of products' matrices lie, by `packKey`. */
export type Packed = ReadonlyMap<string, number>;

export const packKey = ({ matrix, rows, columns }: Pick<ProductStage, 'matrix' | 'rows' | 'columns'>): string =>
  `${matrix} ${rows} ${columns}`;

/** A product of the plan. */
export function stageProduct(scope: Scope, layer: number, stage: ProductStage, packed: Packed): Product {
  return stage.transposed ? transposedProduct(scope, layer, stage) : plainProduct(scope, layer, stage, packed);
}

function plainProduct(scope: Scope, layer: number, stage: ProductStage, packed: Packed): Product {
  const { units } = scope.plan.network;
  const { rows, columns, to } = stage;
  const values = range(rows / units).map((v) => v * units);
  return {
    results: values.map((v) => scope.row(layer, to + v, units)),
    width: units,
    operands: [scope.at(layer, stage.of, columns)],
    depth: columns,
    onto: ontoOf(scope, layer, stage.start, values),
    ...weightsOf(scope, stage, packed),
  };
}

/** Row i of result v is row `v * units + i` of the matrix. */
function weightsOf(scope: Scope, stage: ProductStage, packed: Packed): Pick<Product, 'weight' | 'stride'> {
  const { units } = scope.plan.network;
  const copy = packed.get(packKey(stage));
  if (copy !== undefined) {
    const from = sum(scope.uniform('pack'), u(copy));
    return { weight: (v, _, i) => sum(from, u(v * units), i), stride: u(stage.rows) };
  }
  const from = sum(scope.uniform('theta'), u(stage.matrix));
  const row = (v: number, i: string): string => (v === 0 ? i : `(${u(v * units)} + ${i})`);
  return { weight: (v, _, i) => sum(from, times(row(v, i), u(stage.columns))), stride: '1u' };
}

function ontoOf(scope: Scope, layer: number, start: Start, rows: readonly number[]): Onto {
  if (start.kind !== 'bias') return start;
  const { from } = start;
  if (from.kind !== 'parameter' && from.kind !== 'constant') throw new Error(`a bias is a parameter or a constant, not ${from.kind}`);
  return { kind: 'bias', from: rows.map((row) => scope.at(layer, { ...from, offset: from.offset + row }, 0) as Pointer) };
}

function transposedProduct(scope: Scope, layer: number, stage: ProductStage): Product {
  const { units } = scope.plan.network;
  const { rows, columns, matrix, of, to, start } = stage;
  const from = sum(scope.uniform('theta'), u(matrix));
  return {
    results: [scope.row(layer, to, columns)],
    width: columns,
    operands: range(rows / units).map((d) => scope.at(layer, of.kind === 'frame' ? { ...of, row: of.row + d * units } : of, units)),
    depth: units,
    onto: ontoOf(scope, layer, start, [0]),
    weight: (_, d, i) => sum(from, u(d * units * columns), i),
    stride: u(columns),
  };
}
