import type { Plan } from '../../core/plan/plan.ts';
import { type Pointer, Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { block, type Kernel, type Lines, range, u } from './wgsl.ts';

/** Σ over steps and sequences of by ⊗ of for one matrix or several below each other, or of `by` alone for vectors. */
interface Gradient {
  readonly by: Pointer;
  /** Rows of `by` lie one value after the other, so many rows each. */
  readonly height: number;
  readonly rows: number;
  /** Null for vectors. */
  readonly of: Pointer | null;
  readonly columns: number;
  /** Offset in θ. */
  readonly offset: number;
}

/** A gradient and the blocks of it that workgroups compute: from `first` on, `across` in a row of them. */
interface Blocks extends Gradient {
  readonly first: number;
  readonly across: number;
}

export interface GradientKernel {
  readonly kernel: Kernel;
  /** Workgroups for each part of the steps. */
  readonly blocks: number;
  /** Multiplications for each sequence at each step. */
  readonly work: number;
  /** Whether it adds to what lies there. */
  readonly adds: boolean;
}

/** All gradients of a network: the first products of each matrix with the sums, then (if any) those that are added to them. */
export function gradientKernels(plan: Plan, shape: Shape): GradientKernel[] {
  const first = gradientKernel('weight gradients', plan, shape, false);
  const more = plan.layers.some(({ outers }) => outers.some(({ adds }) => adds));
  return more ? [first, gradientKernel('weight gradients, second products', plan, shape, true)] : [first];
}

function gradientKernel(title: string, plan: Plan, shape: Shape, adds: boolean): GradientKernel {
  const scope = new Scope(plan, shape);
  const outers = outersOf(scope, adds);
  const { down, rows, across, columns } = shape.block;
  const tiles = (gradient: Gradient): [number, number] => [
    Math.ceil(gradient.rows / (down * rows)),
    Math.ceil(gradient.columns / (across * columns)),
  ];
  const blocks = divide(outers, 0, tiles);
  const count = blocks.reduce((most, gradient) => Math.max(most, gradient.first + tiles(gradient)[0] * gradient.across), 0);
  const outerBody = blocks.length === 0 ? [] : block(`if (tile < ${u(count)})`, outerLines(scope, blocks));
  const sums = adds ? [] : divide(sumsOf(scope), count, (gradient) => [Math.ceil(gradient.rows / (down * across)), 1]);
  const all = sums.reduce((most, gradient) => Math.max(most, gradient.first + Math.ceil(gradient.rows / (down * across))), count);
  const sumBody = sums.length === 0 ? [] : block(`if (tile >= ${u(count)})`, sumLines(scope, sums));
  const body = [...partLines(scope, all), ...outerBody, ...sumBody];
  const work = [...outers, ...sums].reduce((total, gradient) => total + gradient.rows * gradient.columns, 0);
  return { kernel: scope.kernel(title, down * across, [], body), blocks: all, work, adds };
}

/** The blocks of gradients, numbered one gradient after the other. */
function divide(gradients: readonly Gradient[], from: number, tiles: (gradient: Gradient) => [number, number]): Blocks[] {
  let first = from;
  return gradients.map((gradient) => {
    const [tall, across] = tiles(gradient);
    const blocks = { ...gradient, first, across };
    first += tall * across;
    return blocks;
  });
}

/** Which block and which part of the steps a workgroup has, and where the part's gradient goes. */
function partLines(scope: Scope, blocks: number): Lines {
  const [begin, end, span, into, distance, adds] = ['begin', 'end', 'span', 'into', 'distance', 'adds'].map((name) => scope.uniform(name));
  return [
    `let part = workgroupId.x / ${u(blocks)};`,
    `let tile = workgroupId.x % ${u(blocks)};`,
    `let first = ${begin} + part * ${span};`,
    `let last = min(first + ${span}, ${end});`,
    `let gradient = ${into} + part * ${distance};`,
    `let onto = ${adds} != 0u;`,
  ];
}

function outersOf(scope: Scope, adds: boolean): Gradient[] {
  const { layers, head, network } = scope.plan;
  const { units, outputs } = network;
  const found = layers.flatMap(({ outers }, layer) =>
    outers
      .filter((outer) => outer.adds === adds)
      .map(({ by, rows, of, columns, gradient }) => ({
        by: scope.row(layer, by, units),
        height: units,
        rows,
        of: scope.at(layer, of, columns),
        columns,
        offset: gradient,
      })),
  );
  if (adds) return found;
  const of = scope.row(layers.length - 1, head.h, units);
  return [...found, { by: scope.region('blame', outputs), height: outputs, rows: outputs, of, columns: units, offset: head.V }];
}

function sumsOf(scope: Scope): Gradient[] {
  const { layers, head, network } = scope.plan;
  const { units, outputs } = network;
  const found = layers.flatMap(({ sums }, layer) =>
    sums.map(({ by, rows, gradient }) => ({
      by: scope.row(layer, by, units),
      height: units,
      rows,
      of: null,
      columns: 1,
      offset: gradient,
    })),
  );
  return [...found, { by: scope.region('blame', outputs), height: outputs, rows: outputs, of: null, columns: 1, offset: head.a }];
}

/** `var name = …;` by the gradient that a block belongs to. */
function choose(name: string, blocks: readonly Blocks[], value: (gradient: Blocks) => string): Lines {
  const [first, ...others] = blocks;
  if (first === undefined) return [];
  const changes = others.filter((gradient, index) => value(gradient) !== value(blocks[index] as Blocks));
  const lines = changes.map((gradient) => `if (tile >= ${u(gradient.first)}) { ${name} = ${value(gradient)}; }`);
  return [`var ${name} = ${value(first)};`, ...lines];
}

const numbers = (blocks: readonly Blocks[]): Lines => [
  ...choose('start', blocks, ({ first }) => u(first)),
  ...choose('rows', blocks, ({ rows }) => u(rows)),
  ...choose('height', blocks, ({ height }) => u(height)),
  ...choose('offset', blocks, ({ offset }) => u(offset)),
];

/** Where row r of `by` lies behind the first. */
const rowPlace = (scope: Scope, row: string): string => `(${row} / height) * height * ${scope.uniform('size')} + ${row} % height`;

function outerLines(scope: Scope, blocks: readonly Blocks[]): Lines {
  const { across, down, rows, columns } = scope.shape.block;
  const [r, c] = [range(rows), range(columns)];
  return [
    ...numbers(blocks),
    ...choose('columns', blocks, (gradient) => u(gradient.columns)),
    ...choose('across', blocks, (gradient) => u(gradient.across)),
    ...r.map((i) => `let r${i} = (tile - start) / across * ${u(down * rows)} + lane / ${u(across)} + ${u(i * down)};`),
    ...c.map((j) => `let c${j} = (tile - start) % across * ${u(across * columns)} + lane % ${u(across)} + ${u(j * across)};`),
    ...r.flatMap((i) => [`let q${i} = min(r${i}, rows - 1u);`, `let p${i} = ${rowPlace(scope, `q${i}`)};`]),
    ...c.map((j) => `let k${j} = min(c${j}, columns - 1u);`),
    ...r.flatMap((i) => c.map((j) => `var m${i}_${j} = 0.0;`)),
    ...stepLines(scope, blocks, [
      ...r.map((i) => `let a${i} = result[by + s * height + p${i}];`),
      ...c.flatMap((j) => [`let x${j} = result[of_ + s * columns + k${j}];`, ...r.map((i) => `m${i}_${j} += a${i} * x${j};`)]),
    ]),
    ...r.flatMap((i) =>
      block(
        `if (r${i} < rows)`,
        c.flatMap((j) => storeLines(`c${j} < columns`, `r${i} * columns + c${j}`, `m${i}_${j}`)),
      ),
    ),
  ];
}

function sumLines(scope: Scope, blocks: readonly Blocks[]): Lines {
  const { across, down } = scope.shape.block;
  return [
    ...numbers(blocks),
    `let r = (tile - start) * ${u(across * down)} + lane;`,
    'let q = min(r, rows - 1u);',
    `let p = ${rowPlace(scope, 'q')};`,
    'var m = 0.0;',
    ...stepLines(scope, blocks, ['m += result[by + s * height + p];']),
    ...storeLines('r < rows', 'r', 'm'),
  ];
}

/** Around what is done for each sequence at each step. */
function stepLines(scope: Scope, blocks: readonly Blocks[], body: Lines): Lines {
  const pointers = new Set(blocks.flatMap(({ by, of }) => (of === null ? [by.name] : [by.name, of.name])));
  const hasOperand = blocks.some(({ of }) => of !== null);
  return block('for (var t = first; t < last; t++)', [
    ...scope.pointed(pointers),
    ...choose('by', blocks, ({ by }) => by.name),
    ...(hasOperand ? choose('of_', blocks, ({ of }) => of?.name ?? '0u') : []),
    ...block(`for (var s = 0u; s < ${scope.uniform('size')}; s++)`, body),
  ]);
}

const storeLines = (inside: string, place: string, value: string): Lines =>
  block(`if (${inside})`, [`let at = gradient + offset + ${place};`, `result[at] = select(0.0, result[at], onto) + ${value};`]);
