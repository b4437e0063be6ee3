import { css } from '../paint/ink.ts';
import { fillDots, strokeAcross, strokeLine, type XY } from '../paint/strokes.ts';
import type { AnswerLane } from './answerLane.ts';
import { columnWidth, middleOf } from './axis.ts';
import { type Domain, extentOf, fromTop, linearTicks, roundDomain } from './domain.ts';
import type { Scene, Stage } from './lane.ts';
import { scoredSteps } from './target.ts';
import { fixed, signed } from './words.ts';

/** One number: a line of what the network would answer after each step; rings are targets, dots the answers that count. */
export const numberLane: AnswerLane = {
  sentence: 'the line is what it would answer after each step; ring: target, dot: the answer that counts',
  explanation:
    'The answer of the network, read from its memory at each step. Only steps with a ring count in the loss: the ring is the target, the dot the answer, and the error the way between them.',
  size: () => ({ least: 48, most: 72 }),
  domain: (scene) => roundDomain(extentOf([...targets(scene), ...answers(scene)].map(([, value]) => value)) ?? { low: 0, high: 1 }),
  ticks: (domain, { drawing }) => linearTicks(domain, 3, (value) => fixed(value, digitsFor(domain, drawing.digits))),
  paint(stage) {
    const { context, width, palette } = stage;
    const [line, muted, ink, good] = (['line', 'muted', 'ink', 'good'] as const).map((name) => css(palette.ink(name))) as [
      string,
      string,
      string,
      string,
    ];
    const [target, answer] = [place(stage, targets(stage)), place(stage, answers(stage))];
    if (stage.domain.low <= 0 && stage.domain.high >= 0) strokeAcross(context, width, yOf(stage)(0), line);
    strokeLine(context, answer, muted, 1.25);
    const counting = answer.filter((_, t) => stage.trace.mask[t] === 1);
    if (target.length > 1) strokeLine(context, target, good, 1, [3, 3]);
    for (const [k, [x, y]] of target.entries()) strokeLine(context, [[x, y], counting[k] ?? [x, y]], ink, 1);
    fillDots(context, counting, radius(stage), ink);
    for (const [x, y] of target) strokeRing(context, x, y, radius(stage) + 1.5, good);
  },
  describe(scene) {
    const { trace, setting } = scene;
    const { answer, target, error } = errorAt(scene, trace.scored);
    const unit = setting.drawing.unit === '' ? '' : ` ${setting.drawing.unit}`;
    return `At step ${trace.scored + 1} the network answers ${answer}${unit}; the target is ${target}${unit}, so it is off by ${error}${unit}.`;
  },
  read(scene, { step }) {
    const { answer, target, error } = errorAt(scene, step);
    return scene.trace.mask[step] === 1 ? `${answer}; target ${target}, off by ${error}` : `${answer}; not scored`;
  },
};

type At = readonly [step: number, value: number];

const onScreen = ({ setting: { drawing } }: Scene, value: number | undefined): number =>
  drawing.offset + drawing.scale * (value ?? Number.NaN);

const answers = (scene: Scene): readonly At[] =>
  Array.from({ length: scene.trace.steps }, (_, t) => [t, onScreen(scene, scene.trace.answers[t * scene.trace.outputs])] as const);

const targets = (scene: Scene): readonly At[] =>
  scoredSteps(scene.trace).map((t) => [t, onScreen(scene, scene.trace.y[t * scene.trace.outputs])] as const);

function errorAt(scene: Scene, step: number): { answer: string; target: string; error: string } {
  const { trace, setting } = scene;
  const [answer, target] = [onScreen(scene, trace.answers[step * trace.outputs]), onScreen(scene, trace.y[step * trace.outputs])];
  const { digits } = setting.drawing;
  return { answer: fixed(answer, digits), target: fixed(target, digits), error: signed(answer - target, digits) };
}

/** A whole dot can be drawn at the edges too. */
const MARGIN = 4;

const yOf =
  ({ domain, height }: { domain: Domain; height: number }) =>
  (value: number): number =>
    MARGIN + fromTop(domain, value) * (height - 2 * MARGIN);

function place(stage: Stage, points: readonly At[]): readonly XY[] {
  const axis = { steps: stage.trace.steps, width: stage.width };
  const y = yOf(stage);
  return points.map(([t, value]): XY => [Math.min(stage.width - 6, middleOf(axis, t)), y(value)]);
}

const radius = ({ trace, width }: Stage): number =>
  scoredSteps(trace).length === 1 ? 3 : Math.max(1, Math.min(3, columnWidth({ steps: trace.steps, width }) / 3));

function strokeRing(context: CanvasRenderingContext2D, x: number, y: number, radiusOf: number, colour: string): void {
  context.beginPath();
  context.arc(x, y, radiusOf, 0, 2 * Math.PI);
  context.lineWidth = 1.75;
  context.strokeStyle = colour;
  context.stroke();
}

/** As many decimals as the ticks need to differ. */
const digitsFor = ({ low, high }: Domain, digits: number): number =>
  Math.min(digits, Math.max(0, Math.ceil(-Math.log10((high - low) / 4))));
