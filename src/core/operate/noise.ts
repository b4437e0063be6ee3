import type { Network, NoiseSource, States } from '../network.ts';
import { createRng, type Label, type Rng } from '../rng.ts';
import { fillNormals, type Normals, normalsFrom } from './normals.ts';

/**
 * The noise of a network whose states are disturbed: σ ε with ε standard normal, independent over states, layers, steps,
 * units and sequences. Every stream is a fork of the seed by what it is for, its layer and its state, so that it is the same
 * on all backends and whenever it is drawn again.
 */
export function noiseFor(
  { layers, units }: Pick<Network, 'layers' | 'units'>,
  spreads: ReadonlyMap<string, number>,
  seed: number,
): NoiseSource {
  const rng = createRng(seed, 'noise');
  const standing = standingFor(rng, layers, units, spreads);
  return {
    drawn(labels, steps, size, spent) {
      const length = steps * size * units;
      return perLayer(spreads, layers, (state, spread, layer) => {
        const old = spent?.get(state)?.[layer];
        const values = old instanceof Float32Array && old.length === length ? old : new Float32Array(length);
        fillNormals(streamOf(rng, labels, state, layer), values, 0, length, spread);
        return values;
      });
    },
    standing: (step, steps, size) =>
      perLayer(spreads, layers, (state, _spread, layer) => {
        const rows = standing(state, layer, step + steps);
        const values = new Float32Array(steps * size * units);
        for (let t = 0; t < steps; t++) {
          const row = rows.subarray((step + t) * units, (step + t + 1) * units);
          for (let b = 0; b < size; b++) values.set(row, (t * size + b) * units);
        }
        return values;
      }),
  };
}

const perLayer = (
  spreads: ReadonlyMap<string, number>,
  layers: number,
  make: (state: string, spread: number, layer: number) => Float32Array,
): States =>
  new Map([...spreads].map(([state, spread]) => [state, Array.from({ length: layers }, (_, layer) => make(state, spread, layer))]));

const streamOf = (rng: Rng, labels: readonly Label[], state: string, layer: number): Normals =>
  normalsFrom(rng.fork(...labels, layer, state));

/** Rows (t, unit) of the standing noise, drawn as far as they have been asked for. */
function standingFor(rng: Rng, layers: number, units: number, spreads: ReadonlyMap<string, number>) {
  const begun = new Map(
    [...spreads].map(([state, spread]) => {
      const own = Array.from({ length: layers }, (_, layer) => ({
        stream: streamOf(rng, ['standing'], state, layer),
        rows: new Float32Array(),
        spread,
      }));
      return [state, own] as const;
    }),
  );
  return (state: string, layer: number, steps: number): Float32Array => {
    const own = begun.get(state)?.[layer];
    if (own === undefined) throw new Error(`nothing disturbs ${state} in layer ${layer + 1}`);
    if (own.rows.length < steps * units) {
      const rows = new Float32Array(Math.max(steps * units, 2 * own.rows.length));
      rows.set(own.rows);
      fillNormals(own.stream, rows, own.rows.length, rows.length, own.spread);
      own.rows = rows;
    }
    return own.rows;
  };
}
