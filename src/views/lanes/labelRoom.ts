import { type Label, textWidth, writeLabel } from '../paint/label.ts';
import type { XY } from '../paint/strokes.ts';

/** From the left, the top, the right and the bottom, in pixels. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Place extends Pick<Label, 'x' | 'y'> {
  readonly align?: 'left' | 'right';
}

/** Writes a label at the first of the places that is free; where none is, `otherwise` all the same, or nowhere. False where nothing was written. */
export type Write = (label: Omit<Label, keyof Place>, places: readonly Place[], otherwise?: Place) => boolean;

/** Half the height of a label with what stays free between it and a line. */
const HALF = 8;

/** Writes labels inside a plot, off its lines, off what is taken, and off each other. */
export function labelRoom(
  context: CanvasRenderingContext2D,
  [width, height]: readonly [number, number],
  lines: readonly (readonly XY[])[],
  taken: readonly Box[],
): Write {
  const boxes = [...taken];
  return (label, places, otherwise) => {
    const wide = textWidth(context, label.text, label.weight);
    const boxOf = ({ x, y, align }: Place): Box => {
      const left = align === 'right' ? x - wide : x;
      return [left, y - HALF, left + wide, y + HALF];
    };
    const isFree = (place: Place): boolean => {
      const box = boxOf(place);
      const isInside = box[0] > 0 && box[1] >= -2 && box[2] < width && box[3] <= height + 2;
      return isInside && !boxes.some((other) => meet(box, other)) && !lines.some((line) => runsThrough(line, box));
    };
    const place = places.find(isFree) ?? otherwise;
    if (place === undefined) return false;
    boxes.push(boxOf(place));
    writeLabel(context, width, { ...label, ...place });
    return true;
  };
}

const meet = (a: Box, b: Box): boolean => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/** Whether a line may come into a box: each piece of it is told by its corners. */
function runsThrough(line: readonly XY[], box: Box): boolean {
  return line.some(([x, y], k) => {
    const [from, start] = line[k - 1] ?? [x, y];
    return meet(box, [from, Math.min(start, y), x, Math.max(start, y)]);
  });
}
