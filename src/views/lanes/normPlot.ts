import { isBelowFloor } from '../../core/analysis/floor.ts';
import { THRESHOLD } from '../../core/analysis/horizon.ts';
import { css } from '../paint/ink.ts';
import { textWidth, writeLabel } from '../paint/label.ts';
import { fillBetween, fillDots, strokeAcross, strokeLine, type XY } from '../paint/strokes.ts';
import { hatching } from '../paint/textures.ts';
import { clamp, columnWidth, leftOf, middleOf } from './axis.ts';
import { type Domain, fromTop } from './domain.ts';
import { type Box, labelRoom, type Place, type Write } from './labelRoom.ts';
import type { Scene, Stage } from './lane.ts';
import { layerOf, normsOf, rowOf, scoredMost } from './scene.ts';
import { counted, magnitude } from './words.ts';

/** Height of the strip at the bottom that holds what lies below the floor. */
export const STRIP = 14;
/** Norms this many times the one at the scored step, of several the largest, lie in the exploded region. */
const GROWN = 100;

/** Height at which a norm is drawn; NaN for what is not a number or below the floor, the top for ∞. */
function heightOfNorm(domain: Domain, height: number, floor: number): (norm: number) => number {
  return (norm) => {
    if (Number.isNaN(norm) || isBelowFloor(norm, floor)) return Number.NaN;
    return clamp(fromTop(domain, Math.log10(norm)) * (height - STRIP), 1, height - STRIP);
  };
}

/** The norm at the last scored step by its own loss, which the horizon is measured against; null where there is none. */
function scoredNorm(scene: Scene): number | null {
  const norm = rowOf(scene, scene.trace.lastNorms, layerOf(scene))[scene.trace.scored] ?? 0;
  return norm > 0 && Number.isFinite(norm) ? norm : null;
}

export function paintNorms(stage: Stage): void {
  const { trace, domain, height } = stage;
  const y = heightOfNorm(domain, height, trace.floor);
  const all = stage.setting.norm === 'all' || trace.norms[stage.setting.norm] === undefined;
  paintGrid(stage);
  paintBreak(stage);
  const exploded = paintExploded(stage, y);
  if (all) paintHorizon(stage);
  if (all) paintProbe(stage, y);
  const last = all && severalScored(stage) ? place(stage, rowOf(stage, trace.lastNorms, layerOf(stage)), y) : [];
  strokeNorms(stage, last, [4, 3]);
  const threshold = paintThreshold(stage, y);
  const norms = place(stage, normsOf(stage), y);
  strokeNorms(stage, norms);
  paintLost(stage);
  paintStrip(stage);
  const cursor = cursorOf(stage);
  const write = labelRoom(stage.context, [stage.width, height - STRIP], [norms, last, threshold], [cursor]);
  if (all) labelHorizon(stage, write, cursor);
  if (exploded > 12) labelExploded(stage, write, exploded);
  labelThreshold(stage, write, threshold, cursor);
  labelLast(stage, write, last);
}

/** What the frame of the cursor takes. */
function cursorOf({ trace, cursor, width, height }: Stage): Box {
  const axis = { steps: trace.steps, width };
  const middle = middleOf(axis, cursor ?? trace.scored);
  const half = Math.max(columnWidth(axis), 7) / 2 + 2;
  return [middle - half, 0, middle + half, height];
}

const severalScored = ({ trace }: Scene): boolean => trace.mask.reduce((sum, mark) => sum + mark, 0) > 1;

function paintGrid({ context, domain, height, width, palette }: Stage): void {
  const line = css(palette.ink('line'));
  for (const exponent of gridExponents(domain)) strokeAcross(context, width, fromTop(domain, exponent) * (height - STRIP), line);
  strokeAcross(context, width, height - STRIP, css(palette.ink('muted')), [1, 3]);
}

/** Two strokes through the floor's line where the axis leaves out the decades between its lowest power and the floor. */
function paintBreak({ context, domain, height, trace, palette }: Stage): void {
  if (domain.low - Math.log10(trace.floor) < 1) return;
  const y = height - STRIP;
  for (const x of [8, 13]) {
    const stroke: readonly XY[] = [
      [x - 3, y + 5],
      [x + 3, y - 5],
    ];
    strokeLine(context, stroke, css(palette.ink('muted')), 1.25);
  }
}

