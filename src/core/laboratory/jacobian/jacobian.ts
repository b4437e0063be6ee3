import { stepOf } from '../../analysis/step.ts';
import type { Cell } from '../../cell/cell.ts';
import type { Leaves } from '../../cell/evaluate.ts';
import type { Id } from '../../cell/graph.ts';
import { operandsOf } from '../../cell/schedule.ts';
import type { Subject } from '../subject.ts';
import { sweepOf } from './sweep.ts';

/** So many unit vectors go through a step at once. */
const CHUNK = 64;

/**
 * The steps of one layer, for the sequence on show, as linear maps: s_t holds all states that step t hands on, one after
 * the other in the order of the cell (h and c of an LSTM), and is moved freely, each entry by itself. All in float64, of the
 * states that were measured.
 */
export interface Steps {
  readonly cell: Cell;
  readonly units: number;
  /** n, the entries of s_t: units × states. */
  readonly size: number;
  /** States that pass from step to step by themselves, element by element: c of an LSTM, h of a GRU. */
  readonly carried: readonly string[];
  readonly parameters: Leaves['parameters'];
  /** ∂s_t/∂s_{t−1}, n × n, row by row; steps count from 0. */
  jacobian(t: number): Float64Array;
  /** The carry path of that step: ∂s_t/∂s_{t−1} of each state by itself without any matrix, which is diagonal: n numbers. */
  carry(t: number): Float64Array;
  /** The same ways without any matrix, from each state s_t (a row) to a node: states × units; null where none leads there. */
  elementwise(t: number, id: Id): Float64Array | null;
  /** From s_t to some nodes of the backward pass of step t: n × units each. */
  reached(t: number, ids: readonly (Id | null)[]): readonly Float64Array[];
  /** Multiplications so far. */
  readonly work: number;
}

export function stepsOf({ network, trace, parameters, layer }: Subject): Steps {
  const { cell, units } = network;
  const { states, backward } = cell;
  const size = units * states.length;
  const readAt = (t: number) => stepOf(network, trace, parameters, { layer, step: t, unit: null });
  const first = readAt(0);
  const sweep = sweepOf(cell, first.sizes);
  const chunks = Array.from({ length: Math.ceil(size / CHUNK) }, (_, k) => {
    const [from, rows] = [k * CHUNK, Math.min(CHUNK, size - k * CHUNK)];
    return { from, rows, incoming: unitRows(states, units, from, rows) };
  });
  const ones = onesByState(states, units);
  let place = -1;
  const goTo = (t: number): void => {
    if (place !== t) sweep.at(readAt(t));
    place = t;
  };
  const reached: Steps['reached'] = (t, ids) => {
    goTo(t);
    const found = ids.map(() => new Float64Array(size * units));
    for (const { from, rows, incoming } of chunks) {
      sweep.send(incoming, rows);
      for (const [k, id] of ids.entries()) found[k]?.set(sweep.rowsOf(id) ?? [], from * units);
    }
    return found;
  };
  const elementwise: Steps['elementwise'] = (t, id) => {
    goTo(t);
    sweep.send(ones, states.length, false);
    return sweep.rowsOf(id)?.slice() ?? null;
  };
  return {
    cell,
    units,
    size,
    carried: carriedBy(cell),
    parameters: first.parameters,
    jacobian: (t) => {
      const blocks = reached(
        t,
        states.map((state) => backward.previous.get(state) ?? null),
      );
      return beside(blocks, size, units);
    },
    carry(t) {
      const diagonal = new Float64Array(size);
      goTo(t);
      sweep.send(ones, states.length, false);
      for (const [k, state] of states.entries()) {
        const rows = sweep.rowsOf(backward.previous.get(state) ?? null);
        if (rows !== null) diagonal.set(rows.subarray(k * units, (k + 1) * units), k * units);
      }
      return diagonal;
    },
    elementwise,
    reached,
    get work() {
      return sweep.work;
    },
  };
}

/** Rows `from` … of the unit matrix over all states. */
function unitRows(states: readonly string[], units: number, from: number, rows: number): ReadonlyMap<string, Float64Array> {
  return new Map(
    states.map((state, k) => {
      const values = new Float64Array(rows * units);
      for (let row = 0; row < rows; row++) {
        const j = from + row - k * units;
        if (j >= 0 && j < units) values[row * units + j] = 1;
      }
      return [state, values];
    }),
  );
}

/** One row for each state: ones for it, zeros for the others. */
const onesByState = (states: readonly string[], units: number): ReadonlyMap<string, Float64Array> =>
  new Map(states.map((state, k) => [state, new Float64Array(states.length * units).fill(1, k * units, (k + 1) * units)]));

/** Blocks of `units` columns set beside each other. */
function beside(blocks: readonly Float64Array[], size: number, units: number): Float64Array {
  const whole = new Float64Array(size * size);
  for (const [k, block] of blocks.entries()) {
    for (let row = 0; row < size; row++) whole.set(block.subarray(row * units, (row + 1) * units), row * size + k * units);
  }
  return whole;
}

/** States whose blame reaches them at the step before without meeting a matrix. */
function carriedBy({ graph, states, backward }: Cell): readonly string[] {
  return states.filter((state) => {
    const reached: boolean[] = [];
    for (const node of graph) {
      const passed = node.op !== 'product' && operandsOf(node).some((operand) => reached[operand]);
      reached.push(passed || (node.op === 'incoming' && node.state === state));
    }
    return reached[backward.previous.get(state) ?? -1] === true;
  });
}

/** Whether some blame that reaches a node has met a matrix on its way. */
export function meetsMatrix({ graph }: Cell, id: Id): boolean {
  const [blamed, met]: [boolean[], boolean[]] = [[], []];
  for (const node of graph) {
    const operands = operandsOf(node);
    const arrives = operands.some((operand) => blamed[operand]);
    blamed.push(node.op === 'incoming' || arrives);
    met.push(operands.some((operand) => met[operand]) || (node.op === 'product' && arrives));
  }
  return met[id] === true;
}
