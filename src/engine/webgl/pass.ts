import type { Phase } from '../../core/plan/values.ts';
import type { Device, Framebuffer, Texture } from './device.ts';
import { isAtOnce } from './layerShader.ts';
import { cornerOf, extentOf, type Group } from './place.ts';
import type { Places } from './places.ts';
import type { Program } from './program.ts';
import type { Programs } from './programs.ts';
import type { Binding, Source } from './shader.ts';
import type { Shape } from './shape.ts';

type Parity = 0 | 1;
const PARITIES = [0, 1] as const;

/** A draw over a group's textures, ready to be made. */
interface Ready {
  readonly program: Program;
  readonly group: Group;
  readonly framebuffers: readonly [Framebuffer, Framebuffer];
  /** Parity → texture unit → texture; null where θ is read. */
  readonly textures: readonly [readonly (Texture | null)[], readonly (Texture | null)[]];
}

interface LayerDraw extends Ready {
  readonly phase: Phase;
  readonly atOnce: boolean;
}

/** Forward and backward over batches of one shape, as far as the gradients' partial sums. */
export class Pass {
  private readonly layers: readonly (readonly LayerDraw[])[];
  private readonly head: readonly Ready[];
  private readonly gradients: readonly Ready[];
  private theta: Texture | null = null;

  constructor(
    private readonly device: Device,
    private readonly places: Places,
    private readonly shape: Shape,
    programs: Programs,
  ) {
    this.layers = places.layers.map((layer, index) => {
      const draw = (k: number, group: Group): Ready => this.ready(programs.layers[index]?.[k], places.sources[index]?.[k], group);
      const works = layer.works.map((work, k) => ({ ...draw(k, work.group), phase: work.phase, atOnce: isAtOnce(work, layer) }));
      const { boost } = layer;
      return boost === null ? works : [...works, { ...draw(works.length, boost), phase: 'backward', atOnce: false }];
    });
    this.head = places.head.draws.map(({ source, group }, k) => this.ready(programs.head[k], source, group));
    this.gradients = places.gradients.map(({ source }, k) => this.ready(programs.gradients[k], source, places.data.group));
  }

  /** `every`: answers at every step, and ∂L/∂x of the first layer too. Loops end after `steps` steps: a driver builds its own code at a program's first draw. */
  run(theta: Texture, every: boolean, steps = this.shape.grid.steps): void {
    this.theta = theta;
    for (const layer of this.layers) {
      this.atOnce(layer, 'before');
      this.loop(layer, 'forward', steps);
    }
    for (const draw of this.head) this.drawAll(draw, every);
    for (const layer of this.layers.toReversed()) {
      this.loop(layer, 'backward', steps);
      this.atOnce(layer, 'after');
    }
    if (every) this.atOnce(this.layers[0] ?? [], 'trace');
    this.places.gradients.forEach(({ region, height }, k) => this.drawGradient(this.gradients[k] as Ready, region, height));
  }

  private ready(program: Program | undefined, source: Source | undefined, group: Group): Ready {
    if (program === undefined || source === undefined) throw new Error('a draw has no program');
    const bindings = new Map(source.bindings.map((binding) => [binding.name, binding]));
    const textures = PARITIES.map((parity) => program.samplers.map((name) => this.texture(bindings.get(name), parity)));
    const { framebuffers } = this.shape.pairOf(group);
    return { program, group, framebuffers, textures: textures as unknown as Ready['textures'] };
  }

  private texture(binding: Binding | undefined, parity: Parity): Texture | null {
    if (binding === undefined) return null;
    return this.shape.pairOf(binding.group).textures[binding.other ? 1 - parity : parity] ?? null;
  }

  private atOnce(layer: readonly LayerDraw[], phase: Phase): void {
    for (const draw of layer) if (draw.phase === phase) this.drawAll(draw, false);
  }

  private loop(layer: readonly LayerDraw[], phase: 'forward' | 'backward', count: number): void {
    const draws = layer.filter((draw) => draw.phase === phase);
    if (draws.every(({ atOnce }) => atOnce)) {
      for (const draw of draws) this.drawAll(draw, false);
      return;
    }
    const { steps } = this.shape.grid;
    for (let k = 1; k <= count; k++) {
      const frame = phase === 'forward' ? k : steps + 1 - k;
      for (const draw of draws) this.drawFrame(draw, frame);
      // A driver that gathers draws begins with them.
      if (k % 16 === 0) this.device.gl.flush();
    }
  }

  private drawFrame(draw: Ready, frame: number): void {
    const { grid } = this.shape;
    const { rows, block } = draw.group;
    this.begin(draw, (frame & 1) as Parity, draw.framebuffers[frame & 1] as Framebuffer);
    this.device.gl.uniform1i(draw.program.frame, frame);
    this.device.draw(...cornerOf(draw.group, grid, frame), grid.columns, Math.ceil(rows / block));
  }

  private drawAll(draw: Ready, every: boolean): void {
    const { gl } = this.device;
    const [width, height] = extentOf(draw.group, this.shape.grid);
    for (const parity of PARITIES) {
      this.begin(draw, parity, draw.framebuffers[parity]);
      gl.uniform1i(draw.program.uniforms.get('parity') ?? null, parity);
      gl.uniform1i(draw.program.uniforms.get('every') ?? null, every ? 1 : 0);
      this.device.draw(0, 0, width, height);
    }
  }

  private drawGradient(draw: Ready, region: { readonly x: number; readonly y: number; readonly width: number }, height: number): void {
    const { block } = this.places;
    const { count, each, pairs } = this.shape.chunks;
    this.begin(draw, 0, this.shape.partial.framebuffer);
    this.device.gl.uniform3i(draw.program.uniforms.get('chunks') ?? null, count, each, pairs);
    this.device.draw(region.x * count, region.y / block, region.width * count, height / block);
  }

  private begin({ program, textures }: Ready, parity: Parity, framebuffer: Framebuffer): void {
    const { device } = this;
    device.select(program, framebuffer);
    textures[parity].forEach((texture, unit) => device.bind(unit, texture ?? (this.theta as Texture)));
    const { grid } = this.shape;
    if (program.grid === grid) return;
    device.gl.uniform3i(program.uniforms.get('grid') ?? null, grid.columns, grid.shift, grid.steps);
    program.samplers.forEach((name, unit) => {
      const { width, height } = textures[parity][unit] ?? (this.theta as Texture);
      device.gl.uniform2f(program.uniforms.get(`${name}Scale`) ?? null, 1 / width, 1 / height);
    });
    program.grid = grid;
  }
}
