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

/** Fills between two lines of the same length. */
export function fillBetween(context: CanvasRenderingContext2D, upper: readonly XY[], lower: readonly XY[], colour: string): void {
  trace(
    context,
    [...upper, ...[...lower].reverse()].filter(([, y]) => Number.isFinite(y)),
  );
  context.closePath();
  context.fillStyle = colour;
  context.fill();
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
