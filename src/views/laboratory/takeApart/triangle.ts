import { isBelowFloor } from '../../../core/analysis/floor.ts';
import { horizonOf } from '../../../core/analysis/horizon.ts';
import type { Triangle } from '../../../core/laboratory/triangle.ts';
import { counted, magnitude, powerOfTen } from '../../lanes/words.ts';
import { DOTTED, type Grid, HATCHED, paintHeat } from '../../paint/heat.ts';
import { EXPLODED, pixel, shade, VANISHED } from '../../paint/ramps.ts';
import type { Figure, Scene } from './figure.ts';
import { boostText } from './wire.ts';

/** A row is so high, in CSS pixels, until there are too many. */
const ROW = 14;
const [LEAST, MOST] = [42, 340];
/** Stands for the steps after a loss, which it cannot blame. */
const LATER = -1;

export const triangle: Figure<'triangle'> = {
  title: 'Blame by loss',
  explanation:
    'One row for each step that is scored, one column for each step before it: how much the loss of that step alone blames the state. The lane above sums over all rows, and a late loss that reaches far can hide behind early ones that need not. Deep violet is the most that any loss blames its own step, paper is 100,000 times less.',
  formula: '‖∂Lₛ/∂sₜ‖₂ over all states of the layer, Lₛ the loss at step s alone, t ≤ s',
  overSteps: true,
  reveals: true,
  height: (scene) => Math.min(MOST, Math.max(LEAST, ROW * (scene?.taken.scored.length ?? 1))),
  describe: (scene) => `${describe(scene)}${boostText(scene.taken)}`,
  marks({ taken: { scored } }) {
    const rows = scored.length;
    const ends = rows === 1 ? [0] : [0, rows - 1];
    return ends.map((row) => ({ at: (row + 0.5) / rows, text: String((scored[row] ?? 0) + 1) }));
  },
  paint({ context, width, height, palette, taken, trace }) {
    const reference = Math.log10(referenceOf(taken));
    const sunk = pixel(palette.ink('sunk'));
    const colour = (value: number): number => {
      if (value === LATER) return sunk;
      if (Number.isNaN(value)) return HATCHED;
      return isBelowFloor(value, trace.floor) ? DOTTED : shade(palette.blame, Math.log10(value) - reference);
    };
    paintHeat(context, width, height, gridOf(taken), colour, palette);
  },
  read({ taken, trace }, { x, y }) {
    const row = Math.min(taken.scored.length - 1, Math.floor(y * taken.scored.length));
    const t = Math.min(taken.steps - 1, Math.floor(x * taken.steps));
    const s = taken.scored[row] ?? 0;
    if (t > s) return `step ${t + 1} comes after step ${s + 1}`;
    return `loss of ${s + 1} by state at ${t + 1}: ${told(normAt(taken, row, t), trace.floor)}`;
  },
  legend: { ramp: 'blame', low: powerOfTen(Math.log10(VANISHED)), high: `×${powerOfTen(Math.log10(EXPLODED))}` },
};

const normAt = ({ norms, steps }: Triangle, row: number, t: number): number => norms[row * steps + t] ?? Number.NaN;

const told = (norm: number, floor: number): string =>
  isBelowFloor(norm, floor) ? `below the floor, ${magnitude(floor)}` : magnitude(norm);

/** The largest ‖∂L_s/∂s_s‖; 1 where none is finite and above 0. */
function referenceOf(taken: Triangle): number {
  const most = taken.scored.reduce((largest, s, row) => {
    const own = normAt(taken, row, s);
    return Number.isFinite(own) ? Math.max(largest, own) : largest;
  }, 0);
  return most > 0 ? most : 1;
}

function gridOf({ norms, steps, scored }: Triangle): Grid {
  const rows = scored.length;
  const values = new Float64Array(rows * steps);
  for (const [row, s] of scored.entries()) {
    for (let t = 0; t < steps; t++) values[t * rows + row] = t > s ? LATER : (norms[row * steps + t] ?? Number.NaN);
  }
  return { values, offset: 0, columns: steps, rows };
}

/** Of the loss at the cursor, or of the last one before it. */
function describe({ taken, trace, cursor }: Scene<'triangle'>): string {
  const { scored, steps } = taken;
  const row = Math.max(
    0,
    scored.findLastIndex((s) => s <= cursor),
  );
  const s = scored[row] ?? 0;
  const norms = Float64Array.from({ length: steps }, (_, t) => normAt(taken, row, t));
  const reach = horizonOf(norms, s);
  const alone = scored.length === 1 ? 'One step is scored, so there is one row. ' : '';
  const first = told(norms[0] ?? Number.NaN, trace.floor);
  return `${alone}The loss of step ${s + 1} blames its own state with ${told(norms[s] ?? Number.NaN, trace.floor)} and step 1 with ${first}; it stays above 1 % for ${counted(reach, 'step')} back.`;
}