/** The powers of ten that get a line: every one, or every third, sixth, … where there are many. */
export function gridExponents({ low, high }: Domain): readonly number[] {
  const every = [1, 2, 3, 6, 12, 24].find((stride) => (high - low) / stride <= 5) ?? 60;
  const first = Math.ceil(low / every) * every;
  return Array.from({ length: Math.floor((high - first) / every) + 1 }, (_, k) => first + k * every);
}

/** Returns where the region ends, from the top. */
function paintExploded(stage: Stage, y: (norm: number) => number): number {
  const scored = Math.max(scoredMost(stage), scoredNorm(stage) ?? 0);
  const top = scored === 0 ? 0 : y(scored * GROWN);
  if (!(top > 1)) return 0;
  const { context, width, palette } = stage;
  context.fillStyle = css(palette.ink('explode'), 0.1);
  context.fillRect(0, 0, width, top);
  return top;
}

function labelExploded(stage: Stage, write: Write, top: number): void {
  const { width, palette } = stage;
  const whole = `exploding: over ${GROWN} × ${severalScored(stage) ? 'any scored' : 'the last'} step`;
  const y = top - 7;
  const places = [
    { x: 6, y },
    { x: width - 4, y, align: 'right' },
  ] as const;
  const inks = { colour: palette.ink('explode'), paper: palette.ink('paper') };
  if (!write({ ...inks, text: whole }, places)) write({ ...inks, text: 'exploding' }, places, places[1]);
}

/** The columns of the steps that the horizon covers: from the last scored one back. */
function horizonSpan(stage: Stage): { left: number; right: number; steps: number } {
  const { trace, width } = stage;
  const axis = { steps: trace.steps, width };
  const steps = trace.horizons[layerOf(stage)] ?? 0;
  return { left: leftOf(axis, Math.max(0, trace.scored - steps)), right: leftOf(axis, trace.scored + 1), steps };
}

function paintHorizon(stage: Stage): void {
  if (scoredNorm(stage) === null) return;
  const { left, right } = horizonSpan(stage);
  stage.context.fillStyle = css(stage.palette.ink('blame'), 0.1);
  stage.context.fillRect(left, 0, right - left, stage.height - STRIP);
}

/** Beside the horizon, within it, or beside the cursor. */
function labelHorizon(stage: Stage, write: Write, [before, , after]: Box): void {
  if (scoredNorm(stage) === null) return;
  const { left, steps } = horizonSpan(stage);
  const text = `horizon: ${counted(steps, 'step')} back`;
  const y = 10;
  const within = { x: left + 6, y };
  const places: readonly Place[] = [{ x: left - 6, y, align: 'right' }, within, { x: before - 4, y, align: 'right' }, { x: after + 4, y }];
  write({ ...inViolet(stage), text, weight: 600 }, places, within);
}

function paintProbe(stage: Stage, y: (norm: number) => number): void {
  const { context, trace, palette } = stage;
  const layer = layerOf(stage);
  const bottom = stage.height - STRIP;
  const points = (column: Float64Array, least: number): readonly XY[] =>
    place(stage, rowOf(stage, column, layer), y).map(([x, at]): XY => [x, Number.isNaN(at) ? least : at]);
  fillBetween(context, points(trace.high, Number.NaN), points(trace.low, bottom), css(palette.ink('blame'), 0.14));
  strokeLine(context, points(trace.median, Number.NaN), css(palette.ink('blame'), 0.5), 1);
}

const inViolet = ({ palette }: Stage) => ({ colour: palette.ink('blame'), paper: palette.ink('paper') });

/** Returns the line, which has no points where there is none. */
function paintThreshold(stage: Stage, y: (norm: number) => number): readonly XY[] {
  const scored = scoredNorm(stage);
  const at = scored === null ? Number.NaN : y(scored * THRESHOLD);
  if (Number.isNaN(at)) return [];
  const { context, width, palette } = stage;
  strokeAcross(context, width, at, css(palette.ink('blame'), 0.7), [4, 4]);
  return [0, width].map((x): XY => [x, at]);
}

