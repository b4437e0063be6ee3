import type { Waterfall } from '../../../core/laboratory/waterfall.ts';
import { columnWidth, leftOf } from '../../lanes/axis.ts';
import { counted, magnitude } from '../../lanes/words.ts';
import { css } from '../../paint/ink.ts';
import { writeLabel } from '../../paint/label.ts';
import { strokeAcross } from '../../paint/strokes.ts';
import type { Figure, Scene, Stage } from './figure.ts';
import { type Curve, domainAbout1, type LogPlot, marksOf, paintClues, paintCurves, paintMeasured } from './logPlot.ts';
import { joined, stateAt, told } from './logs.ts';
import { paintCuts, wireText } from './wire.ts';

/** Heights of the curves, of what is free below them, and of the factors, in CSS pixels. */
const [CURVES, FREE, FACTORS] = [160, 10, 44];
const HEIGHT = CURVES + FREE + FACTORS;
/** Ends of the factors’ scale, by powers of ten on either side of 1. */
const ENDS = [0.05, 0.1, 0.2, 0.5, 1, 2, 3, 6, 12, 24, 60, 300];

export const waterfall: Figure<'waterfall'> = {
  title: 'Jacobian waterfall',
  explanation:
    'How much the state at the cursor still depends on each state before it, all of the layer’s states taken together and each entry moved by itself. Dotted: the norms of the single steps multiplied, which the norm of their product never exceeds; it lies lower where one step shrinks what another stretched. Dashed: the carry path, each state by itself from step to step past every matrix, and all ways that go through a gate or matrix; the two matrices add to the whole. The sentence tells how much of the whole each gives, along the direction that passes most easily. Below, the norm of each single step: bars up stretch, bars down shrink.',
  formula: '‖∂s_T/∂sₜ‖₂ = ‖J_T … Jₜ₊₁‖₂ ≤ ‖J_T‖₂ … ‖Jₜ₊₁‖₂, Jₜ = ∂sₜ/∂sₜ₋₁ = carry + through gates and matrices',
  overSteps: true,
  reveals: true,
  height: () => HEIGHT,
  describe: (scene) => describe(scene),
  marks: ({ taken }) => {
    const middle = { at: (CURVES + FREE + FACTORS / 2) / HEIGHT, text: '×1' };
    return [...marksOf(plotOf(curvesOf(taken)), HEIGHT, true), middle];
  },
  paint(stage) {
    const { taken } = stage;
    const curves = curvesOf(taken);
    const plot = plotOf(curves);
    paintMeasured(stage, plot, [taken.first, taken.from]);
    paintClues(stage, HEIGHT);
    paintCurves(stage, plot, curves, paintCuts(stage, CURVES, taken.wire));
    paintFactors(stage);
  },
  read: ({ taken }, { x }) => read(taken, Math.min(taken.steps - 1, Math.floor(x * taken.steps))),
};

const plotOf = (curves: readonly Curve[]): LogPlot => ({ domain: domainAbout1(curves.map(({ values }) => values)), bottom: CURVES });

function curvesOf({ whole, bound, carry, steps }: Waterfall): readonly Curve[] {
  const curves: Curve[] = [
    { name: 'the product of the steps', values: whole, ink: 'blame', width: 1.75, dots: steps <= 100 },
    { name: 'their norms multiplied', values: bound, ink: 'muted', width: 1.25, dash: [1.5, 3] },
  ];
  if (carry === null) return curves;
  return [
    ...curves,
    { name: 'carry path', values: carry.norms, ink: 'good', width: 1.5, dash: [7, 3] },
    // At the cursor itself nothing has gone through a gate yet.
    { name: 'through gates and matrices', values: carry.rest.map(orNothing), ink: 'positive', width: 1.25, dash: [3, 3] },
  ];
}

const orNothing = (log: number): number => (log === Number.NEGATIVE_INFINITY ? Number.NaN : log);

