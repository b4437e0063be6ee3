import { disturb } from '../cell/disturb.ts';
import { holdGates, unread } from '../cell/hold.ts';
import type { Experiment } from '../experiment.ts';
import { joinStretches } from '../intervene.ts';
import { type Interventions, layoutOf, type Network, type Stretch } from '../network.ts';
import { networkOf } from '../networkOf.ts';
import { noiseFor } from './noise.ts';
import { type Operation, writeDated } from './operation.ts';
import { operationsOf } from './read.ts';
import { operateOnce, surgeriesIn } from './surgery.ts';

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

/** Does to parameters what an experiment has done once and another list has not, in its order. */
export function onceOn(experiment: Experiment) {
  const network = networkOf(experiment);
  const all = surgeriesIn(operationsOf(experiment).operations);
  const cuts = cutWeights(experiment);
  return (parameters: Float32Array, other: string, must: boolean): Float32Array => {
    const done = new Set(other.split(','));
    return all
      .filter((each) => !done.has(writeDated(each)))
      .reduce((before, surgery) => {
        try {
          return operateOnce(network, before, surgery, cuts);
        } catch (error) {
          if (must) throw error;
          return before;
        }
      }, parameters);
  };
}

/** Weights that are 0 as long as their connection is cut, by the layout. */
export const cutWeights = (experiment: Experiment): readonly number[] =>
  operationsOf(experiment)
    .operations.filter((each) => each.kind === 'cut')
    .flatMap((each) => stillIn(networkOf(experiment), each).map(({ from }) => from));

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
