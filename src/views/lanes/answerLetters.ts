import { css } from '../paint/ink.ts';
import { isBlank, type Letters, lettersFor } from '../paint/letters.ts';
import { rgbOf, shade } from '../paint/ramps.ts';
import type { AnswerLane } from './answerLane.ts';
import { describeClasses, readClass } from './answerWords.ts';
import { type Axis, columnWidth, leftOf, middleOf } from './axis.ts';
import type { Stage } from './lane.ts';
import { over } from './symbols.ts';
import { answersAt, scoredSteps } from './target.ts';

/** Rows below that of the right class: the likeliest, and those that come after it. */
const RANKED = 3;
const ROW = 16;
/** Between the row of the right class and the others. */
const GAP = 4;
const HEIGHT = (1 + RANKED) * ROW + GAP;
/** Above and below what ticks are placed in. */
const INSET = 4;

const topOf = (row: number): number => row * ROW + (row > 0 ? GAP : 0);

/** Many classes: at each scored step the right one, and under it those that the network holds for the likeliest. */
export const lettersLane: AnswerLane = {
  sentence: 'what was to be said, and under it what the network holds for likeliest; the deeper, the likelier',
  explanation:
    'What the network would say after each step that counts: above what is right, below its three likeliest answers, each on as much ink as the probability it gives them. The right one is framed where it is among them.',
  size: () => ({ least: HEIGHT, most: HEIGHT }),
  domain: () => ({ low: 0, high: 1 }),
  ticks: (_domain, { own }) =>
    [own ? 'said' : 'right', '1st', '2nd', '3rd'].map((text, row) => ({
      at: (topOf(row) + ROW / 2 - INSET) / (HEIGHT - 2 * INSET),
      text,
    })),
  paint: paintLetters,
  describe: describeClasses,
  read: readClass,
};

/** Classes by their probability, the likeliest first, as many as there are rows. */
export function ranked(probabilities: ArrayLike<number>, count: number = RANKED): readonly number[] {
  const best: number[] = [];
  for (let k = 0; k < probabilities.length; k++) {
    const value = probabilities[k] as number;
    let at = best.length;
    while (at > 0 && value > (probabilities[best[at - 1] as number] as number)) at--;
    if (at < count) best.splice(at, 0, k);
    if (best.length > count) best.pop();
  }
  return best;
}

/** At each scored step the right class and under it the likeliest ones, each on as much ink as it is given; the right one is framed among them. */
function paintLetters(stage: Stage): void {
  const { trace, setting, context, width } = stage;
  const axis = { steps: trace.steps, width };
  const letters = lettersFor(context, columnWidth(axis), setting.drawing.outputs);
  for (const step of scoredSteps(trace)) {
    const right = trace.y[step] ?? 0;
    const probabilities = answersAt(trace, step);
    [right, ...ranked(probabilities)].forEach((symbol, row) => {
      cell(stage, letters, axis, { step, row, symbol, probability: probabilities[symbol] ?? 0, framed: row > 0 && symbol === right });
    });
  }
}

interface Cell {
  readonly step: number;
  readonly row: number;
  readonly symbol: number;
  readonly probability: number;
  readonly framed: boolean;
}

function cell(
  { context, palette, setting }: Stage,
  letters: Letters | null,
  axis: Axis,
  { step, row, symbol, probability, framed }: Cell,
): void {
  const [left, top, wide] = [leftOf(axis, step), topOf(row), columnWidth(axis)];
  const gap = wide >= 5 ? 1 : 0;
  context.fillStyle = css(rgbOf(shade(palette.share, probability)));
  context.fillRect(left, top, wide - gap, ROW - 1);
  const text = setting.drawing.outputs[symbol] ?? String(symbol + 1);
  const colour = over(probability, palette, palette.ink(isBlank(text) ? 'muted' : 'ink'));
  letters?.write(text, middleOf(axis, step) - gap / 2, top + ROW / 2, colour, row === 0);
  if (!framed || letters === null) return;
  context.lineWidth = 1.5;
  context.strokeStyle = css(palette.ink('ink'));
  context.strokeRect(left + 0.25, top + 0.25, wide - gap - 0.5, ROW - 1.5);
}
