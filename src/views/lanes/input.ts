import type { Drawing } from '../../core/tasks/task.ts';
import type { Trace } from '../../core/trace.ts';
import { css } from '../paint/ink.ts';
import { writeLabel } from '../paint/label.ts';
import { fillDots, strokeAcross, strokeLine, type XY } from '../paint/strokes.ts';
import { type Axis, columnWidth, leftOf, middleOf } from './axis.ts';
import { type Domain, extentOf, fromTop, linearTicks, roundDomain } from './domain.ts';
import { InputSentence, inputSentence } from './InputSentence.tsx';
import { framesLane, type InputLane } from './inputFrames.ts';
import type { Lane, Setting, Stage } from './lane.ts';
import { paintSymbols, symbolAt } from './symbols.ts';
import { counted, fixed } from './words.ts';

/** Room above the bars for the numbers of the clues. */
const HEAD = 14;

/** One channel, or one symbol, a step. */
const channelLane: InputLane = {
  explanation: ({ drawing }) =>
    `The answer depends on the clues; every later lane has a dotted line under each.${drawing.unit === '' ? '' : ` In ${drawing.unit}.`}`,
  formula: () => undefined,
  size: (_trace, { drawing }) => (drawing.input === 'symbols' ? { least: 24, most: 28 } : { least: 48, most: 60 }),
  domain: ({ trace, setting: { drawing } }) => {
    if (drawing.input === 'symbols') return { low: 0, high: 1 };
    const extent = extentOf(shownInputs(trace, drawing)) ?? { low: 0, high: 1 };
    return roundDomain(drawing.input === 'bars' ? { low: Math.min(0, extent.low), high: Math.max(0, extent.high) } : extent, 2);
  },
  ticks: (domain, { drawing }) => (drawing.input === 'line' ? linearTicks(domain, 3, (value) => fixed(value, 0)) : []),
  paint(stage) {
    const { drawing } = stage.setting;
    if (drawing.input === 'symbols') paintSymbols(stage);
    else if (drawing.input === 'bars') paintBars(stage);
    else paintLine(stage);
  },
  describe({ trace, setting: { drawing } }) {
    const clues = trace.clues.map((step) => `${valueAt(trace, drawing, step)} at step ${step + 1}`);
    if (clues.length === 0) return 'Every step may matter.';
    return `${clues.length === 1 ? 'The clue is' : 'The clues are'} ${clues.join(' and ')}.`;
  },
  read: ({ trace, setting: { drawing } }, { step }) => `${valueAt(trace, drawing, step)}${trace.clues.includes(step) ? ', a clue' : ''}`,
};

const laneOf = ({ drawing }: Setting): InputLane => (drawing.input === 'frames' ? framesLane : channelLane);

export const input: Lane = {
  subjects: () => [''],
  onDemand: false,
  title: () => 'Input',
  sentence: (setting) => inputSentence(setting, true),
  Choice: InputSentence,
  shaded: true,
  explanation: (setting) => `The sequence on show, one of a fixed set that is never trained on. ${laneOf(setting).explanation(setting)}`,
  formula: (setting) => laneOf(setting).formula(setting),
  size: (trace, setting) => laneOf(setting).size(trace, setting),
  units: false,
  insets: [3, 3],
  domain: (scene) => laneOf(scene.setting).domain(scene),
  ticks: (domain, setting, trace) => laneOf(setting).ticks(domain, setting, trace),
  paint: (stage) => laneOf(stage.setting).paint(stage),
  describe(scene) {
    const { trace, setting } = scene;
    const which = setting.own ? 'a sequence of your own' : `sequence ${trace.sequence + 1} of ${trace.probe}`;
    return `${counted(trace.steps, 'step')} of ${which}${trace.caption === '' ? '' : `, ${trace.caption}`}. ${laneOf(setting).describe(scene)}`;
  },
  read: (scene, point) => laneOf(scene.setting).read(scene, point),
  legend: (domain, setting) => laneOf(setting).legend?.(domain) ?? null,
};

/** The channel that is drawn, as it is on screen. */
function shownInputs({ x, steps, inputs }: Trace, { channel, offset, scale }: Drawing): readonly number[] {
  return Array.from({ length: steps }, (_, t) => offset + scale * (x[t * inputs + channel] ?? Number.NaN));
}

function valueAt(trace: Trace, drawing: Drawing, step: number): string {
  if (drawing.input === 'symbols') return symbolAt(trace, drawing, step) || 'nothing';
  const value = drawing.offset + drawing.scale * (trace.x[step * trace.inputs + drawing.channel] ?? Number.NaN);
  return `${fixed(value, drawing.digits)}${drawing.unit === '' ? '' : ` ${drawing.unit}`}`;
}

function paintBars(stage: Stage): void {
  const { context, trace, setting, palette, domain, height } = stage;
  const axis = { steps: trace.steps, width: stage.width };
  const gap = columnWidth(axis) >= 4 ? 1 : 0;
  const y = (value: number): number => HEAD + fromTop(domain, value) * (height - HEAD);
  shownInputs(trace, setting.drawing).forEach((value, t) => {
    if (!Number.isFinite(value)) return;
    context.fillStyle = css(palette.ink(trace.clues.includes(t) ? 'clue' : 'bars'));
    const [top, bottom] = [Math.min(y(value), y(0)), Math.max(y(value), y(0))];
    context.fillRect(leftOf(axis, t) + gap / 2, top, Math.max(1, columnWidth(axis) - gap), Math.max(1, bottom - top));
  });
  for (const step of trace.clues) labelClue(stage, axis, step, y);
}

function labelClue(
  { context, trace, setting: { drawing }, palette, width }: Stage,
  axis: Axis,
  step: number,
  y: (value: number) => number,
): void {
  const text = valueAt(trace, drawing, step);
  const value = shownInputs(trace, drawing)[step] ?? 0;
  const top = Math.max(6, y(Math.max(0, value)) - 7);
  writeLabel(context, width, {
    text,
    x: middleOf(axis, step),
    y: top,
    align: 'center',
    weight: 600,
    colour: palette.ink('clue'),
    paper: palette.ink('paper'),
  });
}

function paintLine(stage: Stage): void {
  const { context, trace, setting, palette, domain, height, width } = stage;
  const axis = { steps: trace.steps, width };
  const y = heightOf(domain, height);
  const points = shownInputs(trace, setting.drawing).map((value, t): XY => [middleOf(axis, t), y(value)]);
  if (domain.low < 0 && domain.high > 0) strokeAcross(context, width, y(0), css(palette.ink('line')));
  strokeLine(context, points, css(palette.ink('muted')), 1.5);
  if (columnWidth(axis) >= 6) fillDots(context, points, 2, css(palette.ink('muted')));
  fillDots(
    context,
    trace.clues.flatMap((step) => points[step] ?? []).length === 0 ? [] : trace.clues.map((step) => points[step] as XY),
    3,
    css(palette.ink('clue')),
  );
}

const heightOf =
  (domain: Domain, height: number) =>
  (value: number): number =>
    3 + fromTop(domain, value) * (height - 6);
