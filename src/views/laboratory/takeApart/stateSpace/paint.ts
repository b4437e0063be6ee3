import { type Box, labelRoom, type Place, type Write } from '../../../lanes/labelRoom.ts';
import { fixed } from '../../../lanes/words.ts';
import { css, type Rgb } from '../../../paint/ink.ts';
import { writeLabel } from '../../../paint/label.ts';
import { rgbOf, shade } from '../../../paint/ramps.ts';
import { fillDots, strokeLine, type XY } from '../../../paint/strokes.ts';
import type { Stage } from '../figure.ts';
import { percent } from '../percent.ts';
import { classesOf, inkOf, reached } from './classes.ts';
import { pointAt, type View, viewOf } from './view.ts';

type Scene = Stage<'state-space'> & { readonly view: View };

/** The first step's colour on the ramp, so that it does not sink into the paper. */
const FIRST = 0.28;
const ARROWS = 6;
/** Half of what the mark of a step takes, in CSS pixels. */
const HALF = 8.5;
/** Each step has a dot of its own up to here. */
const DOTS = 120;
/** Class names that are written beside the other sequences, at most. */
const NAMES = 40;

export function paintStateSpace(stage: Stage<'state-space'>): void {
  if (!stage.taken.finite || Number.isNaN(stage.taken.shares[0])) return;
  const { context, width, height } = stage;
  const scene = { ...stage, view: viewOf(stage.taken, width, height) };
  paintComponents(scene);
  paintOthers(scene);
  paintPath(scene);
  paintAttractors(scene);
  paintEnds(scene);
  const write = labelRoom(context, [width, height], [], marksOf(scene));
  nameEnds(scene, write);
  nameAttractors(scene, write);
  nameComponents(scene, write);
}

/** What the marks of steps and fixed points take of the drawing. */
function marksOf({ taken, view, cursor }: Scene): readonly Box[] {
  const steps = [0, taken.steps - 1, Math.min(cursor, taken.steps - 1)].map((t) => view.at(...pointAt(taken.path, t)));
  return [...steps, ...taken.attractors.map(({ at }) => view.at(...at))].map(([x, y]): Box => [x - HALF, y - HALF, x + HALF, y + HALF]);
}

/** Beside a point, to its right and its left, level first and then farther above and below. */
const around = ([x, y]: XY, gap = 10): readonly Place[] =>
  [-12, 12, -24, 24, -38, 38, -52, 52].flatMap((off): Place[] => [
    { x: x + gap, y: y + off },
    { x: x - gap, y: y + off, align: 'right' },
  ]);

/** One standard deviation from the mean along a component, to either side. */
const endsOf = ({ view }: Scene, [x, y]: readonly [number, number]): readonly [XY, XY] => [view.at(x, y), view.at(-x, -y)];

/** A cross through the mean. */
function paintComponents(scene: Scene): void {
  for (const component of scene.taken.components)
    strokeLine(scene.context, endsOf(scene, component), css(scene.palette.ink('muted'), 0.7), 1);
}

/** Each at one of its ends, where there is room. */
function nameComponents(scene: Scene, write: Write): void {
  const { palette, taken } = scene;
  for (const [k, component] of taken.components.entries()) {
    const ends = endsOf(scene, component);
    if (Math.hypot(ends[1][0] - ends[0][0], ends[1][1] - ends[0][1]) < 4) continue;
    const text = `${k + 1}: ${percent(taken.shares[k] as number)}`;
    write(
      { text, colour: palette.ink('muted'), paper: palette.ink('paper') },
      ends.flatMap((end) => around(end, 6)),
    );
  }
}

function paintOthers({ context, width, palette, taken, view, chosen, setting }: Scene): void {
  const { steps, otherSequences, others, classes } = taken;
  let written = 0;
  for (let b = 0; b < otherSequences; b++) {
    const points = Array.from({ length: steps }, (_, t) => view.at(...pointAt(others, b * steps + t)));
    const own = classes.subarray(b * steps, (b + 1) * steps);
    if (chosen !== 'class' || own.length === 0) {
      strokeLine(context, points, css(palette.ink('muted'), 0.2), 1);
      continue;
    }
    strokeByClass(context, points, reached(own), (answer) => css(palette.ink(inkOf(answer)), 0.3), 1);
    for (const [t, answer] of own.entries()) {
      if (answer < 0) continue;
      const [x, y] = points[t] as XY;
      const colour = palette.ink(inkOf(answer));
      if (written++ >= NAMES) fillDots(context, [[x, y]], 1.5, css(colour, 0.7));
      else
        writeLabel(context, width, {
          text: setting.drawing.outputs[answer] ?? '',
          x,
          y,
          align: 'center',
          colour,
          paper: palette.ink('paper'),
        });
    }
  }
}

function strokeByClass(
  context: CanvasRenderingContext2D,
  points: readonly XY[],
  classes: Int16Array,
  colour: (answer: number) => string,
  wide: number,
): void {
  for (let from = 0; from < points.length; ) {
    let to = from + 1;
    while (to < points.length && classes[to] === classes[from]) to++;
    strokeLine(context, points.slice(Math.max(0, from - 1), to), colour(classes[from] as number), wide);
    from = to;
  }
}

