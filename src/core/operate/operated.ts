import { disturb } from '../cell/disturb.ts';
import { holdGates, unread } from '../cell/hold.ts';
import type { Experiment } from '../experiment.ts';
import { joinStretches } from '../intervene.ts';
import { type Interventions, layoutOf, type Network, type Stretch } from '../network.ts';
import { networkOf } from '../networkOf.ts';
import { noiseFor } from './noise.ts';
import { isSurgery, type Operation, writeDated } from './operation.ts';
import { operationsOf } from './read.ts';
import { operateOnce } from './surgery.ts';

/** The network of an experiment with what was done to it; its parameters are those of the network without. */
export function operatedOn(experiment: Experiment): Network {
  const network = networkOf(experiment);
  const { operations } = operationsOf(experiment);
  const held = new Map(operations.flatMap((each) => (each.kind === 'hold' ? [[each.gate, each.value] as const] : [])));
  const spreads = new Map(operations.flatMap((each) => (each.kind === 'noise' ? [[each.state, each.spread] as const] : [])));
  const cell = disturb(holdGates(network.cell, held), [...spreads.keys()]);
  const operated = { ...network, cell, interventions: interventionsOf({ ...network, cell }, operations) };
  return spreads.size === 0 ? operated : { ...operated, noise: noiseFor(network, spreads, experiment.seed) };
}

function interventionsOf(network: Network, operations: readonly Operation[]): Interventions {
  const clip = operations.find((each) => each.kind === 'clip-value');
  return {
    still: joinStretches([...unreadIn(network), ...operations.flatMap((each) => stillIn(network, each))]),
    clipValue: clip?.limit ?? 0,
    boost: operations.some((each) => each.kind === 'boost'),
    cuts: operations.flatMap((each) => (each.kind === 'truncate' ? [each.step - 1] : [])).sort((a, b) => a - b),
  };
}

/** What cannot be done to the weights as they are, as the link writes it, and a sentence that says why. */
export interface Undone {
  readonly entry: string;
  readonly why: string;
}

interface Redone {
  readonly parameters: Float32Array;
  /** What connections that are cut weighed, by their place in the layout. */
  readonly resting: ReadonlyMap<number, number>;
  readonly undone: readonly Undone[];
}

/**
 * Does to parameters, by the layout, what the list of an experiment has and another list has not, in its order: what is cut, and
 * what is done once. `rested` is what connections weighed that the other list cuts: they weigh it again where this one does not.
 * What cannot be done to the weights is passed over.
 */
export function redoneOn(experiment: Experiment) {
  const network = networkOf(experiment);
  const { operations } = operationsOf(experiment);
  const cuts = new Set(cutWeights(experiment));
  return (before: Float32Array, rested: ReadonlyMap<number, number>, other: string): Redone => {
    let parameters: Float32Array = before.slice();
    for (const [index, weight] of rested) if (!cuts.has(index)) parameters[index] = weight;
    const resting = new Map([...rested].filter(([index]) => cuts.has(index)));
    const known = new Set(other.split(','));
    const undone: Undone[] = [];
    for (const operation of operations) {
      if (operation.kind === 'cut') rest(parameters, resting, stillIn(network, operation));
      if (!isSurgery(operation) || known.has(writeDated(operation))) continue;
      try {
        parameters = operateOnce(network, parameters, operation, [...resting.keys()]);
      } catch (error) {
        undone.push({ entry: writeDated(operation), why: error instanceof Error ? error.message : String(error) });
      }
    }
    return { parameters, resting, undone };
  };
}

function rest(parameters: Float32Array, resting: Map<number, number>, stretches: readonly Stretch[]): void {
  for (const { from } of stretches) {
    if (resting.has(from)) continue;
    resting.set(from, parameters[from] ?? 0);
    parameters[from] = 0;
  }
}

/** Weights that are 0 as long as their connection is cut, by the layout. */
export function cutWeights(experiment: Experiment): readonly number[] {
  const network = networkOf(experiment);
  const cuts = operationsOf(experiment).operations.filter((each) => each.kind === 'cut');
  return cuts.flatMap((each) => stillIn(network, each).map(({ from }) => from));
}

function unreadIn(network: Network): readonly Stretch[] {
  const names = unread(network.cell);
  return layoutOf(network)
    .slots.filter(({ layer, name }) => layer !== null && names.has(name))
    .map(({ offset, rows, columns }) => ({ from: offset, length: rows * columns }));
}

function stillIn(network: Network, operation: Operation): readonly Stretch[] {
  const { slots } = layoutOf(network);
  if (operation.kind === 'freeze') {
    return slots
      .filter(({ name }) => name === operation.parameter)
      .map(({ offset, rows, columns }) => ({ from: offset, length: rows * columns }));
  }
  if (operation.kind !== 'cut') return [];
  return slots
    .filter(({ name, layer }) => name === operation.matrix && (layer ?? 0) + 1 === operation.layer)
    .map(({ offset, columns }) => ({ from: offset + (operation.row - 1) * columns + operation.column - 1, length: 1 }));
}
