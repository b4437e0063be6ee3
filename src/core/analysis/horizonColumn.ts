import type { Differentiation } from '../network.ts';
import { horizonOf } from './horizon.ts';
import { normsOf } from './norms.ts';
import { bandOf } from './percentile.ts';
import type { Probe } from './probe.ts';

/** Median over the probe of ‖∂L_s/∂s_{s−k}‖ for lag k = 0, 1, … from the last scored step s, first layer, at one iteration. */
export interface HorizonColumn {
  readonly iteration: number;
  readonly norms: Float32Array;
  readonly horizon: number;
}

/**
 * Median over the probe of ‖∂L_s/∂s_{s−k}‖ by lag k = 0, 1, …, where L_s is the loss of a sequence's last scored step s,
 * over all states of the first layer; and the horizon of that median. As far back as the shortest way to a first step.
 */
export function horizonColumn(probe: Probe, { stateGradients }: Differentiation): Pick<HorizonColumn, 'norms' | 'horizon'> {
  const { steps, size } = probe.batch;
  const gradients = [...stateGradients.values()].flatMap((layers) => (layers[0] === undefined ? [] : [layers[0]]));
  const offset = size - probe.size;
  const lags = Math.min(...probe.scored) + 1;
  const rows = probe.scored.map((scored, b) => {
    const norms = normsOf(gradients, { steps, size, sequence: offset + b });
    return norms.slice(scored + 1 - lags, scored + 1).reverse();
  });
  const { median } = bandOf(rows);
  return { norms: Float32Array.from(median), horizon: horizonOf(median.toReversed(), lags - 1) };
}
