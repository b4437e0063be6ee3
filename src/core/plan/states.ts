import type { States } from '../network.ts';
import type { Memory } from './memory.ts';
import type { Plan } from './plan.ts';

/** A state of a layer and its rows in the layer's frames. */
export interface StatePlace {
  readonly name: string;
  readonly layer: number;
  readonly row: number;
  readonly rows: number;
}

export const statePlaces = ({ cell, layers }: Plan): StatePlace[] =>
  layers.flatMap(({ definitions }, layer) =>
    cell.states.map((name) => {
      const place = definitions.get(`${name}'`);
      if (place === undefined) throw new Error(`layer ${layer} gives no place to the state ${name}`);
      return { name, layer, ...place };
    }),
  );

/** Where a state lies in the frame of a step, and in how many numbers; step −1 is the one before the first. */
export function stateSpan({ frames, frameLengths, columns }: Memory, { layer, row, rows }: StatePlace, step: number) {
  return { offset: (frames[layer] ?? 0) + step * (frameLengths[layer] ?? 0) + row * columns, length: rows * columns };
}

/**
 * The state of a layer before its first step as rows of `columns` sequences, of which those that fill up repeat the last one;
 * units innermost where `isInnermost`. A state that `start` lacks is 0.
 */
export function startRows(
  start: States,
  { name, layer, rows }: StatePlace,
  size: number,
  columns: number,
  isInnermost: boolean,
): Float32Array {
  const values = new Float32Array(rows * columns);
  const given = start.get(name)?.[layer];
  if (given === undefined) return values;
  for (let b = 0; b < columns; b++) {
    const from = Math.min(b, size - 1) * rows;
    for (let u = 0; u < rows; u++) values[isInnermost ? b * rows + u : u * columns + b] = given[from + u] ?? Number.NaN;
  }
  return values;
}
