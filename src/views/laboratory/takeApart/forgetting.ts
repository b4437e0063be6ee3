import { isBelowFloor } from '../../../core/analysis/floor.ts';
import { THRESHOLD } from '../../../core/analysis/horizon.ts';
import { type Flip, type Outcome, outcomeOf } from '../../../core/laboratory/forgetting.ts';
import { CURSOR } from '../../../core/laboratory/names.ts';
import { columnWidth, middleOf } from '../../lanes/axis.ts';
import { labelRoom, type Place } from '../../lanes/labelRoom.ts';
import { STRIP } from '../../lanes/normPlot.ts';
import { symbolAt } from '../../lanes/symbols.ts';
import { fixed } from '../../lanes/words.ts';
import { css, type InkName } from '../../paint/ink.ts';
import { strokeAcross, type XY } from '../../paint/strokes.ts';
import type { Figure, Scene, Stage } from './figure.ts';
import { curveOf, domainAround, heightAt, type LogPlot, marksOf, paintClues, paintCurve, paintScale, paintSmall } from './logPlot.ts';
import { comparedText, partOfText, shareText } from './share.ts';
import { boostText } from './wire.ts';

type Flipped = Scene<'forgetting'>;

const HEIGHT = 150;
const [MEMORY, BLAME] = ['accent', 'blame'] as const satisfies readonly InkName[];

export const forgetting: Figure<'forgetting'> = {
  title: 'Forget or vanish?',
  explanation:
    'The input of one step is exchanged, and the sequence run again. The whole line is how far the state of each later step moves, as a share of the move at the step itself: what it remembers. The dashed line is the blame that gets back to each step, as a share of that at the last answer. A state can remember what no blame reaches. The exchanged input is, of those that the probe’s other sequences have in its place, the farthest from it; where none has another, the next symbol, or each number mirrored at its mean. In the strip: a dot where rounding may have made the difference, a square where blame is below the floor.',
  formula: 'whole: ‖s̃ₜ − sₜ‖ / ‖s̃ₖ − sₖ‖, k the flipped step; dashed: ‖∂L/∂sₜ‖ / ‖∂L/∂s‖ at the last scored step, L its loss alone',
  overSteps: true,
  reveals: true,
  wordy: true,
  choices: {
    label: 'Input that is flipped',
    // Without clues the cursor says.
    of: (_, clues) =>
      clues.length === 0
        ? []
        : [
            ...clues.map((step, k) => ({ name: String(k + 1), title: `the clue at step ${step + 1}` })),
            { name: CURSOR, title: 'the step under the cursor' },
          ],
  },
  height: () => HEIGHT,
  describe: (scene) => describe(scene),
  marks: (scene) => marksOf(plotOf(curvesOf(scene)), HEIGHT),
  paint(stage) {
    const curves = curvesOf(stage);
    const plot = plotOf(curves);
    paintScale(stage, plot);
    paintClues(stage, HEIGHT);
    const [memory, blame] = [curves.memory, curves.blame].map((shares) => curveOf(stage, plot, shares.map(Math.log10))) as [Line, Line];
    const line = paintThreshold(stage, plot);
    paintCurve(stage, memory, { ink: MEMORY, width: 1.75, dots: columnWidth({ steps: stage.taken.steps, width: stage.width }) >= 6 });
    paintCurve(stage, blame, { ink: BLAME, width: 1.75, dash: [5, 3] });
    paintSmall(stage, plot, curves.faint, css(stage.palette.ink(MEMORY)));
    paintSmall(stage, plot, curves.below, css(stage.palette.ink(BLAME)), true);
    paintLabels(stage, [memory, blame, line]);
  },
  read(scene, { x }) {
    const { memory, blame, faint, below } = curvesOf(scene);
    const t = Math.min(scene.taken.steps - 1, Math.floor(x * scene.taken.steps));
    const kept = faint.includes(t) ? 'rounding' : t < flipOf(scene).step ? 'not yet' : shareText(memory[t] ?? Number.NaN);
    const reached = below.includes(t) ? 'below the floor' : t > scene.taken.scored ? 'none' : shareText(blame[t] ?? Number.NaN);
    return `step ${t + 1}: memory ${kept}, blame ${reached}`;
  },
};

/** The clue that was chosen, or the step under the cursor; without clues that one too, or the first where the cursor is on the answer. */
function flipOf({ taken, trace, cursor, chosen }: Flipped): Flip {
  const { flips, scored } = taken;
  const clue = trace.clues[Number(chosen ?? 1) - 1] ?? trace.clues[0];
  const step = chosen === CURSOR ? cursor : (clue ?? (cursor >= scored ? 0 : cursor));
  return flips.find((flip) => flip.step === step) ?? (flips.at(-1) as Flip);
}

interface Curves {
  /** Shares by step; NaN where there is none to draw. */
  readonly memory: readonly number[];
  readonly blame: readonly number[];
  /** Steps at which what is left is no more than rounding may make. */
  readonly faint: readonly number[];
  /** Steps whose blame is below the floor. */
  readonly below: readonly number[];
}

function curvesOf(scene: Flipped): Curves {
  const { taken, trace } = scene;
  const { blame, rounding, scored, steps } = taken;
  const { step, moves } = flipOf(scene);
  const all = Array.from({ length: steps }, (_, t) => t);
  const faint = all.filter((t) => t >= step && (moves[t] ?? 0) <= (rounding[t] ?? 0));
  const below = all.filter((t) => t <= scored && isBelowFloor(blame[t] ?? Number.NaN, trace.floor));
  const share = (values: Float64Array, t: number, whole: number): number => (values[t] ?? Number.NaN) / (values[whole] ?? Number.NaN);
  return {
    memory: all.map((t) => (t < step || faint.includes(t) ? Number.NaN : share(moves, t, step))),
    blame: all.map((t) => (t > scored || below.includes(t) ? Number.NaN : share(blame, t, scored))),
    faint,
    below,
  };
}

