import type { OptimizerName } from '../../core/choices.ts';
import { MOMENTS, type Side, type Update } from '../executor/host.ts';
import type { Device, Framebuffer, Texture } from './device.ts';
import { extentOf } from './place.ts';
import type { Places } from './places.ts';
import type { Program } from './program.ts';
import type { Programs } from './programs.ts';
import type { Shape } from './shape.ts';

interface Target {
  readonly texture: Texture;
  readonly framebuffer: Framebuffer;
}

/** θ with the moments of the optimiser, three times: as they are, as they were, and as the next update leaves them. */
interface Version {
  readonly textures: readonly Texture[];
  /** One for each draw of an update. */
  readonly framebuffers: readonly Framebuffer[];
  /** One for each texture, to be read from. */
  readonly readers: readonly Framebuffer[];
}

const MOST_LOSSES = 64;

/** What is learned, the gradient, and the draws that lead from the one to the other. */
export class Learned {
  readonly gradient: Target;
  private readonly versions: readonly Version[];
  private readonly tiles: Target;
  private readonly losses: Target;
  private readonly norm: Target;
  private readonly result: Target;
  /** Rows of θ in each tile. */
  private readonly tile: number;

  constructor(
    private readonly device: Device,
    private readonly places: Places,
    private readonly programs: Programs,
    private readonly optimizer: OptimizerName,
  ) {
    const { width, height } = places.theta;
    this.tile = Math.max(1, Math.round(Math.sqrt(height / width)));
    this.versions = [0, 1, 2].map(() => this.version());
    this.gradient = this.target(width, height);
    this.tiles = this.target(Math.ceil(height / this.tile), 1);
    this.losses = this.target(MOST_LOSSES, 1);
    this.norm = this.target(1, 1);
    this.result = this.target(1, 1);
  }

  /** θ and its moments. */
  get count(): number {
    return 1 + MOMENTS[this.optimizer];
  }

  theta(side: Side): Texture {
    return this.versions[side]?.textures[0] as Texture;
  }

  write(side: Side, values: readonly Float32Array[]): void {
    this.versions[side]?.textures.forEach((texture, index) => {
      this.device.write(texture, this.places.theta.pack(values[index] ?? new Float32Array()));
    });
  }

  /** θ and moments by the network's layout. */
  read(side: Side): Float32Array[] {
    const readers = this.versions[side]?.readers ?? [];
    return this.device
      .read(readers.map((framebuffer) => ({ framebuffer, attachment: 0 })))
      .map((texels) => this.places.theta.unpack(texels));
  }

  readGradient(): Float32Array {
    const [texels = new Float32Array()] = this.device.read([{ framebuffer: this.gradient.framebuffer, attachment: 0 }]);
    return this.places.theta.unpack(texels);
  }

  /** The gradient, and from it loss, norm and how far it is clipped. */
  measure(shape: Shape, clip: number): void {
    const { device, programs } = this;
    const { gl } = device;
    this.begin(programs.gather, this.gradient.framebuffer, { partial: shape.partial.texture });
    gl.uniform3i(programs.gather.uniforms.get('chunks') ?? null, shape.chunks.count, shape.chunks.each, shape.chunks.pairs);
    this.draw(this.gradient.framebuffer);
    this.drawTiles(this.gradient.texture);
    const losses = this.drawLosses(shape);
    this.begin(programs.norm, this.norm.framebuffer, { tiles: this.tiles.texture, losses: this.losses.texture });
    gl.uniform2i(programs.norm.uniforms.get('counts') ?? null, this.tiles.texture.width, losses);
    gl.uniform1f(programs.norm.uniforms.get('clip') ?? null, clip);
    this.draw(this.norm.framebuffer);
  }

  /** Loss and norm, as measured. */
  measured(): readonly [number, number] {
    const [[loss = Number.NaN, norm = Number.NaN] = []] = this.device.read([{ framebuffer: this.norm.framebuffer, attachment: 0 }]);
    return [loss, norm];
  }

