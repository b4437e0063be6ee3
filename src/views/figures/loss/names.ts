import type { Reduced } from './curve.ts';

/** Height of a name. */
export const LINE = 14;
/** Between a line and its name. */
const CLEAR = 1;
/** Columns that what the curve takes is told in. */
export const COLUMNS = 24;
/** What the curve takes is told in so many pixels, so that names seldom move. */
const COARSE = 3;
/** Width of a letter as a share of the narrowest plot. */
const LETTER = 5.6 / 200;
/** What a pixel of the curve under a name costs, in pixels of distance from its line; what a line through it does, the left end, and the place below the line. */
const [HIDDEN, STRUCK, LEFT, BELOW] = [40, 30, 4, 3];

export interface Named {
  readonly top: number;
  readonly left?: 0;
  readonly right?: 0;
}

/** From where to where the curve runs in a column, from the top in pixels; null where there is none of it. */
export type Taken = readonly [top: number, bottom: number] | null;

/** Each column with the way from the one before it. */
export function taken({ count, low, high, last }: Reduced, y: (loss: number) => number): readonly Taken[] {
  return Array.from(count, (number, column) => {
    if (number === 0) return null;
    const before = column > 0 && count[column - 1] !== 0 ? [last[column - 1] as number] : [];
    const [top, bottom] = [y(Math.max(high[column] as number, ...before)), y(Math.min(low[column] as number, ...before))];
    return [COARSE * Math.floor(top / COARSE), COARSE * Math.ceil(bottom / COARSE)];
  });
}

/** A name that is farther from its line than this is led to it. */
const FAR = 6;

/** From where to where a name whose top stands at `top` has to be led to its line, in pixels from the top; null where it stands beside it. */
export function leadOf(top: number, y: number): { readonly top: number; readonly height: number } | null {
  if (top - y > FAR) return { top: y, height: top - y };
  return y - (top + LINE) > FAR ? { top: top + LINE, height: y - (top + LINE) } : null;
}

interface Line {
  readonly y: number;
  readonly text: string;
}

interface Way {
  readonly cost: number;
  readonly names: readonly Named[];
}

/**
 * Puts every name as near to its line as may be, in the order of the lines and none upon another, but off the curve:
 * the cheapest of all ways, one name after the other from the top.
 */
export function placeNames(lines: readonly Line[], curve: readonly Taken[], height: number): readonly Named[] {
  const order = lines.map((_, index) => index).sort((a, b) => (lines[a] as Line).y - (lines[b] as Line).y);
  const gap = Math.min(LINE, (height - LINE) / Math.max(1, lines.length - 1));
  const tops = Array.from({ length: height - LINE + 1 }, (_, top) => top);
  let ways: readonly Way[] = tops.map(() => ({ cost: 0, names: [] }));
  order.forEach((index, rank) => {
    const before = cheapestUpTo(ways);
    ways = tops.map((top) => {
      const way = rank === 0 ? ways[top] : before[Math.floor(top - gap)];
      return way === undefined ? NO_WAY : furthered(way, nameAt(lines, index, top, curve));
    });
  });
  const { names } = cheapestUpTo(ways).at(-1) as Way;
  return lines.map((_, index) => names[order.indexOf(index)] ?? { top: 0, right: 0 });
}

const NO_WAY: Way = { cost: Number.POSITIVE_INFINITY, names: [] };

const furthered = ({ cost, names }: Way, [more, name]: readonly [number, Named]): Way => ({ cost: cost + more, names: [...names, name] });

/** For each place the cheapest way that ends there or above it. */
function cheapestUpTo(ways: readonly Way[]): readonly Way[] {
  let best = NO_WAY;
  return ways.map((way) => {
    if (way.cost < best.cost) best = way;
    return best;
  });
}

/** The better end of the line for a name at a height, and its cost. */
function nameAt(lines: readonly Line[], index: number, top: number, curve: readonly Taken[]): readonly [cost: number, name: Named] {
  const { y, text } = lines[index] as Line;
  const struck = lines.filter((line) => line.y > top + CLEAR && line.y < top + LINE - CLEAR).length;
  const distance = Math.min(Math.abs(top - (y - LINE - CLEAR)), BELOW + Math.abs(top - (y + CLEAR)));
  const away = distance + STRUCK * struck;
  const columns = Math.min(COLUMNS, Math.ceil(COLUMNS * LETTER * text.length));
  const hidden = (from: number, to: number): number =>
    curve
      .slice(from, to)
      .reduce((sum, band) => sum + (band === null ? 0 : Math.max(0, Math.min(band[1], top + LINE) - Math.max(band[0], top))), 0);
  const [right, left] = [hidden(COLUMNS - columns, COLUMNS), hidden(0, columns)];
  return right * HIDDEN <= left * HIDDEN + LEFT
    ? [away + right * HIDDEN, { top, right: 0 }]
    : [away + left * HIDDEN + LEFT, { top, left: 0 }];
}
