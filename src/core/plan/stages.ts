import type { Cell } from '../cell/cell.ts';
import type { Frame, Rows } from './frame.ts';
import type { Values } from './normalise.ts';
import type { MapStage, OuterStage, ProductStage, Ref, Stage, Start, SumStage } from './plan.ts';
import type { MapRound, ProductRound, Round } from './rounds.ts';
import { type Term, type Value, type ValueId, valueAt } from './values.ts';

/** A layer as its stages are written down: values with their places and the offsets of the parameters. */
export interface Placed {
  readonly cell: Cell;
  readonly made: Values;
  readonly frame: Frame;
  readonly rows: Rows;
  readonly offsetOf: (name: string) => number;
}

/** A round as stages: products that lie together in θ and in the frame are one. */
export const stagesOf = (placed: Placed, rounds: readonly Round[]): Stage[] =>
  rounds.flatMap((round): Stage[] => (round.kind === 'map' ? [mapStage(placed, round)] : productStages(placed, round)));

export function rowAt({ frame }: Placed, id: ValueId): number {
  const row = frame.rowOf.get(id);
  if (row === undefined) throw new Error(`value ${id} has no place`);
  return row;
}

/** Where a value is read. */
function refOf(placed: Placed, id: ValueId): Ref {
  const { made } = placed;
  const value = valueAt(made.values, id);
  switch (value.op) {
    case 'input':
      return { kind: 'x' };
    case 'outside':
      return { kind: 'outside' };
    case 'vector':
      return { kind: 'parameter', offset: placed.offsetOf(value.name) };
    case 'previous':
      return { kind: 'frame', row: rowAt(placed, known(made.definitions.get(`${value.state}'`), value.state)), step: -1 };
    case 'carried':
      return { kind: 'frame', row: rowAt(placed, known(made.carry.get(value.state), value.state)), step: 1 };
    default:
      return value.phase === 'constant'
        ? { kind: 'constant', offset: rowAt(placed, id) }
        : { kind: 'frame', row: rowAt(placed, id), step: 0 };
  }
}

function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`${what} is missing from the plan`);
  return value;
}

function mapStage(placed: Placed, { width, loads, compute, stores }: MapRound): MapStage {
  return {
    kind: 'map',
    width,
    rows: placed.rows[width],
    loads: loads.map((value) => ({ value, from: refOf(placed, value) })),
    compute: compute.filter((id) => valueAt(placed.made.values, id).op !== 'number'),
    stores: stores.map((value) => ({ value, row: rowAt(placed, value) })),
  };
}

function productStages(placed: Placed, { accumulations }: ProductRound): ProductStage[] {
  const { values } = placed.made;
  const single = accumulations.flatMap((id) => {
    const value = valueAt(values, id);
    if (value.op !== 'accumulate') return [];
    const inOrder = [...value.terms].sort((a, b) => placed.offsetOf(a.matrix) - placed.offsetOf(b.matrix));
    return inOrder.map((term, index) => productStage(placed, id, value, term, index === 0));
  });
  return joined([...single].sort((a, b) => Number(a.transposed) - Number(b.transposed) || a.matrix - b.matrix));
}

function productStage(
  placed: Placed,
  id: ValueId,
  value: Extract<Value, { op: 'accumulate' }>,
  { matrix, transposed, of }: Term,
  first: boolean,
): ProductStage {
  const start = first ? startOf(placed, value.start) : ({ kind: 'add' } as const);
  const columns = transposed ? placed.rows[value.width] : placed.rows[valueAt(placed.made.values, of).width];
  return {
    kind: 'product',
    matrices: [matrix],
    transposed,
    matrix: placed.offsetOf(matrix),
    rows: placed.rows.units,
    columns,
    of: refOf(placed, of),
    to: rowAt(placed, id),
    start,
  };
}

function startOf(placed: Placed, start: ValueId | null): Start {
  if (start === null) return { kind: 'zero' };
  return valueAt(placed.made.values, start).phase === 'constant' ? { kind: 'bias', from: refOf(placed, start) } : { kind: 'add' };
}

/** Neighbours in θ whose operands (transposed) or results lie one below the other become one product. */
function joined(stages: readonly ProductStage[]): ProductStage[] {
  const result: ProductStage[] = [];
  for (const stage of stages) {
    const last = result.at(-1);
    const both = last === undefined ? null : (last.transposed ? joinedDepth : joinedRows)(last, stage);
    if (both === null) result.push(stage);
    else result[result.length - 1] = both;
  }
  return inOrderOfStart(result);
}

