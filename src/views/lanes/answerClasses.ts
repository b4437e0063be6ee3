import { HATCHED, paintHeat } from '../paint/heat.ts';
import { css } from '../paint/ink.ts';
import { shade } from '../paint/ramps.ts';
import type { AnswerLane } from './answerLane.ts';
import { columnWidth, leftOf } from './axis.ts';
import type { Scene, Stage } from './lane.ts';
import { answersAt, largestOf, scoredSteps } from './target.ts';
import { counted, fixed } from './words.ts';

/** Height of a class, in CSS pixels. */
const ROW = 13;
/** Labels of classes that fit beside the rows. */
const LABELLED = 8;

/** Classes over steps: the probability of each, and a frame round the right one wherever the answer counts. */
export const classesLane: AnswerLane = {
  sentence: 'probability of each answer at each step; the right one is framed where it counts',
  explanation:
    'What the network would answer after each step: one row a possible answer, the deeper the likelier. Only the framed steps count in the loss; the frame stands round the right answer.',
  size: ({ outputs }) => ({ least: Math.min(outputs * ROW, 110), most: Math.min(outputs * ROW, 130) }),
  domain: () => ({ low: 0, high: 1 }),
  ticks: (_domain, { drawing }) => {
    const { outputs } = drawing;
    const every = Math.ceil(outputs.length / LABELLED);
    return outputs.flatMap((text, row) => (row % every === 0 ? [{ at: (row + 0.5) / outputs.length, text }] : []));
  },
  paint(stage) {
    const { context, trace, width, height, palette } = stage;
    const grid = { values: trace.answers, offset: 0, columns: trace.steps, rows: trace.outputs };
    paintHeat(context, width, height, grid, (value) => (Number.isNaN(value) ? HATCHED : shade(palette.share, value)), palette);
    for (const step of scoredSteps(trace)) frame(stage, step);
  },
  describe(scene) {
    const { trace } = scene;
    const { right, likeliest, isRight } = answerAt(scene, trace.scored);
    const scored = scoredSteps(trace);
    const hits = scored.filter((step) => largestOf(answersAt(trace, step)) === trace.y[step]).length;
    const rate = scored.length > 1 ? ` ${hits} of ${counted(scored.length, 'scored step')} are right.` : '';
    const said = isRight
      ? `At step ${trace.scored + 1} the network gives most to ${likeliest}, which is right.`
      : `At step ${trace.scored + 1} the right answer is ${right}; the network gives most to ${likeliest}.`;
    return `${said}${rate}`;
  },
  read(scene, { step }) {
    const { right, likeliest, isRight } = answerAt(scene, step);
    if (scene.trace.mask[step] !== 1) return `${likeliest}; not scored`;
    return isRight ? `${likeliest}, which is right` : `${likeliest}; right is ${right}`;
  },
};

/** The right and the likeliest answer at a step, each with its probability. */
function answerAt({ trace, setting: { drawing } }: Scene, step: number): { right: string; likeliest: string; isRight: boolean } {
  const probabilities = answersAt(trace, step);
  const said = (index: number): string =>
    `${drawing.outputs[index] ?? String(index + 1)} at ${fixed(100 * (probabilities[index] ?? Number.NaN), 0)} %`;
  const [target, most] = [trace.y[step] ?? 0, largestOf(probabilities)];
  return { right: said(target), likeliest: said(most), isRight: target === most };
}

/** At least so wide that it can be seen over 400 steps. */
const NARROWEST = 7;

function frame({ context, trace, width, height, palette }: Stage, step: number): void {
  const axis = { steps: trace.steps, width };
  const column = columnWidth(axis);
  const wide = Math.max(column, NARROWEST);
  const left = Math.min(width - wide, Math.max(0, leftOf(axis, step) - (wide - column) / 2));
  const row = height / trace.outputs;
  context.lineWidth = 2;
  context.strokeStyle = css(palette.ink('ink'));
  context.strokeRect(left + 1, (trace.y[step] ?? 0) * row + 1, wide - 2, row - 2);
}
