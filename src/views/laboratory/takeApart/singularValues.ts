import type { Bound, Product, SingularValues } from '../../../core/laboratory/singularValues.ts';
import { columnWidth, middleOf } from '../../lanes/axis.ts';
import { counted, magnitude } from '../../lanes/words.ts';
import { css } from '../../paint/ink.ts';
import type { Figure, Scene, Stage } from './figure.ts';
import { type Curve, domainAbout1, heightAt, type LogPlot, marksOf, paintClues, paintCurves, paintMeasured } from './logPlot.ts';
import { stateAt, told } from './logs.ts';
import { paintCuts, wireText } from './wire.ts';

/** Of the drawing, in CSS pixels. */
const HEIGHT = 180;
/** ‖U‖₂ is told from 1/γ where it differs by more than this share. */
const APART = 1e-5;

export const singularValues: Figure<'singular-values'> = {
  title: 'Singular values',
  explanation:
    'By how much one step stretches or shrinks a change of the state, direction by direction: each tick is one singular value. Beside the cursor those of its own step, further back those of the product of all steps up to it, which spread as it grows: most directions are lost long before the last. For a cell of one matrix and one nonlinearity the largest is at most the largest slope times ‖U‖₂. Where ‖U‖₂ is below 1/γ, vanishing is certain; where it is above, exploding is possible and no more, since the slopes have their say (Pascanu, Mikolov & Bengio 2013).',
  formula: 'σ(∂s_T/∂sₜ); Jₜ = diag(φ′ₜ) U, so σ_max(J_T … Jₜ₊₁) ≤ ∏ max|φ′| · ‖U‖₂ ≤ (γ ‖U‖₂)ᵏ, k = T − t',
  overSteps: true,
  reveals: true,
  height: () => HEIGHT,
  describe: (scene) => describe(scene),
  marks: ({ taken }) => marksOf(plotFor(taken), HEIGHT, true),
  paint(stage) {
    const { taken } = stage;
    const plot = plotFor(taken);
    paintMeasured(stage, plot, [taken.first, taken.from]);
    paintClues(stage, HEIGHT);
    paintTicks(stage, plot);
    paintCurves(stage, plot, curvesOf(taken), paintCuts(stage, HEIGHT, taken.wire));
  },
  read: ({ taken }, { x }) => read(taken, Math.min(taken.steps - 1, Math.floor(x * taken.steps))),
};

/** The largest value in view; ticks far below it would leave no room for anything else. */
const DEEP = 12;

function plotFor(taken: SingularValues): LogPlot {
  const curves = curvesOf(taken).map(({ values }) => values);
  const ticks = taken.products.map(({ values }) => Array.from(values).filter((log) => log > (values[0] ?? 0) - DEEP));
  return { domain: domainAbout1([...curves, ...ticks]), bottom: HEIGHT };
}

function curvesOf(taken: SingularValues): readonly Curve[] {
  const { products, steps, from, bound } = taken;
  const largest = new Float64Array(steps).fill(Number.NaN);
  for (const { t, values } of products) largest[t] = values[0] ?? Number.NaN;
  const curves: Curve[] = [{ name: 'largest', values: largest, ink: 'blame', width: 1.75, dots: true }];
  if (bound === null || from === 0) return curves;
  const { whole, slopes, weights } = partsOf(taken, bound);
  return [
    ...curves,
    { name: 'bound', values: whole, ink: 'muted', width: 1.25, dash: [1.5, 3] },
    { name: `‖${bound.matrix}‖₂ alone`, values: weights, ink: 'positive', width: 1.25, dash: [7, 3] },
    { name: 'slopes alone', values: slopes, ink: 'good', width: 1.25, dash: [3, 3] },
  ];
}

/** log₁₀ by t: the slopes’ part Σ log max|φ′|, the weights’ part k log ‖U‖₂, and the bound, their sum. */
function partsOf({ steps, from, first }: SingularValues, bound: Bound) {
  const column = (): Float64Array => new Float64Array(steps).fill(Number.NaN).fill(0, from, from + 1);
  const parts = { whole: column(), slopes: column(), weights: column() };
  for (let t = from - 1; t >= first; t--) {
    parts.slopes[t] = (parts.slopes[t + 1] as number) + (bound.slopes[t + 1] as number);
    parts.weights[t] = (from - t) * Math.log10(bound.weights);
    parts.whole[t] = (parts.slopes[t] as number) + (parts.weights[t] as number);
  }
  return parts;
}