  /** The update from one side to another; returns loss, norm and max |θ| after it. */
  update(from: Side, to: Side, { rate, update, epsilon }: Update): readonly [number, number, number] {
    const { device, programs } = this;
    const { gl } = device;
    const [theta, moment0, moment1] = this.versions[from]?.textures ?? [];
    const by = [rate, rate / (1 - 0.9 ** update), 1 / Math.sqrt(1 - 0.999 ** update), epsilon] as const;
    programs.update.forEach((program, index) => {
      const framebuffer = this.versions[to]?.framebuffers[index] as Framebuffer;
      this.begin(program, framebuffer, { theta, moment0, moment1, gradient: this.gradient.texture, norm: this.norm.texture });
      gl.uniform4f(program.uniforms.get('by') ?? null, ...by);
      this.draw(framebuffer);
    });
    this.drawTiles(this.theta(to));
    this.begin(programs.result, this.result.framebuffer, { tiles: this.tiles.texture, norm: this.norm.texture });
    gl.uniform2i(programs.result.uniforms.get('counts') ?? null, this.tiles.texture.width, 0);
    this.draw(this.result.framebuffer);
    const [[loss = Number.NaN, norm = Number.NaN, largest = Number.NaN] = []] = device.read([
      { framebuffer: this.result.framebuffer, attachment: 0 },
    ]);
    return [loss, norm, largest];
  }

  dispose(): void {
    const { device } = this;
    for (const { textures, framebuffers, readers } of this.versions) {
      for (const framebuffer of [...framebuffers, ...readers]) device.deleteFramebuffer(framebuffer);
      for (const texture of textures) device.deleteTexture(texture);
    }
    for (const { texture, framebuffer } of [this.gradient, this.tiles, this.losses, this.norm, this.result]) {
      device.deleteFramebuffer(framebuffer);
      device.deleteTexture(texture);
    }
  }

  private version(): Version {
    const { device } = this;
    const { width, height } = this.places.theta;
    const textures = Array.from({ length: this.count }, () => device.texture(width, height));
    const framebuffers = Array.from({ length: Math.ceil(textures.length / device.capacity.targets) }, (_, index) =>
      device.framebuffer(textures.slice(index * device.capacity.targets, (index + 1) * device.capacity.targets)),
    );
    return { textures, framebuffers, readers: textures.map((texture) => device.framebuffer([texture])) };
  }

  private target(width: number, height: number): Target {
    const texture = this.device.texture(width, height);
    return { texture, framebuffer: this.device.framebuffer([texture]) };
  }

  private drawTiles(values: Texture): void {
    const { tiles } = this.programs;
    this.begin(tiles, this.tiles.framebuffer, { values });
    this.device.gl.uniform3i(tiles.uniforms.get('extent') ?? null, values.width, values.height, this.tile);
    this.draw(this.tiles.framebuffer);
  }

  /** Returns how many sums there are. */
  private drawLosses(shape: Shape): number {
    const { loss } = this.programs;
    const { group, slot } = this.places.head.places.loss;
    const [width, height] = extentOf(group, shape.grid);
    const count = Math.min(MOST_LOSSES, height);
    const [even, odd] = shape.pairOf(group).textures;
    this.begin(loss, this.losses.framebuffer, { even, odd });
    this.device.gl.uniform3i(loss.uniforms.get('extent') ?? null, width, height, count);
    this.device.gl.uniform1i(loss.uniforms.get('layer') ?? null, slot * group.block);
    this.device.draw(0, 0, count, 1);
    return count;
  }

  private begin(program: Program, framebuffer: Framebuffer, textures: Readonly<Record<string, Texture | undefined>>): void {
    this.device.select(program, framebuffer);
    program.samplers.forEach((name, unit) => {
      const texture = textures[name];
      if (texture === undefined) throw new Error(`no texture ${name}`);
      this.device.bind(unit, texture);
    });
  }

  private draw({ width, height }: Framebuffer): void {
    this.device.draw(0, 0, width, height);
  }
}
