/**
 * Where values lie in textures. A frame is what belongs to one step; before the first lies one more, zero but for the
 * states that a batch starts from, and behind the last another that is always zero. Frames of even and of odd number lie in two textures, since a draw must not read the texture that
 * it writes: a step reads the frame before or after it from the other one.
 *
 * A texel holds four sequences of one unit. A group is what one draw writes: its values lie in layers of one array
 * texture, each in `block` layers, so that one fragment computes `block` units.
 */
export interface Group {
  readonly index: number;
  /** Units of each value (or inputs, outputs). */
  readonly rows: number;
  readonly block: number;
  /** Values side by side, each in `block` layers. */
  readonly values: number;
  /** Rows of texels in one frame; those behind `rows` are zero. */
  readonly height: number;
}

/** A value's place: unit u lies in layer `slot * block + u % block`, `(row + u) / block` rows below the frame's first. */
export interface Home {
  readonly group: Group;
  readonly slot: number;
  readonly row: number;
}

export type StepOffset = -1 | 0 | 1;

/** What a device can do in one draw. */
export interface Capacity {
  /** How many textures it may write. */
  readonly targets: number;
  /** What it costs beside what it computes, in texels read. */
  readonly draw: number;
}

/** Products read four units at a time. */
const TOGETHER = 4;

/** The groups of one network. */
export class Groups {
  readonly all: Group[] = [];

  add(rows: number, values: number, block: number): Group {
    const unit = Math.max(TOGETHER, block);
    const group = { index: this.all.length, rows, values, block, height: up(rows, unit) / block };
    this.all.push(group);
    return group;
  }
}

export const up = (count: number, to: number): number => Math.ceil(count / to) * to;

export const layersOf = ({ values, block }: Group): number => values * block;

/** Units that one fragment computes where it writes so many values of each. */
export function blockFor(values: number, rows: number, targets: number): number {
  let block = 1;
  while (block < 8 && 2 * block * values <= targets && block < rows) block *= 2;
  return block;
}

/** How the frames of one shape of batch lie in their textures: frame f in column `f/2 % across`, row `f/2 / across`. */
export interface Grid {
  readonly steps: number;
  readonly size: number;
  /** Texels of one frame in x: a quarter of the sequences. */
  readonly columns: number;
  /** Frames side by side: 2 to the power of `shift`. */
  readonly across: number;
  readonly shift: number;
  readonly down: number;
}

/** @throws {RangeError} where the frames do not fit textures of that size. */
export function gridOf(steps: number, size: number, tallest: number, limit: number): Grid {
  const columns = Math.ceil(size / 4);
  const pairs = Math.ceil((steps + 2) / 2);
  for (let shift = 0; columns << shift <= limit; shift++) {
    const down = Math.ceil(pairs / (1 << shift));
    if (down * tallest <= limit) return { steps, size, columns, across: 1 << shift, shift, down };
  }
  throw new RangeError(`${steps} steps of ${size} sequences do not fit textures of ${limit} by ${limit}`);
}

/** Where a frame begins in the texture of its parity. */
export function cornerOf({ height }: Group, { columns, across, shift }: Grid, frame: number): readonly [number, number] {
  const pair = frame >> 1;
  return [(pair & (across - 1)) * columns, (pair >> shift) * height];
}

/** Width and height of a group's textures. */
export const extentOf = ({ height }: Group, { columns, across, down }: Grid): readonly [number, number] => [
  columns * across,
  height * down,
];