function paintPath(scene: Scene): void {
  const { context, palette, taken, view } = scene;
  const points = Array.from({ length: taken.steps }, (_, t) => view.at(...pointAt(taken.path, t)));
  const colour = coloursOf(scene);
  strokeLine(context, points, css(palette.ink('paper'), 0.8), 5);
  for (let t = 1; t < points.length; t++) strokeLine(context, [points[t - 1] as XY, points[t] as XY], css(colour(t)), 2);
  if (points.length <= DOTS) for (const [t, point] of points.entries()) fillDots(context, [point], 2.2, css(colour(t)));
  const every = Math.max(1, Math.floor(points.length / ARROWS));
  for (let t = Math.ceil(every / 2); t < points.length; t += every) arrow(scene, points[t - 1], points[t], colour(t));
}

function coloursOf({ palette, taken, trace, chosen }: Scene): (t: number) => Rgb {
  if (chosen === 'class' && taken.classes.length > 0) {
    const classes = reached(classesOf(trace));
    return (t) => palette.ink(inkOf(classes[t] ?? -1));
  }
  const last = Math.max(1, taken.steps - 1);
  return (t) => rgbOf(shade(palette.share, FIRST + (1 - FIRST) * (t / last)));
}

/** A head in the middle of a segment that is long enough to have a direction. */
function arrow({ context, palette }: Scene, from: XY | undefined, to: XY | undefined, colour: Rgb): void {
  if (from === undefined || to === undefined) return;
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (!(length > 9)) return;
  const [ux, uy] = [dx / length, dy / length];
  const [x, y] = [(from[0] + to[0]) / 2 + 4 * ux, (from[1] + to[1]) / 2 + 4 * uy];
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - 8 * ux - 4 * uy, y - 8 * uy + 4 * ux);
  context.lineTo(x - 8 * ux + 4 * uy, y - 8 * uy - 4 * ux);
  context.closePath();
  context.fillStyle = css(colour);
  context.fill();
  context.lineWidth = 1;
  context.strokeStyle = css(palette.ink('paper'));
  context.stroke();
}

/** A diamond, filled where it attracts, with its spectral radius. */
function paintAttractors({ context, width, palette, taken, view }: Scene): void {
  for (const { at, radius } of taken.attractors) {
    const [x, y] = view.at(...at);
    if (x < 0 || x > width) continue;
    context.beginPath();
    for (const [dx, dy] of [
      [0, -7],
      [7, 0],
      [0, 7],
      [-7, 0],
    ] as const)
      context.lineTo(x + dx, y + dy);
    context.closePath();
    const [mark, paper] = [palette.ink('clue'), palette.ink('paper')];
    context.fillStyle = css(radius < 1 ? mark : paper);
    context.fill();
    context.lineWidth = 1.5;
    context.strokeStyle = css(radius < 1 ? paper : mark);
    context.stroke();
  }
}

function nameAttractors({ palette, taken, view }: Scene, write: Write): void {
  for (const { at, radius, whole } of taken.attractors) {
    if (Number.isNaN(radius)) continue;
    const label = { colour: palette.ink('clue'), paper: palette.ink('paper'), weight: 600 } as const;
    write({ ...label, text: `ρ ${whole ? '' : '≈ '}${fixed(radius, 2)}` }, around(view.at(...at)));
  }
}

/** The first step as a ring, the last as a square, the cursor's as a ring around it. */
function paintEnds({ context, palette, taken, view, cursor }: Scene): void {
  const { steps, path } = taken;
  const [ink, paper] = [palette.ink('ink'), palette.ink('paper')];
  for (const t of [0, steps - 1]) {
    const [x, y] = view.at(...pointAt(path, t));
    context.beginPath();
    if (t === 0) context.arc(x, y, 4.5, 0, 2 * Math.PI);
    else context.rect(x - 4, y - 4, 8, 8);
    context.fillStyle = css(t === 0 ? paper : ink);
    context.fill();
    context.lineWidth = 1.75;
    context.strokeStyle = css(t === 0 ? ink : paper);
    context.stroke();
  }
  const [x, y] = view.at(...pointAt(path, Math.min(cursor, steps - 1)));
  context.beginPath();
  context.setLineDash([2, 2]);
  context.arc(x, y, HALF, 0, 2 * Math.PI);
  context.lineWidth = 1.75;
  context.strokeStyle = css(ink);
  context.stroke();
  context.setLineDash([]);
}

function nameEnds({ palette, taken: { steps, path }, view, cursor }: Scene, write: Write): void {
  const named = [...new Set([0, steps - 1, Math.min(cursor, steps - 1)])];
  for (const t of named) {
    const isEnd = t === 0 || t === steps - 1;
    const text = `step ${t + 1}${t === cursor ? ', cursor' : ''}`;
    const places = around(view.at(...pointAt(path, t)), isEnd ? 9 : 12);
    write({ text, colour: palette.ink('ink'), paper: palette.ink('paper'), weight: isEnd ? 600 : 400 }, places, places[0]);
  }
}