function labelThreshold(stage: Stage, write: Write, [point]: readonly XY[], [before]: Box): void {
  if (point === undefined) return;
  const ends: readonly Omit<Place, 'y'>[] = [{ x: 6 }, { x: before - 2, align: 'right' }, { x: stage.width - 6, align: 'right' }];
  const places = ends.flatMap((end) => [-9, 9].map((off) => ({ ...end, y: point[1] + off })));
  write({ ...inViolet(stage), text: '1 % of the last step' }, places);
}

/** Names the curve of the last answer, from some point of it on. */
function labelLast(stage: Stage, write: Write, points: readonly XY[]): void {
  const drawn = points.filter(([, y]) => Number.isFinite(y));
  const places = [4, 3, 5, 2, 6, 1, 7].flatMap((tenth) => {
    const [x, y] = drawn[Math.floor((tenth / 10) * drawn.length)] ?? [0, 0];
    return [9, -9, 18, -18].map((off): Place => ({ x, y: y + off }));
  });
  if (drawn.length > 0) write({ ...inViolet(stage), text: 'the last answer alone' }, places);
}

function strokeNorms(stage: Stage, points: readonly XY[], dash: readonly number[] = []): void {
  const { context, palette, trace, width } = stage;
  const colour = css(palette.ink('blame'));
  strokeLine(context, points, colour, dash.length > 0 ? 1 : 1.75, dash);
  if (dash.length === 0 && columnWidth({ steps: trace.steps, width }) >= 6) fillDots(context, points, 2.25, colour);
}

/** Hatches the steps that are not a number, and points at what is infinite. */
function paintLost(stage: Stage): void {
  const { context, trace, width, height, palette } = stage;
  const axis = { steps: trace.steps, width };
  for (const [t, norm] of normsOf(stage).entries()) {
    if (Number.isFinite(norm)) continue;
    context.fillStyle = Number.isNaN(norm) ? hatching(context, palette) : css(palette.ink('explode'), 0.5);
    context.fillRect(leftOf(axis, t), 0, columnWidth(axis), height - STRIP);
  }
}

/** Free room between the label of the strip and the dots beside it. */
const APART = 6;

/** A dot for each step that lies below the floor, up to the label that says so: at the right end, but left of the cursor’s usual place. */
function paintStrip(stage: Stage): void {
  const { context, trace, width, height, palette } = stage;
  const axis = { steps: trace.steps, width };
  const norms = normsOf(stage);
  const radius = Math.min(2, columnWidth(axis) / 2);
  const lost = Array.from(norms.keys()).filter((t) => isBelowFloor(norms[t] as number, trace.floor));
  if (lost.length === 0) return;
  const dots = lost.map((t): XY => [middleOf(axis, t), height - STRIP / 2]);
  // Of a wire that was cut nothing comes, however small the numbers that there are.
  const short = `${lost.every((t) => norms[t] === 0) ? '0, or ' : ''}below ${magnitude(trace.floor)}`;
  const whole = `${short}, the smallest number this backend holds`;
  const right = width - Math.min(24, columnWidth(axis) + 4);
  const leftOfText = (text: string): number => right - textWidth(context, text) - APART;
  const text = leftOfText(whole) - radius > Math.max(20, dots.at(-1)?.[0] ?? 0) ? whole : short;
  const end = leftOfText(text) - radius;
  fillDots(
    context,
    dots.filter(([x]) => x < end),
    radius,
    css(palette.ink('muted')),
  );
  const place = { x: right, y: height - STRIP / 2 + 1, align: 'right' } as const;
  writeLabel(context, width, { text, ...place, colour: palette.ink('muted'), paper: palette.ink('paper') });
}

function place({ trace, width }: Stage, norms: Float64Array, y: (norm: number) => number): readonly XY[] {
  const axis = { steps: trace.steps, width };
  return Array.from(norms, (norm, t): XY => [middleOf(axis, t), y(norm)]);
}
