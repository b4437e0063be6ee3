import { layoutOf, type Network, type Slot } from '../network.ts';
import type { Move } from './plan.ts';
import type { Rounds } from './rounds.ts';
import { PHASES, type Value, valueAt } from './values.ts';

/** Where everything lies in θ: by layer (null: the head) and name. */
export interface Theta {
  readonly moves: readonly Move[];
  readonly size: number;
  readonly offsetOf: (layer: number | null, name: string) => number;
}

/** Names in the order in which a layer's parameters lie in θ. */
export type Order = readonly string[];

/** The order of one layer: matrices that multiply the same value at the same time, then the biases in the same order, then the rest. */
export function parameterOrder(values: readonly Value[], rounds: Rounds): Order {
  const [matrices, biases] = [new Set<string>(), new Set<string>()];
  for (const round of PHASES.flatMap((phase) => rounds[phase])) {
    if (round.kind !== 'products') continue;
    for (const id of round.accumulations) {
      const value = valueAt(values, id);
      if (value.op !== 'accumulate') continue;
      for (const { matrix, transposed } of value.terms) if (!transposed) matrices.add(matrix);
      const start = value.start === null ? null : valueAt(values, value.start);
      if (start?.op === 'vector') biases.add(start.name);
    }
  }
  return [...matrices, ...biases];
}

/** Lays out θ: layer by layer in the given orders, what they do not name after, the head last. */
export function thetaOf(network: Network, orders: readonly Order[]): Theta {
  const { slots, size } = layoutOf(network);
  const offsets = new Map<string, number>();
  const moves: Move[] = [];
  let next = 0;
  for (const slot of inOrder(slots, orders)) {
    const length = slot.rows * slot.columns;
    offsets.set(keyOf(slot.layer, slot.name), next);
    moves.push({ from: slot.offset, to: next, length });
    next += length;
  }
  const offsetOf = (layer: number | null, name: string): number => {
    const offset = offsets.get(keyOf(layer, name));
    if (offset === undefined) throw new Error(`layer ${layer ?? 'head'} has no parameter ${name}`);
    return offset;
  };
  return { moves, size, offsetOf };
}

const keyOf = (layer: number | null, name: string): string => `${layer ?? 'head'} ${name}`;

function inOrder(slots: readonly Slot[], orders: readonly Order[]): Slot[] {
  const rank = ({ layer, name }: Slot): number => {
    const index = layer === null ? -1 : (orders[layer]?.indexOf(name) ?? -1);
    return index === -1 ? Number.POSITIVE_INFINITY : index;
  };
  const depth = ({ layer }: Slot): number => layer ?? orders.length;
  const position = new Map(slots.map((slot, index) => [slot, index]));
  return [...slots].sort((a, b) => depth(a) - depth(b) || compare(rank(a), rank(b)) || (position.get(a) ?? 0) - (position.get(b) ?? 0));
}

const compare = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
