import { THRESHOLD } from '../../../core/analysis/horizon.ts';
import { recurrentMatrices } from '../../../core/cell/recurrent.ts';
import type { ByLag, LagPart } from '../../../core/laboratory/byLag.ts';
import { clamp, columnWidth, leftOf } from '../../lanes/axis.ts';
import { type Domain, extentOf, fromTop } from '../../lanes/domain.ts';
import { labelRoom } from '../../lanes/labelRoom.ts';
import { STRIP } from '../../lanes/normPlot.ts';
import { counted, magnitude } from '../../lanes/words.ts';
import { css } from '../../paint/ink.ts';
import { strokeAcross } from '../../paint/strokes.ts';
import type { Figure, Scene, Stage } from './figure.ts';
import { curveOf, domainAround, type LogPlot, marksOf, paintClues, paintCurve, paintScale, paintSmall } from './logPlot.ts';
import { comparedText, shareText } from './share.ts';
import { boostText } from './wire.ts';

type Lag = Scene<'by-lag'>;

/** The norms stand above, the shares below; in CSS pixels. */
const [NORMS, GAP, SHARES] = [112, 8, 52];
const HEIGHT = NORMS + GAP + SHARES;
/** From the middle of one mark to the next. */
const ROOM = 12;

export const byLag: Figure<'by-lag'> = {
  title: 'Gradient of U by lag',
  explanation:
    'A recurrent matrix is used at every step, and its gradient is the sum of what each use adds. Above, how large each summand is; below, which share of the whole it makes, and against the whole where it is negative; the shares add to 100 %. The sum can be healthy while its far part is nil, and what is learned of long lags is what the far steps add. Of the last answer’s loss alone, whose horizon is shaded. How large all is that lies beyond it is told beside it: summands may cancel, or stand across the whole and have no share in it. The first step reads no state and adds nothing; a dot in the strip stands for nothing. Of a large network the weights into some of its units are measured while it trains, and all when it rests.',
  formula:
    '∂L/∂U = Σₜ Gₜ, Gₜ = Σ δₜ ⊗ sₜ₋₁, L the loss at the last scored step alone; above ‖Gₜ‖, below the shares ⟨Gₜ, ∂L/∂U⟩ / ‖∂L/∂U‖²; beyond the horizon ‖Σ Gₜ‖ / ‖∂L/∂U‖',
  overSteps: true,
  reveals: true,
  wordy: true,
  choices: {
    label: 'Matrix whose gradient is split',
    of({ cell }) {
      const names = recurrentMatrices(cell);
      return names.length < 2 ? [] : [{ name: '', title: 'all together' }, ...names.map((name) => ({ name, title: `${name} alone` }))];
    },
  },
  height: () => HEIGHT,
  describe: (scene) => `${describe(scene)}${boostText(scene.taken)}`,
  marks(scene) {
    const part = partOf(scene);
    if (part === null) return [];
    const domain = shareDomain(part);
    const at = (share: number): number => (NORMS + GAP + fromTop(domain, share) * SHARES) / HEIGHT;
    // Where 0 is so near the bottom, a number below it has no room.
    const shares = [domain.high, 0, ...(at(domain.low) - at(0) > ROOM / HEIGHT ? [domain.low] : [])];
    return [...marksOf(normPlot(part), HEIGHT), ...shares.map((share) => ({ at: at(share), text: shareMark(share) }))];
  },
  paint(stage) {
    const part = partOf(stage);
    if (part === null) return;
    const left = paintHorizon(stage);
    paintScale(stage, normPlot(part));
    paintClues(stage, HEIGHT);
    paintNorms(stage, part, left);
    paintShares(stage, part);
  },
  read(scene, { x }) {
    const part = partOf(scene);
    if (part === null) return '';
    const t = Math.min(part.norms.length - 1, Math.floor(x * part.norms.length));
    const norm = part.norms[t] ?? Number.NaN;
    return `${placeText(scene.taken, t)}: ${norm === 0 ? 'nothing' : `${magnitude(norm)}, share ${shareText(part.shares[t] ?? Number.NaN)}`}`;
  },
};

/** The matrix that is chosen, or all together; null where the cell has none. */
function partOf({ taken: { parts }, chosen }: Lag): LagPart | null {
  return parts.find(({ matrix }) => matrix !== null && matrix === chosen) ?? parts[0] ?? null;
}

const shareMark = (share: number): string => (share === 0 ? '0' : `${share < 0 ? '−' : ''}${Math.round(100 * Math.abs(share))}%`);

const normPlot = ({ norms }: LagPart): LogPlot => ({ domain: domainAround(norms.map(Math.log10)), bottom: NORMS });

/** To the next of 10, 20, 50, 100 … %; below 0 only where something is. */
function shareDomain({ shares }: LagPart): Domain {
  const extent = extentOf(shares) ?? { low: 0, high: 1 };
  return { low: extent.low < -0.01 ? -rounded(-extent.low) : 0, high: rounded(extent.high) };
}

function rounded(most: number): number {
  const power = 10 ** Math.max(-1, Math.floor(Math.log10(Math.max(most, 0.1))));
  return ([1, 2, 5, 10].find((factor) => factor * power >= most) ?? 10) * power;
}