/** What adds onto a result comes after what begins it. */
function inOrderOfStart(stages: readonly ProductStage[]): ProductStage[] {
  const begins = (stage: ProductStage): boolean =>
    stage.start.kind !== 'add' || !stages.some((other) => other.start.kind !== 'add' && overlap(other, stage));
  return [...stages.filter(begins), ...stages.filter((stage) => !begins(stage))];
}

const resultRows = ({ transposed, rows, columns }: ProductStage): number => (transposed ? columns : rows);
const overlap = (a: ProductStage, b: ProductStage): boolean => a.to < b.to + resultRows(b) && b.to < a.to + resultRows(a);

const follows = (a: ProductStage, b: ProductStage): boolean =>
  a.transposed === b.transposed && a.columns === b.columns && a.matrix + a.rows * a.columns === b.matrix;

function joinedRows(a: ProductStage, b: ProductStage): ProductStage | null {
  if (!follows(a, b) || b.to !== a.to + a.rows || !sameRef(a.of, b.of) || !startFollows(a, b)) return null;
  return { ...a, matrices: [...a.matrices, ...b.matrices], rows: a.rows + b.rows };
}

function startFollows(a: ProductStage, b: ProductStage): boolean {
  if (a.start.kind !== 'bias' || b.start.kind !== 'bias') return a.start.kind === b.start.kind;
  const [p, q] = [a.start.from, b.start.from];
  return p.kind === q.kind && 'offset' in p && 'offset' in q && q.offset === p.offset + a.rows;
}

function joinedDepth(a: ProductStage, b: ProductStage): ProductStage | null {
  if (!follows(a, b) || a.to !== b.to || b.start.kind !== 'add' || !refFollows(a.of, b.of, a.rows)) return null;
  return { ...a, matrices: [...a.matrices, ...b.matrices], rows: a.rows + b.rows };
}

function sameRef(a: Ref, b: Ref): boolean {
  return refFollows(a, b, 0) || (a.kind === b.kind && (a.kind === 'x' || a.kind === 'outside'));
}

const refFollows = (a: Ref, b: Ref, rows: number): boolean =>
  a.kind === 'frame' && b.kind === 'frame' && a.step === b.step && b.row === a.row + rows;

/** The gradients of matrices: first products first, so that later ones add. */
export function outersOf(placed: Placed): OuterStage[] {
  const single = [...placed.made.outers].flatMap(([matrix, products]) =>
    products.map(
      ({ by, of }, index): OuterStage => ({
        matrices: [matrix],
        gradient: placed.offsetOf(matrix),
        rows: placed.rows.units,
        columns: placed.rows[valueAt(placed.made.values, of).width],
        by: rowAt(placed, by),
        of: refOf(placed, of),
        adds: index > 0,
      }),
    ),
  );
  const sorted = single.sort((a, b) => Number(a.adds) - Number(b.adds) || a.gradient - b.gradient);
  return merged(sorted, (a, b) => {
    const together = a.adds === b.adds && a.columns === b.columns && sameRef(a.of, b.of);
    if (!together || b.by !== a.by + a.rows || b.gradient !== a.gradient + a.rows * a.columns) return null;
    return { ...a, matrices: [...a.matrices, ...b.matrices], rows: a.rows + b.rows };
  });
}

/** The gradients of vectors. */
export function sumsOf(placed: Placed): SumStage[] {
  const single = [...placed.made.vectors].map(
    ([vector, id]): SumStage => ({
      vectors: [vector],
      gradient: placed.offsetOf(vector),
      rows: placed.rows.units,
      by: rowAt(placed, id),
    }),
  );
  const sorted = single.sort((a, b) => a.gradient - b.gradient);
  return merged(sorted, (a, b) => {
    if (b.by !== a.by + a.rows || b.gradient !== a.gradient + a.rows) return null;
    return { ...a, vectors: [...a.vectors, ...b.vectors], rows: a.rows + b.rows };
  });
}

function merged<T>(items: readonly T[], merge: (a: T, b: T) => T | null): T[] {
  const result: T[] = [];
  for (const item of items) {
    const last = result.at(-1);
    const both = last === undefined ? null : merge(last, item);
    if (both === null) result.push(item);
    else result[result.length - 1] = both;
  }
  return result;
}
