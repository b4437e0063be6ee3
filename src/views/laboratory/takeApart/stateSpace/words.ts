import type { Attractor, StateSpace } from '../../../../core/laboratory/stateSpace.ts';
import { counted, fixed } from '../../../lanes/words.ts';
import { percent } from '../percent.ts';

/** What the plane holds, and where the map leads at the cursor. */
export function describe(taken: StateSpace): string {
  if (!taken.finite) return 'Some states are not finite, so there is no plane to draw them in.';
  const [first, second] = taken.shares;
  if (Number.isNaN(first)) return 'All states of the probe are the same: they differ in no direction, and there is no plane to draw.';
  return `${planeWords(taken, first, second)} ${mapWords(taken)}`;
}

function planeWords({ width, measured, states }: StateSpace, first: number, second: number): string {
  const of = measured === states ? `${grouped(states)} states` : `${grouped(measured)} of ${grouped(states)} states`;
  if (width === 1) return `One number is all there is to a state, so all ${of} lie on one line.`;
  return `The plane holds ${percent(first + second)} of the variance of ${of}: ${percent(first)} along component 1, ${percent(second)} along 2.`;
}

const grouped = (count: number): string => count.toLocaleString('en');

/** How the starts end when the input of the cursor's step is held. */
function mapWords({ step, starts, attractors, outcome }: StateSpace): string {
  const { cycling, period, escaped, underWay, steps } = outcome;
  const settled = starts - cycling - escaped - underWay;
  const held = `With the input of step ${step + 1} held, ${settled} of ${starts} states settle`;
  const rest = [
    cycling === 0 ? '' : `${cycling} ${go(cycling)} round a cycle of ${counted(period, 'step')}`,
    escaped === 0 ? '' : `${escaped} ${escaped === 1 ? 'grows' : 'grow'} without bound`,
    underWay === 0 ? '' : `${underWay} ${underWay === 1 ? 'is' : 'are'} still under way after ${counted(steps, 'step')}`,
  ].filter((part) => part !== '');
  const others = rest.length === 0 ? '' : `; ${rest.join(', ')}`;
  if (attractors.length === 0) return `${held}${others}.`;
  return `${held} on ${counted(attractors.length, 'fixed point')}, ${radii(attractors)}${others}.`;
}

const go = (count: number): string => (count === 1 ? 'goes' : 'go');

const TOLD = 3;

function radii(attractors: readonly Attractor[]): string {
  const measured = attractors.filter(({ radius }) => !Number.isNaN(radius)).slice(0, TOLD);
  if (measured.length === 0) return 'whose spectral radius was not measured';
  const values = measured.map(({ radius, whole }) => `${whole ? '' : 'about '}${fixed(radius, 2)}`).join(', ');
  const more = attractors.length > measured.length ? ' at the first of them' : '';
  return `spectral radius ${values}${more} (${stability(measured)})`;
}

function stability(measured: readonly Attractor[]): string {
  const stable = measured.filter(({ radius }) => radius < 1).length;
  if (stable === measured.length) return 'below 1: stable';
  return stable === 0 ? 'not below 1: not stable' : 'stable where it is below 1';
}
