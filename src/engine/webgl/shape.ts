import type { Batch } from '../../core/network.ts';
import type { Device, Framebuffer, Texture } from './device.ts';
import { extentOf, type Grid, type Group, gridOf, layersOf } from './place.ts';
import type { Places } from './places.ts';

/** A group's textures of even and of odd frames, and what renders to them. */
export interface Pair {
  readonly textures: readonly [Texture, Texture];
  readonly framebuffers: readonly [Framebuffer, Framebuffer];
}

/** How the sums of gradients are cut: so many chunks of so many pairs of frames. */
export interface Chunks {
  readonly count: number;
  readonly each: number;
  readonly pairs: number;
}

const [MOST_CHUNKS, PAIRS_IN_CHUNK] = [16, 8];

/** The textures for batches of one shape. */
export class Shape {
  readonly grid: Grid;
  readonly chunks: Chunks;
  readonly partial: { readonly texture: Texture; readonly framebuffer: Framebuffer };
  private readonly pairs: readonly Pair[];
  private readonly texels: readonly [Float32Array, Float32Array];

  /** @throws {KernelError} where the device cannot render to them; {RangeError} where they are too large for it. */
  constructor(
    private readonly device: Device,
    private readonly places: Places,
    steps: number,
    size: number,
  ) {
    const { groups, theta, block, data } = places;
    this.grid = gridOf(steps, size, Math.max(...groups.map(({ height }) => height)), device.limit);
    this.chunks = chunksOf(steps, Math.floor(device.limit / theta.width));
    this.pairs = groups.map((group) => this.pair(group));
    const texture = device.texture(theta.width * this.chunks.count, theta.height / block, block);
    this.partial = { texture, framebuffer: device.framebuffer([texture]) };
    const length = 4 * extentOf(data.group, this.grid).reduce((a, b) => a * b);
    this.texels = [new Float32Array(length), new Float32Array(length)];
  }

  pairOf({ index }: Group): Pair {
    const pair = this.pairs[index];
    if (pair === undefined) throw new Error(`there is no group ${index} of textures`);
    return pair;
  }

  /** Sequences that fill up the last texel repeat the last one with weight 0, so that they stay as finite as it does and add nothing. */
  write(batch: Batch): void {
    const { data, network } = this.places;
    this.fill(batch.x, network.inputs, data.x.row);
    this.fill(batch.y, network.loss === 'mse' ? network.outputs : 1, data.y.row);
    this.fill(batch.weights, 1, data.weight.row, 0);
    this.fillNoise(batch);
    this.pairOf(data.group).textures.forEach((texture, parity) => this.device.write(texture, this.texels[parity] as Float32Array));
  }

  dispose(): void {
    const { device } = this;
    for (const { textures, framebuffers } of [
      ...this.pairs,
      { textures: [this.partial.texture], framebuffers: [this.partial.framebuffer] },
    ]) {
      framebuffers.forEach((framebuffer) => device.deleteFramebuffer(framebuffer));
      textures.forEach((texture) => device.deleteTexture(texture));
    }
  }

  private pair(group: Group): Pair {
    const [width, height] = extentOf(group, this.grid);
    const textures = [0, 1].map(() => this.device.texture(width, height, layersOf(group))) as [Texture, Texture];
    return { textures, framebuffers: textures.map((texture) => this.device.framebuffer([texture])) as [Framebuffer, Framebuffer] };
  }

  private fillNoise({ steps, size, noise }: Batch): void {
    const { units } = this.places.network;
    this.places.data.noise.forEach((states, layer) => {
      for (const [state, { row }] of states) {
        this.fill(noise?.get(state)?.[layer] ?? new Float32Array(steps * size * units), units, row);
      }
    });
  }

  /** (t, b, i) → rows of the frames; `missing` stands for sequences that are not there. */
  private fill(from: ArrayLike<number>, width: number, row: number, missing: number | null = null): void {
    const { steps, size, columns, across, shift } = this.grid;
    const { height } = this.places.data.group;
    const stride = 4 * columns * across;
    for (let frame = 1; frame <= steps; frame++) {
      const [to, pair] = [this.texels[frame % 2] as Float32Array, frame >> 1];
      const corner = ((pair >> shift) * height + row) * stride + 4 * (pair % across) * columns;
      for (let b = 0; b < 4 * columns; b++) {
        const read = ((frame - 1) * size + Math.min(b, size - 1)) * width;
        for (let i = 0; i < width; i++) {
          to[corner + i * stride + b] = b >= size && missing !== null ? missing : (from[read + i] as number);
        }
      }
    }
  }
}

function chunksOf(steps: number, most: number): Chunks {
  const pairs = Math.ceil((steps + 2) / 2);
  const count = Math.max(1, Math.min(MOST_CHUNKS, most, Math.ceil(pairs / PAIRS_IN_CHUNK)));
  return { count, each: Math.ceil(pairs / count), pairs };
}