function paintTicks({ context, width, palette, taken }: Stage<'singular-values'>, plot: LogPlot): void {
  const axis = { steps: taken.steps, width };
  const half = Math.max(3, Math.min(9, 0.6 * columnWidth(axis)));
  context.fillStyle = css(palette.ink('blame'), 0.55);
  for (const { t, values } of taken.products) {
    for (const log of values) {
      const y = heightAt(plot, log);
      if (Number.isFinite(y) && log >= plot.domain.low) context.fillRect(middleOf(axis, t) - half, y - 0.5, 2 * half, 1);
    }
  }
}

function read({ products, from, first, size }: SingularValues, t: number): string {
  if (t > from) return `step ${t + 1} comes after the cursor`;
  if (t === from) return `${stateAt(from)} by itself: 1`;
  const nearest = products.reduce<Product | undefined>(
    (best, each) => (best && distance(best, t) <= distance(each, t) ? best : each),
    undefined,
  );
  if (nearest === undefined || t < first) return 'not measured';
  const { values, all } = nearest;
  const largest = `${stateAt(nearest.t)}: ${told(values[0] ?? Number.NaN)}`;
  if (!all || values.length === 1) return `${largest} the largest`;
  return `${largest} to ${told(values.at(-1) ?? Number.NaN)}${hiddenText(values, size)}`;
}

const distance = (product: Product, t: number): number => Math.abs(product.t - t);

function describe({ taken }: Scene<'singular-values'>): string {
  const { from, first, size, products, bound, ways } = taken;
  const [nearest] = products;
  if (nearest === undefined) return 'Step 1 has no step before it: move the cursor on to see what reaches its state.';
  const last = products.at(-1) ?? nearest;
  const own = `σ of ∂${stateAt(from)}/∂${stateAt(from - 1)}: ${spanOf(nearest, size)}`;
  const back = last === nearest ? '' : ` Of the product back to step ${last.t + 1} the largest is ${told(last.values[0] ?? Number.NaN)}.`;
  const short = first === 0 ? '' : ` Only the last ${counted(from - first, 'step')}: further back would take too long.`;
  const wire = wireText(taken.wire);
  const said = `${own}${bound === null ? '.' : `, ${boundAt(bound, from)}.`}${back}${bound === null ? waysTold(taken, ways) : ` ${meaning(bound)}`}${short}`;
  return wire === '' ? said : `${said} ${wire}`;
}

function spanOf({ values, all }: Product, size: number): string {
  const largest = told(values[0] ?? Number.NaN);
  if (!all) return `the largest is ${largest} (of ${size} it alone is measured)`;
  if (values.length < 2) return `the largest is ${largest}`;
  return `${largest} to ${told(values.at(-1) ?? Number.NaN)}${hiddenText(values, size)}`;
}

/** Those that are 0, or are hidden by the rounding of the largest. */
const hiddenText = (values: Float64Array, size: number): string =>
  values.length === size ? '' : `, ${size - values.length} of ${size} are 0 to rounding`;

const boundAt = ({ matrix, weights, slopes }: Bound, from: number): string =>
  `at most slope ${told(slopes[from] ?? Number.NaN)} × ‖${matrix}‖₂ ${magnitude(weights)} = ${told((slopes[from] ?? Number.NaN) + Math.log10(weights))}`;

/** What the bound says of this matrix, and what it does not. */
function meaning({ matrix, weights, nonlinearity }: Bound): string {
  if (nonlinearity === null) return 'This cell is not one function of a sum: the slopes that were measured stand in for γ.';
  const border = 1 / nonlinearity.steepest;
  const [norm, limit] = [`‖${matrix}‖₂`, `1/γ = ${magnitude(border)}`];
  if (Math.abs(weights / border - 1) <= APART)
    return `${norm} is ${limit}: nothing can explode, and how fast it vanishes is up to the slopes.`;
  if (weights < border) return `${norm} is below ${limit}: with these weights it must vanish, whatever the slopes (sufficient).`;
  return `${norm} is above ${limit}, as it must be to explode (necessary); whether it does, the slopes decide.`;
}

function waysTold({ size }: SingularValues, ways: SingularValues['ways']): string {
  if (ways.length === 0) return size === 0 ? '' : ' The bound by slope and weights speaks of cells with one way from state to state.';
  const each = ways.map(({ label, matrix, slope, weights, norm }) =>
    matrix === null ? `${label} ${magnitude(norm)}` : `${label} ${magnitude(slope)} × ${magnitude(weights)}`,
  );
  return ` The bound speaks of one way; here ${ways.length} add up, each slope × weights: ${each.join(', ')}.`;
}
