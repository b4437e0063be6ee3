import { stepOf } from '../../analysis/step.ts';
import type { Cell } from '../../cell/cell.ts';
import type { Leaves } from '../../cell/evaluate.ts';
import type { Id } from '../../cell/graph.ts';
import { operandsOf } from '../../cell/schedule.ts';
import type { Subject } from '../subject.ts';
import { sweepOf } from './sweep.ts';

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
  /** The same ways without any matrix, from each entry of s_t to the node’s entry of the same unit: n numbers; null where none leads there. */
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
  // Products of numbers of one kind are taken much faster than those of two.
  const numbers = Float64Array.from(parameters);
  const readAt = (t: number) => stepOf(network, trace, numbers, { layer, step: t, unit: null });
  const first = readAt(0);
  const sweep = sweepOf(cell, first.sizes);
  const previous = states.map((state) => backward.previous.get(state) ?? null);
  let place = -1;
  const goTo = (t: number): void => {
    if (place !== t) sweep.at(readAt(t));
    place = t;
  };
  /** Writes what came to a node into columns of a matrix of n rows. */
  const write = (id: Id | null, into: Float64Array, width: number, column: number): void => {
    const [alone, through] = [sweep.alone(id), sweep.through(id)];
    for (let row = 0; row < size; row++) {
      const from = row * width + column;
      if (through !== null) into.set(through.subarray(row * units, (row + 1) * units), from);
      const at = from + (row % units);
      if (alone !== null) into[at] = (into[at] as number) + (alone[row] as number);
    }
  };
  return {
    cell,
    units,
    size,
    carried: carriedBy(cell),
    parameters: first.parameters,
    jacobian(t) {
      goTo(t);
      const whole = new Float64Array(size * size);
      for (const [k, id] of previous.entries()) write(id, whole, size, k * units);
      return whole;
    },
    carry(t) {
      goTo(t);
      const diagonal = new Float64Array(size);
      for (const [k, id] of previous.entries()) {
        const [from, to] = [k * units, (k + 1) * units];
        diagonal.set(sweep.alone(id)?.subarray(from, to) ?? [], from);
      }
      return diagonal;
    },
    elementwise(t, id) {
      goTo(t);
      return sweep.alone(id)?.slice() ?? null;
    },
    reached(t, ids) {
      goTo(t);
      return ids.map((id) => {
        const found = new Float64Array(size * units);
        write(id, found, units, 0);
        return found;
      });
    },
    get work() {
      return sweep.work;
    },
  };
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
