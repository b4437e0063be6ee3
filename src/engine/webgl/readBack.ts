import type { Differentiation } from '../../core/network.ts';
import type { Device } from './device.ts';
import type { Group, Home } from './place.ts';
import type { Places } from './places.ts';
import type { Shape } from './shape.ts';

type Measured = Omit<Differentiation, 'loss' | 'parameterGradients'>;

/** What a pass with every answer has left in the textures, as (t, b, unit). */
export function readBack(device: Device, places: Places, shape: Shape): Measured {
  return new Reader(device, places, shape).run();
}

/** A layer of a group's textures of even and of odd frames. */
type Layer = readonly [Float32Array, Float32Array];

class Reader {
  private readonly layers = new Map<string, Layer>();

  constructor(
    private readonly device: Device,
    private readonly places: Places,
    private readonly shape: Shape,
  ) {}

  run(): Measured {
    const { layers, head, network } = this.places;
    const { states, gates } = network.cell;
    const named = (names: readonly string[], kind: 'definitions' | 'blame', written: (name: string) => string) =>
      new Map(names.map((name) => [name, layers.map(({ made, homes }) => homes.get(made[kind].get(written(name)) ?? -1))]));
    const homes = {
      states: named(states, 'definitions', (name) => `${name}'`),
      gates: named(gates, 'definitions', (name) => name),
      stateGradients: named(states, 'blame', (name) => name),
    };
    const input = layers[0]?.homes.get(layers[0].made.input ?? -1);
    const all = [...homes.states.values(), ...homes.gates.values(), ...homes.stateGradients.values()].flat();
    this.load([...all, head.places.answers, input].filter((home) => home !== undefined));
    const values = (series: ReadonlyMap<string, readonly (Home | undefined)[]>) =>
      new Map([...series].map(([name, each]) => [name, each.map((home) => this.value(home))]));
    const { steps, size } = this.shape.grid;
    return {
      outputs: this.value(head.places.answers),
      states: values(homes.states),
      gates: values(homes.gates),
      stateGradients: values(homes.stateGradients),
      inputGradients: input === undefined ? new Float32Array(steps * size * network.inputs) : this.value(input),
    };
  }

  /** Reads all layers in which these values lie. */
  private load(homes: readonly Home[]): void {
    const wanted = new Map<string, { readonly group: Group; readonly layer: number }>();
    for (const { group, slot } of homes) {
      for (let r = 0; r < group.block; r++) {
        const layer = slot * group.block + r;
        wanted.set(keyOf(group, layer), { group, layer });
      }
    }
    const parts = [...wanted.values()].flatMap(({ group, layer }) =>
      this.shape.pairOf(group).framebuffers.map((framebuffer) => ({ framebuffer, attachment: layer })),
    );
    const read = this.device.read(parts);
    [...wanted.keys()].forEach((key, index) => {
      this.layers.set(key, [read[2 * index], read[2 * index + 1]] as unknown as Layer);
    });
  }

  private value(home: Home | undefined): Float32Array {
    if (home === undefined) return new Float32Array();
    const { steps, size, columns, across, shift } = this.shape.grid;
    const { rows, block, height } = home.group;
    const values = new Float32Array(steps * size * rows);
    for (let u = 0; u < rows; u++) {
      const texels = this.layers.get(keyOf(home.group, home.slot * block + (u % block)));
      const row = Math.floor(u / block);
      for (let frame = 1; frame <= steps; frame++) {
        const from = texels?.[frame & 1] as Float32Array;
        const pair = frame >> 1;
        const corner = 4 * (((pair >> shift) * height + row) * columns * across + (pair & (across - 1)) * columns);
        const to = (frame - 1) * size * rows + u;
        for (let b = 0; b < size; b++) values[to + b * rows] = from[corner + b] as number;
      }
    }
    return values;
  }
}

const keyOf = ({ index }: Group, layer: number): string => `${index} ${layer}`;
