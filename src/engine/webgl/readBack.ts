import type { Differentiation } from '../../core/network.ts';
import type { Device } from './device.ts';
import { extentOf, type Home } from './place.ts';
import type { Places } from './places.ts';
import type { Shape } from './shape.ts';

type Measured = Omit<Differentiation, 'loss' | 'parameterGradients'>;

/** What a pass with every answer has left in the textures, as (t, b, unit). */
export function readBack(device: Device, places: Places, shape: Shape): Measured {
  return new Reader(device, places, shape).run();
}

class Reader {
  private readonly layers = new Map<string, readonly [Float32Array, Float32Array]>();

  constructor(
    private readonly device: Device,
    private readonly places: Places,
    private readonly shape: Shape,
  ) {}

  run(): Measured {
    const { layers, head, network } = this.places;
    const { states, gates } = network.cell;
    const named = (names: readonly string[], kind: 'definitions' | 'blame', written: (name: string) => string) =>
      new Map(names.map((name) => [name, layers.map(({ made, homes }) => this.value(homes.get(made[kind].get(written(name)) ?? -1)))]));
    const input = layers[0]?.homes.get(layers[0].made.input ?? -1);
    return {
      outputs: this.value(head.places.answers),
      states: named(states, 'definitions', (name) => `${name}'`),
      gates: named(gates, 'definitions', (name) => name),
      stateGradients: named(states, 'blame', (name) => name),
      inputGradients:
        input === undefined ? new Float32Array(this.shape.grid.steps * this.shape.grid.size * network.inputs) : this.value(input),
    };
  }

  private value(home: Home | undefined): Float32Array {
    if (home === undefined) return new Float32Array();
    const { steps, size, columns, across, shift } = this.shape.grid;
    const { rows, block, height } = home.group;
    const values = new Float32Array(steps * size * rows);
    for (let u = 0; u < rows; u++) {
      const texels = this.layer(home, home.slot * block + (u % block));
      const row = Math.floor(u / block);
      for (let frame = 1; frame <= steps; frame++) {
        const from = texels[frame & 1] as Float32Array;
        const pair = frame >> 1;
        const corner = 4 * (((pair >> shift) * height + row) * columns * across + (pair & (across - 1)) * columns);
        const to = (frame - 1) * size * rows + u;
        for (let b = 0; b < size; b++) values[to + b * rows] = from[corner + b] as number;
      }
    }
    return values;
  }

  /** A layer of a group's even and odd textures. */
  private layer({ group }: Home, layer: number): readonly [Float32Array, Float32Array] {
    const key = `${group.index} ${layer}`;
    const known = this.layers.get(key);
    if (known !== undefined) return known;
    const [even, odd] = this.shape.pairOf(group).framebuffers;
    const read = this.device.read([
      { framebuffer: even, attachment: layer },
      { framebuffer: odd, attachment: layer },
    ]) as [Float32Array, Float32Array];
    const [width, height] = extentOf(group, this.shape.grid);
    if (read[0].length !== 4 * width * height) throw new Error('a texture is not as large as its group');
    this.layers.set(key, read);
    return read;
  }
}
