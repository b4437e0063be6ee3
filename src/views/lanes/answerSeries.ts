import { css } from '../paint/ink.ts';
import { writeLabel } from '../paint/label.ts';
import { fillDots, strokeAcross, strokeLine, type XY } from '../paint/strokes.ts';
import type { AnswerLane } from './answerLane.ts';
import { type Domain, extentOf, fromTop, linearTicks, roundDomain } from './domain.ts';
import type { Scene, Stage } from './lane.ts';
import { answersAt } from './target.ts';
import { fixed } from './words.ts';

/** Several numbers said at once: a series over an axis of its own, the answer against the truth. */
export const seriesLane: AnswerLane = {
  sentence: 'all that it says after the last step, on an axis of its own; dashed: the truth',
  explanation:
    'After the last step the network says the whole series at once. The solid line with dots is its answer, the dashed line with rings what came true. This lane has an axis of its own: its points are not steps.',
  size: () => ({ least: 64, most: 96 }),
  domain: (scene) => roundDomain(extentOf([...truth(scene), ...said(scene)]) ?? { low: 0, high: 1 }),
  ticks: (domain, { drawing }) =>
    linearTicks(domain, 3, (value) => fixed(value, Math.min(drawing.digits, domain.high - domain.low < 4 ? 1 : 0))),
  paint(stage) {
    const { context, width, height, palette, domain } = stage;
    const { ink } = palette;
    context.fillStyle = css(ink('sunk'), 0.6);
    context.fillRect(0, 0, width, height);
    if (domain.low <= 0 && domain.high >= 0) strokeAcross(context, width, yOf(stage)(0), css(ink('line')));
    const [right, own] = [place(stage, truth(stage)), place(stage, said(stage))];
    strokeLine(context, right, css(ink('good')), 1.5, [5, 3]);
    fillDots(context, right, 3.5, css(ink('good')));
    fillDots(context, right, 2, css(ink('paper')));
    strokeLine(context, own, css(ink('ink')), 1.5);
    fillDots(context, own, 2.5, css(ink('ink')));
    labelEnds(stage, right);
  },
  describe: (scene) => `After step ${scene.trace.scored + 1} the network says ${scene.trace.outputs} values; ${offBy(scene)}.`,
  read: (scene) => offBy(scene),
};

function offBy(scene: Scene): string {
  const { unit, digits } = scene.setting.drawing;
  const [right, own] = [truth(scene), said(scene)];
  const error = Math.sqrt(right.reduce((sum, value, k) => sum + (value - (own[k] ?? Number.NaN)) ** 2, 0) / right.length);
  return `off by ${fixed(error, digits)}${unit === '' ? '' : ` ${unit}`} (root mean square)`;
}

const scaled = ({ setting: { drawing } }: Scene, values: Float32Array): readonly number[] =>
  Array.from(values, (value) => drawing.offset + drawing.scale * value);

const said = (scene: Scene): readonly number[] => scaled(scene, answersAt(scene.trace, scene.trace.scored));

function truth(scene: Scene): readonly number[] {
  const { y, outputs, scored } = scene.trace;
  return scaled(scene, y.subarray(scored * outputs, (scored + 1) * outputs));
}

const MARGIN = 4;
/** Room at the bottom for the names of the first and the last point. */
const FOOT = 12;

const yOf =
  ({ domain, height }: { domain: Domain; height: number }) =>
  (value: number): number =>
    MARGIN + fromTop(domain, value) * (height - 2 * MARGIN);

function place(stage: Stage, values: readonly number[]): readonly XY[] {
  const y = yOf(stage);
  return values.map((value, k): XY => [((k + 0.5) / values.length) * stage.width, y(value)]);
}

function labelEnds({ context, width, height, palette, setting }: Stage, points: readonly XY[]): void {
  const { outputs } = setting.drawing;
  for (const k of new Set([0, points.length - 1])) {
    const x = points[k]?.[0] ?? 0;
    const label = { text: outputs[k] ?? '', x, y: height - FOOT / 2, align: 'center' as const };
    writeLabel(context, width, { ...label, colour: palette.ink('muted'), paper: palette.ink('paper') });
  }
}