/** A bar between each step and the one before it, from 1 up or down. */
function paintFactors({ context, width, palette, taken }: Stage<'waterfall'>): void {
  const axis = { steps: taken.steps, width };
  const middle = CURVES + FREE + FACTORS / 2;
  const end = endOf(taken.factors);
  const wide = Math.max(1, Math.min(12, columnWidth(axis) - 2));
  for (const [t, log] of taken.factors.entries()) {
    if (Number.isNaN(log)) continue;
    const tall = (Math.max(-end, Math.min(end, log)) / end) * (FACTORS / 2 - 1);
    context.fillStyle = css(palette.ink(log > 0 ? 'explode' : 'blame'));
    context.fillRect(leftOf(axis, t) - wide / 2, middle, wide, -tall);
  }
  strokeAcross(context, width, middle, css(palette.ink('muted')));
  const logs = Array.from(taken.factors).filter(Number.isFinite);
  if (logs.length === 0) return;
  const text = `each step: ×${told(Math.min(...logs))} to ×${told(Math.max(...logs))}`;
  // On the side to which fewer bars go.
  const up = taken.factors.reduce((sum, log) => sum + (Number.isNaN(log) ? 0 : Math.sign(log)), 0) > 0;
  const y = middle + (up ? 1 : -1) * (FACTORS / 2 - 6);
  writeLabel(context, width, { text, x: 6, y, colour: palette.ink('muted'), paper: palette.ink('paper') });
}

/** The least of the ends that holds every finite factor. */
function endOf(factors: Float64Array): number {
  const most = factors.reduce((largest, log) => (Number.isFinite(log) ? Math.max(largest, Math.abs(log)) : largest), 0);
  return ENDS.find((end) => end >= most) ?? most;
}

function read(taken: Waterfall, t: number): string {
  const { from, first, whole, bound, carry, factors } = taken;
  if (t > from) return `step ${t + 1} comes after the cursor`;
  if (t < first) return 'not measured';
  if (t === from) return `${stateAt(from)} by itself: 1`;
  const at = (column: Float64Array, step = t): string => told(column[step] ?? Number.NaN);
  const carried = carry === null ? '' : `, carry ${at(carry.norms)}`;
  return `${stateAt(t)}: ${at(whole)} ≤ ${at(bound)}${carried}, step ×${at(factors, t + 1)}`;
}

function describe({ taken, trace }: Scene<'waterfall'>): string {
  const { from, first, whole, bound } = taken;
  if (from === 0) return 'Step 1 has no step before it: move the cursor on to see what its state depends on.';
  const clue = trace.clues.find((t) => t >= first && t < from);
  const t = clue ?? first;
  const place = clue === undefined ? `step ${t + 1}` : `the clue at step ${t + 1}`;
  const norms = `Back to ${place}: ‖∂${stateAt(from)}/∂${stateAt(t)}‖ = ${told(whole[t] ?? Number.NaN)}; the norms of the single steps multiply to ${told(bound[t] ?? Number.NaN)}.`;
  return [norms, partsAt(taken, t), shortOf(taken), wireText(taken.wire)].filter((text) => text !== '').join(' ');
}

/** Which parts the whole is the sum of. */
function partsAt({ carry, whole }: Waterfall, t: number): string {
  if (carry === null) return 'All of it goes through a matrix: no state has a carry path.';
  const log = whole[t] ?? Number.NaN;
  const share = carry.share[t] ?? Number.NaN;
  if (!Number.isFinite(log)) return '';
  if (log < -290) return `${Math.round(100 * share)} % of it is the carry path of ${carry.states.join(' and ')}.`;
  const [kept, rest] = [share * 10 ** log, (1 - share) * 10 ** log];
  return `That is ${magnitude(kept)} by the carry path of ${carry.states.join(' and ')}, ${joined(rest)} through gates and matrices.`;
}

const shortOf = ({ first, from }: Waterfall): string =>
  first === 0 ? '' : `Only the last ${counted(from - first, 'step')}: further back would take too long with so many numbers in a state.`;
