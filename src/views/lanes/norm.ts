import { lazy } from 'react';
import { isBelowFloor } from '../../core/analysis/floor.ts';
import { decades } from './decades.ts';
import { extentOf, fromTop } from './domain.ts';
import type { Lane, Scene } from './lane.ts';
import { NormChoice } from './NormChoice.tsx';
import { gridExponents, paintNorms, STRIP } from './normPlot.ts';
import { layerOf, normsOf, rowOf } from './scene.ts';
import { counted, fixed, magnitude, normFormula, powerOfTen } from './words.ts';

export const norm: Lane = {
  subjects: () => [''],
  onDemand: false,
  title: () => 'Gradient norm',
  sentence: (setting) => `${normFormula(setting.norm)} at each step, log scale`,
  explanation: () =>
    'How much blame all units together carry at each step. The line is the sequence on show, the band the middle 80 % of the probe and the thin line its median. Where several steps are scored, the dashed curve is the blame for the last answer alone, by which the horizon is told. Shaded: the horizon, the steps back from the last scored one at which the norm stays at or above 1 % of its value there, without a break. Dots in the strip below: smaller than the backend can represent.',
  formula: ({ norm: of }) => `${normFormula(of)} = √(Σ over units of (∂L/∂${of === 'all' ? 's' : of})²), L the loss of that one sequence`,
  size: () => ({ least: 96, most: 1000 }),
  Choice: NormChoice,
  Layer: lazy(() => import('../laboratory/predict/NormLayer.tsx')),
  units: false,
  labelled: true,
  insets: [0, STRIP],
  domain: (scene) => decades(extentOf(logarithms(scene))),
  ticks: (domain) => gridExponents(domain).map((exponent) => ({ at: fromTop(domain, exponent), text: powerOfTen(exponent) })),
  paint: paintNorms,
  describe(scene) {
    const { trace } = scene;
    const norms = normsOf(scene);
    const at = (step: number): string => `${magnitudeOrFloor(norms[step] ?? Number.NaN, trace.floor)} at step ${step + 1}`;
    const horizon = trace.horizons[layerOf(scene)] ?? 0;
    const fade = trace.fades[layerOf(scene)] ?? Number.NaN;
    const shrinks = Number.isFinite(fade) ? ` It changes by a factor of ${fixed(fade, 2)} a step back.` : '';
    return `The gradient norm is ${at(trace.scored)} and ${at(0)}; the horizon is ${counted(horizon, 'step')} back.${shrinks}`;
  },
  read: (scene, { step }) => magnitudeOrFloor(normsOf(scene)[step] ?? Number.NaN, scene.trace.floor),
};

const magnitudeOrFloor = (norm: number, floor: number): string =>
  isBelowFloor(norm, floor) ? `below the floor, ${magnitude(floor)}` : magnitude(norm);

/** Logarithms of everything that is drawn and above the floor. */
function logarithms(scene: Scene): readonly number[] {
  const { trace } = scene;
  const layer = layerOf(scene);
  const drawn = [normsOf(scene), ...[trace.high, trace.median, trace.lastNorms].map((column) => rowOf(scene, column, layer))];
  return drawn.flatMap((norms) =>
    Array.from(norms)
      .filter((value) => !isBelowFloor(value, trace.floor))
      .map(Math.log10),
  );
}
