/** A point of a line; a y that is not finite lifts the pen. */
export type XY = readonly [x: number, y: number];

/** Lays a path through the points, broken where y is not finite. */
function trace(context: CanvasRenderingContext2D, points: readonly XY[]): void {
  context.beginPath();
  let pen = false;
  for (const [x, y] of points) {
    if (!Number.isFinite(y)) pen = false;
    else {
      if (pen) context.lineTo(x, y);
      else context.moveTo(x, y);
      pen = true;
    }
  }
}

export function strokeLine(
  context: CanvasRenderingContext2D,
  points: readonly XY[],
  colour: string,
  width: number,
  dash: readonly number[] = [],
): void {
  trace(context, points);
  context.setLineDash([...dash]);
  context.lineJoin = 'round';
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
  context.setLineDash([]);
}

export function strokeAcross(
  context: CanvasRenderingContext2D,
  width: number,
  y: number,
  colour: string,
  dash: readonly number[] = [],
): void {
  const sharp = Math.round(y) + 0.5;
  strokeLine(
    context,
    [
      [0, sharp],
      [width, sharp],
    ],
    colour,
    1,
    dash,
  );
}

/** Fills between two lines over the same x, wherever both are there; a point that stands alone gets this width. */
export function fillBetween(context: CanvasRenderingContext2D, upper: readonly XY[], lower: readonly XY[], colour: string): void {
  context.beginPath();
  for (const run of runsOfBoth(upper, lower)) {
    const [above, below] = [run.map(([top]) => top), run.map(([, bottom]) => bottom)];
    for (const [k, [x, y]] of [...widened(above), ...widened(below).toReversed()].entries()) {
      if (k === 0) context.moveTo(x, y);
      else context.lineTo(x, y);
    }
    context.closePath();
  }
  context.fillStyle = colour;
  context.fill();
}

/** Stretches of neighbours at which both lines are finite. */
function runsOfBoth(upper: readonly XY[], lower: readonly XY[]): readonly (readonly (readonly [top: XY, bottom: XY])[])[] {
  const runs: (readonly [XY, XY])[][] = [[]];
  for (const [k, top] of upper.entries()) {
    const bottom = lower[k];
    if (bottom !== undefined && Number.isFinite(top[1]) && Number.isFinite(bottom[1])) runs.at(-1)?.push([top, bottom]);
    else runs.push([]);
  }
  return runs.filter((run) => run.length > 0);
}

const ALONE = 3;

function widened(line: readonly XY[]): readonly XY[] {
  const [only] = line;
  if (line.length !== 1 || only === undefined) return line;
  const [x, y] = only;
  return [
    [x - ALONE / 2, y],
    [x + ALONE / 2, y],
  ];
}

export function fillDots(context: CanvasRenderingContext2D, points: readonly XY[], radius: number, colour: string): void {
  context.beginPath();
  for (const [x, y] of points) {
    if (!Number.isFinite(y)) continue;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fillStyle = colour;
  context.fill();
}