/** Returns where it begins. */
function paintHorizon({ context, width, palette, taken }: Stage<'by-lag'>): number {
  const axis = { steps: taken.steps, width };
  const [left, right] = [leftOf(axis, Math.max(0, taken.scored - taken.horizon)), leftOf(axis, taken.scored + 1)];
  context.fillStyle = css(palette.ink('blame'), 0.1);
  context.fillRect(left, 0, right - left, NORMS - STRIP);
  context.fillRect(left, NORMS + GAP, right - left, SHARES);
  return left;
}

function paintNorms(stage: Stage<'by-lag'>, part: LagPart, left: number): void {
  const { context, width, palette, taken } = stage;
  const violet = palette.ink('blame');
  const plot = normPlot(part);
  const curve = curveOf(stage, plot, part.norms.map(Math.log10));
  paintCurve(stage, curve, { ink: 'blame', width: 1.75, dots: columnWidth({ steps: taken.steps, width }) >= 6 });
  const small = Array.from(part.norms.keys()).filter((t) => part.norms[t] === 0 && t <= taken.scored);
  paintSmall(stage, plot, small, css(palette.ink('muted')));
  const write = labelRoom(context, [width, NORMS - STRIP], [curve], []);
  const label = { colour: violet, paper: palette.ink('paper'), weight: 600 } as const;
  const heights = [10, 24, NORMS - STRIP - 10, NORMS / 2];
  const inside = heights.flatMap((y) => [{ x: left + 6, y }, { x: width - 30, y, align: 'right' } as const]);
  write({ ...label, text: `horizon: ${counted(taken.horizon, 'step')} back` }, inside);
  if (beyondOf(taken) === 0 || Number.isNaN(part.far)) return;
  const outside = heights.map((y) => ({ x: left - 6, y, align: 'right' }) as const);
  write({ ...label, text: `beyond: ${shareText(part.far)}` }, [...outside, ...heights.map((y) => ({ x: 6, y }))]);
}

/** Below 0 they are orange, above it violet. */
function paintShares({ context, width, palette }: Stage<'by-lag'>, part: LagPart): void {
  const axis = { steps: part.shares.length, width };
  const domain = shareDomain(part);
  const y = (share: number): number => NORMS + GAP + clamp(fromTop(domain, share), 0, 1) * SHARES;
  const gap = columnWidth(axis) >= 4 ? 1 : 0;
  for (const [t, share] of part.shares.entries()) {
    if (Number.isNaN(share)) continue;
    context.fillStyle = css(palette.ink(share < 0 ? 'negative' : 'blame'));
    const top = y(Math.max(share, 0));
    context.fillRect(leftOf(axis, t) + gap / 2, top, Math.max(1, columnWidth(axis) - gap), y(Math.min(share, 0)) - top);
  }
  strokeAcross(context, width, y(0), css(palette.ink('muted')));
}

/** Steps beyond the horizon that read a state: the first reads none. */
const beyondOf = ({ scored, horizon }: ByLag): number => Math.max(0, scored - horizon - 1);

function placeText({ scored }: ByLag, t: number): string {
  const back = scored - t;
  return `step ${t + 1}, ${back > 0 ? `${back} back` : back === 0 ? 'the answer’s own' : 'after the answer'}`;
}

function describe(scene: Lag): string {
  const { taken, cursor } = scene;
  const part = partOf(scene);
  if (part === null) return 'This cell has no recurrent matrix: it learns nothing of the steps before.';
  const several = scene.trace.mask.reduce((sum, mark) => sum + mark, 0) > 1;
  const some = taken.rows === taken.units ? '' : ` into ${taken.rows} of ${taken.units} units`;
  const name = `‖∂L/∂${part.matrix ?? 'U'}‖${part.matrix === null ? ' of all together' : ''}${some}${several ? ' by the last answer' : ''}`;
  if (!Number.isFinite(part.norm)) return `${name} is ${magnitude(part.norm)}: it has no shares.`;
  if (part.norm === 0) return `${name} is 0: no blame reaches a step that reads a state, and nothing is learned.`;
  const share = shareText(part.shares[cursor] ?? Number.NaN);
  return `${name} is ${magnitude(part.norm)}. ${beyondText(taken, part)} ${capital(placeText(taken, cursor))}: ${share}.`;
}

/** How large what the far steps add is beside the whole, and how much of it goes the same way. */
function beyondText(taken: ByLag, { beyond, far }: LagPart): string {
  const count = beyondOf(taken);
  if (count === 0) return 'The horizon reaches back to the start: nothing lies beyond it.';
  const steps = `The ${counted(count, 'step')} beyond the horizon of ${taken.horizon} ${count === 1 ? 'adds' : 'add'} a part ${comparedText(far, 'large')}`;
  if (far < THRESHOLD) return `${steps}: next to nothing comes from longer lags.`;
  return `${steps}${Math.abs(beyond) < THRESHOLD ? ', but across the whole' : ''}: its share is ${shareText(beyond)}.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