/** Always with the whole and with 1 % of it. */
const plotOf = ({ memory, blame }: Curves): LogPlot => ({
  domain: domainAround([0, Math.log10(THRESHOLD)], memory.map(Math.log10), blame.map(Math.log10)),
  bottom: HEIGHT,
});

type Line = readonly XY[];

/** Returns the line. */
function paintThreshold({ context, width, palette }: Stage<'forgetting'>, plot: LogPlot): Line {
  const y = heightAt(plot, Math.log10(THRESHOLD));
  strokeAcross(context, width, y, css(palette.ink('muted')), [4, 4]);
  return [
    [0, y],
    [width, y],
  ];
}

/** Names the curves where there is room beside them, and the line of 1 %. */
function paintLabels(stage: Stage<'forgetting'>, lines: readonly Line[]): void {
  const { context, width, palette, taken } = stage;
  const write = labelRoom(context, [width, HEIGHT - STRIP], lines, []);
  const paper = palette.ink('paper');
  const [memory = [], blame = [], line = []] = lines;
  const step = middleOf({ steps: taken.steps, width }, flipOf(stage).step);
  write({ text: 'memory of it', colour: palette.ink(MEMORY), paper, weight: 600 }, placesAlong(memory));
  write({ text: 'blame', colour: palette.ink(BLAME), paper, weight: 600 }, placesAlong(blame));
  write(
    { text: '1 %', colour: palette.ink('muted'), paper },
    [step + 6, width - 40, 6, width / 2].flatMap((x) => [-9, 9].map((off): Place => ({ x, y: (line[0]?.[1] ?? 0) + off }))),
  );
}

function placesAlong(points: Line): readonly Place[] {
  const drawn = points.filter(([, y]) => Number.isFinite(y));
  return [5, 4, 6, 3, 7, 2, 8, 1].flatMap((tenth) => {
    const [x, y] = drawn[Math.floor((tenth / 10) * drawn.length)] ?? [0, 0];
    return [-11, 11, -20, 20].map((off): Place => ({ x, y: y + off }));
  });
}

function describe(scene: Flipped): string {
  const { taken, trace } = scene;
  const flip = flipOf(scene);
  const change = `Step ${flip.step + 1}: ${changeText(scene, flip)}`;
  if (flip.step > taken.scored) return `${change}, after the last answer, which knows nothing of it.`;
  if (flip.step === taken.scored) return `${change}, at the last answer itself: put the cursor on an earlier step.`;
  if (flip.moves[flip.step] === 0) return `${change}, and the state does not move: it takes nothing in.`;
  const outcome = outcomeOf(taken, flip);
  if (Number.isNaN(outcome.kept) || Number.isNaN(outcome.reached)) return `${change}; what comes of it is not a number.`;
  const rounded = (flip.moves[taken.scored] ?? 0) <= (taken.rounding[taken.scored] ?? 0);
  const apart = rounded ? 'no farther apart than rounding makes' : comparedText(outcome.kept, 'far apart');
  const small = isBelowFloor(taken.blame[flip.step] ?? 0, trace.floor);
  const reached = small ? 'less blame than this backend holds' : partOfText(outcome.reached, 'blame');
  const found = `${change}. At the answer the states are ${apart}; ${reached} gets back.`;
  return `${found}${taken.isBoosted ? boostText(taken) : ` ${verdictOf(outcome)}`}`;
}

/** Blame that has grown so many times on its way back explodes, as the gradient’s lane has it. */
const GROWN = 100;

function verdictOf({ remembers, blamed, reached }: Outcome): string {
  if (remembers && reached > GROWN) return 'Remembered, and blamed out of all proportion: the gradient explodes.';
  if (remembers && blamed) return 'Remembered and blamed: the state carries it, and can be taught what to do with it.';
  if (remembers) return 'Remembered, not blamed: the state still carries it, but the gradient has vanished.';
  if (blamed) return 'Forgotten, yet blamed: the state has lost it, but can be taught to keep it.';
  return 'Forgotten, not blamed: the state has lost it, and no blame reaches it either.';
}

/** “A” becomes “B”; 0.31 becomes 0.98. */
function changeText({ trace, setting: { drawing } }: Flipped, { step, x, caption }: Flip): string {
  if (drawing.input === 'frames') return `the frame becomes ${caption === '' ? 'another' : `that of ${caption}`}`;
  if (drawing.input === 'symbols') {
    const letter = (of: Pick<typeof trace, 'x' | 'inputs'>, t: number): string => {
      const symbol = symbolAt(of, drawing, t);
      return symbol === '' ? 'nothing' : `“${symbol}”`;
    };
    return `${letter(trace, step)} becomes ${letter({ x, inputs: trace.inputs }, 0)}`;
  }
  const value = (of: number | undefined): string =>
    `${fixed(drawing.offset + drawing.scale * (of ?? Number.NaN), drawing.digits)}${drawing.unit === '' ? '' : ` ${drawing.unit}`}`;
  return `${value(trace.x[step * trace.inputs + drawing.channel])} becomes ${value(x[drawing.channel])}`;
}
