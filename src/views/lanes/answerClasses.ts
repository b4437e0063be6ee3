import { HATCHED, paintHeat } from '../paint/heat.ts';
import { css } from '../paint/ink.ts';
import { shade } from '../paint/ramps.ts';
import type { AnswerLane } from './answerLane.ts';
import { describeClasses, readClass } from './answerWords.ts';
import { columnWidth, leftOf } from './axis.ts';
import type { Stage } from './lane.ts';
import { scoredSteps } from './target.ts';

/** Height of a class, in CSS pixels. */
const ROW = 13;
/** Labels of classes that fit beside the rows. */
const LABELLED = 10;
/** Above and below what ticks are placed in. */
const INSET = 4;

const leastOf = (outputs: number): number => Math.min(outputs * ROW, 120);

/** Classes over steps: the probability of each, and a mark on the right one wherever the answer counts. */
export const classesLane: AnswerLane = {
  sentence: 'probability of each answer at each step; the right one is marked where it counts',
  explanation:
    'What the network would answer after each step: one row a possible answer, the deeper the likelier. Only the steps with a mark count in the loss: a frame round the right answer, or a line below it where steps are narrow.',
  size: ({ outputs }) => ({ least: leastOf(outputs), most: Math.min(outputs * ROW, 130) }),
  domain: () => ({ low: 0, high: 1 }),
  ticks: (_domain, { drawing }) => {
    const { outputs } = drawing;
    const every = Math.ceil(outputs.length / LABELLED);
    const height = leastOf(outputs.length);
    const at = (row: number): number => (((row + 0.5) / outputs.length) * height - INSET) / (height - 2 * INSET);
    return outputs.flatMap((text, row) => (row % every === 0 ? [{ at: at(row), text }] : []));
  },
  paint: (stage) => paintRows(stage, (step) => [stage.trace.y[step] ?? 0]),
  describe: describeClasses,
  read: readClass,
};

/** A row an output, the deeper the nearer to 1; frames round those that are right at each scored step. */
export function paintRows(stage: Stage, rightAt: (step: number) => readonly number[]): void {
  const { context, trace, width, height, palette } = stage;
  const grid = { values: trace.answers, offset: 0, columns: trace.steps, rows: trace.outputs };
  paintHeat(context, width, height, grid, (value) => (Number.isNaN(value) ? HATCHED : shade(palette.share, value)), palette);
  for (const step of scoredSteps(trace)) for (const row of rightAt(step)) frame(stage, step, row);
}

/** At least so wide that it can be seen over 400 steps, where the steps beside it are not scored. */
const NARROWEST = 7;
const STROKE = 2;

function frame({ context, trace, width, height, palette }: Stage, step: number, output: number): void {
  const axis = { steps: trace.steps, width };
  const column = columnWidth(axis);
  const isAlone = trace.mask[step - 1] !== 1 && trace.mask[step + 1] !== 1;
  const wide = isAlone ? Math.max(column, NARROWEST) : column;
  const left = Math.min(width - wide, Math.max(0, leftOf(axis, step) - (wide - column) / 2));
  const row = height / trace.outputs;
  const ink = css(palette.ink('ink'));
  if (wide < NARROWEST) return underline(context, left, wide, (output + 1) * row, ink);
  context.lineWidth = STROKE;
  context.strokeStyle = ink;
  context.strokeRect(left + 1, output * row + 1, wide - STROKE, row - STROKE);
}

/** In the place of a frame that would leave nothing to be seen within. */
function underline(context: CanvasRenderingContext2D, left: number, wide: number, bottom: number, ink: string): void {
  context.fillStyle = ink;
  context.fillRect(left, bottom - STROKE, wide, STROKE);
}
