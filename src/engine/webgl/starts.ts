import type { States } from '../../core/network.ts';
import { startRows } from '../../core/plan/states.ts';
import type { Starts } from '../executor/carry.ts';
import type { Device, Framebuffer, Texture } from './device.ts';
import { cornerOf, type Grid, type Home } from './place.ts';
import type { Places } from './places.ts';
import type { Shape } from './shape.ts';

interface Shaped {
  readonly shape: Shape;
}

/** A state of a layer and where it lies. */
interface StateHome {
  readonly name: string;
  readonly layer: number;
  readonly home: Home;
}

/** One frame of a state, in as many layers as it has in its group. */
interface Kept {
  readonly texture: Texture;
  readonly framebuffer: Framebuffer;
}

/**
 * Start states in textures: in the frame before the first step. They are kept in textures of their own, since a copy must
 * not read the texture that it writes.
 */
export class WebglStarts implements Starts<Shaped> {
  private readonly homes: readonly StateHome[];
  private kept: readonly Kept[] = [];
  private columns = 0;

  constructor(
    private readonly device: Device,
    places: Places,
  ) {
    this.homes = statesOf(places);
  }

  keep({ shape }: Shaped): void {
    const { grid } = shape;
    const kept = this.keptFor(grid);
    this.homes.forEach(({ home }, index) => {
      const framebuffer = shape.pairOf(home.group).framebuffers[grid.steps & 1] as Framebuffer;
      const corner = cornerOf(home.group, grid, grid.steps);
      forLayers(home, (attachment, r) => {
        this.device.copy({ framebuffer, attachment }, corner, (kept[index] as Kept).texture, r, grid.columns, heightOf(home));
      });
    });
  }

  resume({ shape }: Shaped): void {
    this.homes.forEach(({ home }, index) => {
      const { framebuffer } = this.kept[index] as Kept;
      const [to] = shape.pairOf(home.group).textures;
      forLayers(home, (layer, attachment) => {
        this.device.copy({ framebuffer, attachment }, [0, 0], to, layer, shape.grid.columns, heightOf(home));
      });
    });
  }

  give({ shape }: Shaped, start: States): void {
    for (const state of this.homes) {
      const { columns } = shape.grid;
      const [to] = shape.pairOf(state.home.group).textures;
      const values = rowsOf(start, state, shape.grid);
      forLayers(state.home, (layer, r) => {
        this.device.writeLayer(to, layer, columns, heightOf(state.home), layerOf(values, state.home, columns, r));
      });
    }
  }

  dispose(): void {
    for (const { texture, framebuffer } of this.kept) {
      this.device.deleteFramebuffer(framebuffer);
      this.device.deleteTexture(texture);
    }
    this.kept = [];
    this.columns = 0;
  }

  /** Room for the states of so many sequences. */
  private keptFor({ columns }: Grid): readonly Kept[] {
    if (this.columns === columns) return this.kept;
    this.dispose();
    this.kept = this.homes.map(({ home }) => {
      const texture = this.device.texture(columns, heightOf(home), home.group.block);
      return { texture, framebuffer: this.device.framebuffer([texture]) };
    });
    this.columns = columns;
    return this.kept;
  }
}

const statesOf = ({ layers, network: { cell } }: Places): StateHome[] =>
  layers.flatMap(({ made, homes }, layer) =>
    cell.states.map((name) => {
      const home = homes.get(made.definitions.get(`${name}'`) ?? -1);
      if (home === undefined) throw new Error(`layer ${layer} gives no place to the state ${name}`);
      return { name, layer, home };
    }),
  );

/** Rows of texels that a state takes. */
const heightOf = ({ group: { rows, block } }: Home): number => Math.ceil(rows / block);

/** Calls `work` with each layer of the group's textures in which a value lies, and its number among the value's own. */
function forLayers({ group: { block }, slot }: Home, work: (layer: number, r: number) => void): void {
  for (let r = 0; r < block; r++) work(slot * block + r, r);
}

/** Rows of units, with sequences that fill up the last texel. */
const rowsOf = (start: States, { name, layer, home }: StateHome, { size, columns }: Grid): Float32Array =>
  startRows(start, { name, layer, row: 0, rows: home.group.rows }, size, 4 * columns, false);

/** The texels of every `block`th unit from `r`. */
function layerOf(values: Float32Array, home: Home, columns: number, r: number): Float32Array {
  const { rows, block } = home.group;
  const texels = new Float32Array(4 * columns * heightOf(home));
  for (let u = r, row = 0; u < rows; u += block, row++)
    texels.set(values.subarray(4 * columns * u, 4 * columns * (u + 1)), 4 * columns * row);
  return texels;
}
