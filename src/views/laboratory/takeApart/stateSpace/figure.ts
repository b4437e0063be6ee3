import { counted, fixed, signed } from '../../../lanes/words.ts';
import type { Figure, Place, Scene } from '../figure.ts';
import { paintStateSpace } from './paint.ts';
import { pointAt, viewOf } from './view.ts';
import { describe } from './words.ts';

const HEIGHT = 320;
/** How far from a point one may point at it, in CSS pixels. */
const NEAR = 24;
/** Beyond so many classes colours tell nothing. */
const CLASSES = 10;

export const stateSpace: Figure<'state-space'> = {
  title: 'State space',
  explanation:
    'Where the states of the layer go, seen in the plane in which those of the probe differ most: the sequence on show from its first step (ring, pale) to its last (square, dark), the other sequences faint behind it. The cross lies at the mean, one standard deviation along each component. A diamond is a fixed point, found by holding the input of the step under the cursor and letting the network run in float64 from six states of the probe: they come to rest there if the spectral radius of ∂s′/∂s is below 1. The axes are turned as little as can be from one measurement to the next.',
  formula: 'C u = λ u, C the covariance of the states; shares λ₁, λ₂ of tr C. Fixed point: s* = F(s*, x), ρ = max |eigenvalue of ∂F/∂s|',
  overSteps: false,
  height: () => HEIGHT,
  choices: {
    label: 'What colours the states',
    of: ({ loss, drawing }) =>
      loss === 'crossEntropy' && drawing.outputs.length <= CLASSES
        ? [
            { name: 'step', title: 'by step' },
            { name: 'class', title: 'by class' },
          ]
        : [],
  },
  describe: (scene) => describe(scene.taken),
  marks: () => [],
  paint: paintStateSpace,
  read,
  legend: { ramp: 'share', low: 'first step', high: 'last' },
};

/** The fixed point or the step that is pointed at; elsewhere how wide the drawing is. */
function read({ taken }: Scene<'state-space'>, { x, y }: Place, aspect = 1): string {
  if (!taken.finite) return '';
  const [wide, view] = [HEIGHT * aspect, viewOf(taken, HEIGHT * aspect, HEIGHT)];
  const far = ([px, py]: readonly [number, number]): number => Math.hypot(px - x * wide, py - y * HEIGHT);
  for (const { at, starts, radius } of taken.attractors) {
    if (far(view.at(...at)) <= NEAR / 2) return `fixed point of ${counted(starts, 'start')}, radius ${fixed(radius, 3)}`;
  }
  let [nearest, least] = [-1, NEAR];
  for (let t = 0; t < taken.steps; t++) {
    const distance = far(view.at(...pointAt(taken.path, t)));
    if (distance < least) [nearest, least] = [t, distance];
  }
  if (nearest < 0) return `${fixed(2 * taken.extent, taken.extent < 1 ? 2 : 1)} from top to bottom`;
  const [across, up] = pointAt(taken.path, nearest);
  return `step ${nearest + 1}: ${signed(across)}, ${signed(up)}`;
}
