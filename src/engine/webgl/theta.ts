import { layoutOf, type Network, type Slot } from '../../core/network.ts';
import { planOf } from '../../core/plan/planOf.ts';
import { up } from './place.ts';

/** A parameter in the texture of θ: entry (i, j) is component `j % 4` of the texel at (x + j/4, y + i); vectors have one column. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly rows: number;
  readonly columns: number;
}

/** Parameters that are equally wide lie below each other. */
export interface Strip {
  readonly x: number;
  readonly width: number;
}

/** Parameters, gradients and moments as textures, in the plan's order; texels that belong to no parameter stay zero. */
export interface ThetaLayout {
  readonly width: number;
  readonly height: number;
  /** Parameters. */
  readonly size: number;
  readonly strips: readonly Strip[];
  /** `layer` is null for the head. */
  region(layer: number | null, name: string): Region;
  /** By the network's layout → texels, and back. */
  pack(parameters: Float32Array): Float32Array;
  unpack(texels: Float32Array): Float32Array;
}

/** Every parameter begins at a multiple of so many rows, whatever a gradient's draw computes at once. */
export const ROWS_TOGETHER = 8;
const TALLEST = 2048;

export function thetaLayoutOf(network: Network): ThetaLayout {
  const { slots, size } = layoutOf(network);
  const { strips, regions, width, height } = pack(inPlanOrder(network, slots));
  const move = (each: (parameter: number, texel: number) => void): void => {
    for (const [slot, region] of regions) entriesOf(slot, region, width, each);
  };
  return {
    width,
    height,
    size,
    strips,
    region(layer, name) {
      for (const [slot, region] of regions) if (slot.layer === layer && slot.name === name) return region;
      throw new Error(`layer ${layer ?? 'head'} has no parameter ${name}`);
    },
    pack(parameters) {
      const texels = new Float32Array(4 * width * height);
      move((parameter, texel) => {
        texels[texel] = parameters[parameter] ?? Number.NaN;
      });
      return texels;
    },
    unpack(texels) {
      const parameters = new Float32Array(size);
      move((parameter, texel) => {
        parameters[parameter] = texels[texel] ?? Number.NaN;
      });
      return parameters;
    },
  };
}

function entriesOf(
  { offset, rows, columns }: Slot,
  { x, y }: Region,
  width: number,
  each: (parameter: number, texel: number) => void,
): void {
  for (let i = 0; i < rows; i++) {
    const row = 4 * ((y + i) * width + x);
    for (let j = 0; j < columns; j++) each(offset + i * columns + j, row + j);
  }
}

function inPlanOrder(network: Network, slots: readonly Slot[]): Slot[] {
  const places = new Map(planOf(network).moves.map(({ from, to }) => [from, to]));
  return [...slots].sort((a, b) => (places.get(a.offset) ?? 0) - (places.get(b.offset) ?? 0));
}

interface Packed {
  readonly strips: readonly Strip[];
  readonly regions: ReadonlyMap<Slot, Region>;
  readonly width: number;
  readonly height: number;
}

/** One strip for each width, a further one where it grows too tall. */
function pack(slots: readonly Slot[]): Packed {
  const open = new Map<number, { x: number; width: number; height: number }>();
  const strips: { x: number; width: number; height: number }[] = [];
  const regions = new Map<Slot, Region>();
  let next = 0;
  for (const slot of slots) {
    const [width, rows] = [Math.ceil(slot.columns / 4), up(slot.rows, ROWS_TOGETHER)];
    let strip = open.get(width);
    if (strip === undefined || strip.height + rows > TALLEST) {
      strip = { x: next, width, height: 0 };
      next += width;
      strips.push(strip);
      open.set(width, strip);
    }
    regions.set(slot, { x: strip.x, y: strip.height, width, rows: slot.rows, columns: slot.columns });
    strip.height += rows;
  }
  return { strips, regions, width: next, height: Math.max(...strips.map(({ height }) => height)) };
}
