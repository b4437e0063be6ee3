import { lazy } from 'react';
import { isBelowFloor } from '../../core/analysis/floor.ts';
import { DOTTED, HATCHED, paintHeat } from '../paint/heat.ts';
import { EXPLODED, shade, VANISHED } from '../paint/ramps.ts';
import type { Lane, Scene } from './lane.ts';
import { cellOf, columnOf, gridOf, layerOf, rowOf, scoredMost, stateOf, unitsSize, unitTicks } from './scene.ts';
import { fixed, magnitude, powerOfTen } from './words.ts';

const blameGrid = (scene: Scene) => gridOf(scene, scene.trace.stateGradients[stateOf(scene)]);

const DOMAIN = { low: Math.log10(VANISHED), high: Math.log10(EXPLODED) };

/**
 * The magnitude that counts as healthy: the root mean square over the units, ‖∂L/∂s‖/√units, of the layer at the scored
 * step, where several are scored at that with the most; where there is none, of the step with the most.
 */
export function referenceOf(scene: Scene): number {
  const { trace } = scene;
  const norms = rowOf(scene, trace.norms['all'], layerOf(scene));
  const scored = scoredMost(scene);
  const norm = scored > 0 ? scored : norms.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, value) : most), 0);
  return (norm > 0 ? norm : 1) / Math.sqrt(trace.units);
}

export const blame: Lane = {
  subjects: () => [''],
  onDemand: false,
  title: ({ cell, state }) => (cell.states.length > 1 ? `Blame of ${state}` : 'Blame'),
  sentence: () => 'how the loss would change if this unit had been different ←',
  explanation: () =>
    'The gradient of the loss by each unit’s state at each step, on a log scale; it travels backward, from the answer to the clues. Deep violet is as much as at the scored step (of several, the one with the most), paper is 100,000 times less or nothing, red is 1,000 times more. Dotted: below what the backend can represent. Hatched: not a number.',
  formula: ({ state }) => `|∂L/∂${state}ₜ|, relative to ‖∂L/∂s‖/√units at the scored step`,
  size: (trace) => unitsSize(trace, 220),
  Layer: lazy(() => import('../laboratory/predict/Cover.tsx')),
  units: true,
  domain: () => DOMAIN,
  ticks: (_domain, _setting, trace) => unitTicks(trace),
  paint(stage) {
    const { context, width, height, palette, trace } = stage;
    const ramp = palette.blame;
    const reference = Math.log10(referenceOf(stage));
    const colour = (value: number): number => {
      const size = Math.abs(value);
      if (Number.isNaN(size)) return HATCHED;
      return isBelowFloor(size, trace.floor) ? DOTTED : shade(ramp, Math.log10(size) - reference);
    };
    paintHeat(context, width, height, blameGrid(stage), colour, palette);
  },
  describe(scene) {
    const { scored } = scene.trace;
    const [now, first] = [strongest(scene, scored), strongest(scene, 0)];
    const reach = scene.trace.horizons[layerOf(scene)] ?? 0;
    return `At step ${scored + 1} unit ${now.unit + 1} has the most blame, ${magnitude(now.value)}; at step 1 it is unit ${first.unit + 1} with ${magnitude(first.value)}. Blame stays above 1 % for ${reach} steps back.`;
  },
  read(scene, point) {
    const value = cellOf(blameGrid(scene), point);
    if (Number.isNaN(value)) return 'not a number';
    if (isBelowFloor(Math.abs(value), scene.trace.floor)) return `below the floor, ${magnitude(scene.trace.floor)}`;
    return `${magnitude(value)} (log₁₀ ${fixed(Math.log10(Math.abs(value)), 1)})`;
  },
  legend: () => ({ ramp: 'blame', low: powerOfTen(DOMAIN.low), high: `×${powerOfTen(DOMAIN.high)}` }),
};

function strongest(scene: Scene, step: number): { unit: number; value: number } {
  const sizes = Array.from(columnOf(blameGrid(scene), step), Math.abs);
  const unit = sizes.reduce((best, size, index) => (size > (sizes[best] as number) ? index : best), 0);
  return { unit, value: sizes[unit] ?? Number.NaN };
}
