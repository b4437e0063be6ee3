import type { Held } from '../backends/backend.ts';
import { KernelError } from '../executor/executor.ts';
import type { Capacity } from './place.ts';
import { compile, link, linked, type Program } from './program.ts';

/** What a context can render to. */
export interface Precision {
  readonly format: number;
  readonly bytes: number;
}

export interface Texture {
  readonly handle: WebGLTexture;
  readonly width: number;
  readonly height: number;
  /** Layers of an array texture; 0 for a plain one. */
  readonly layers: number;
}

export interface Framebuffer {
  readonly handle: WebGLFramebuffer;
  readonly width: number;
  readonly height: number;
}

/** One texture of those that a framebuffer renders to. */
interface Layer {
  readonly framebuffer: Framebuffer;
  readonly attachment: number;
}

/** On a software rasteriser a draw costs some 40 µs and a texel 5 ns; a graphics card reads very many at once. */
const DRAW = { software: 8000, hardware: 500_000 } as const;
const MOST_TARGETS = 8;
const MOST_PROGRAMS = 300;

/** A WebGL 2 context: textures of floats, framebuffers over them, and programs, which are kept for the next network that needs the same. */
export class Device {
  readonly precision: Precision;
  readonly capacity: Capacity;
  readonly limit: number;
  private readonly software: boolean;
  private readonly programs = new Map<string, Program>();
  private readonly textures = new Map<WebGLTexture, { readonly texture: Texture; readonly bytes: number }>();
  private readonly parallel: { readonly COMPLETION_STATUS_KHR: number } | null;
  private readonly bound: (Texture | null)[] = [];
  private current: Program | null = null;
  private unit = -1;

  /** @throws where the context renders to no floating-point texture. */
  constructor(
    readonly gl: WebGL2RenderingContext,
    { software = true, targets = MOST_TARGETS }: { readonly software?: boolean; readonly targets?: number } = {},
  ) {
    this.software = software;
    this.parallel = gl.getExtension('KHR_parallel_shader_compile');
    this.precision = precisionOf(gl);
    this.limit = Number(gl.getParameter(gl.MAX_TEXTURE_SIZE));
    const most = Math.min(targets, Number(gl.getParameter(gl.MAX_DRAW_BUFFERS)), Number(gl.getParameter(gl.MAX_COLOR_ATTACHMENTS)));
    this.capacity = { targets: this.largest(most), draw: software ? DRAW.software : DRAW.hardware };
    gl.disable(gl.DITHER);
  }

  memory(): Held {
    return { buffers: this.textures.size, bytes: [...this.textures.values()].reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  /** A texture of zeros; of so many layers, or plain where they are 0. */
  texture(width: number, height: number, layers = 0): Texture {
    const { gl } = this;
    const handle = gl.createTexture();
    const texture = { handle, width, height, layers };
    const target = targetOf(gl, texture);
    this.bind(0, texture);
    if (layers === 0) gl.texStorage2D(target, 1, this.precision.format, width, height);
    else gl.texStorage3D(target, 1, this.precision.format, width, height, layers);
    gl.texParameteri(target, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.texParameteri(target, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE);
    gl.texParameteri(target, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE);
    this.textures.set(handle, { texture, bytes: width * height * Math.max(1, layers) * this.precision.bytes });
    return texture;
  }

  /** Writes texels of four numbers from the texture's first row on; of an array, its first layer. */
  write(texture: Texture, texels: Float32Array): void {
    const { gl } = this;
    const { width, height, layers } = texture;
    this.bind(0, texture);
    if (layers === 0) gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, gl.RGBA, gl.FLOAT, texels);
    else gl.texSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, 0, width, height, 1, gl.RGBA, gl.FLOAT, texels);
  }

  /** Writes texels of four numbers into the corner of one layer of an array texture. */
  writeLayer(texture: Texture, layer: number, width: number, height: number, texels: Float32Array): void {
    this.bind(0, texture);
    this.gl.texSubImage3D(this.gl.TEXTURE_2D_ARRAY, 0, 0, 0, layer, width, height, 1, this.gl.RGBA, this.gl.FLOAT, texels);
  }

  /** Copies a rectangle of one layer of a framebuffer into the corner of one layer of another array texture. */
  copy(from: Layer, [x, y]: readonly [number, number], to: Texture, layer: number, width: number, height: number): void {
    const { gl } = this;
    gl.bindFramebuffer(gl.FRAMEBUFFER, from.framebuffer.handle);
    gl.readBuffer(gl.COLOR_ATTACHMENT0 + from.attachment);
    this.bind(0, to);
    gl.copyTexSubImage3D(gl.TEXTURE_2D_ARRAY, 0, 0, 0, layer, x, y, width, height);
  }

  /** A framebuffer over all layers of an array, or over plain textures of one size. @throws {KernelError} where it is incomplete. */
  framebuffer(textures: readonly Texture[]): Framebuffer {
    const made = this.attach(textures);
    if (made === null) {
      const [first] = textures;
      const text = `${textures.length} textures of ${first?.width} by ${first?.height} texels and ${first?.layers} layers`;
      throw new KernelError(`WebGL cannot render to ${text}${this.gl.isContextLost() ? ': its context is lost' : ''}`);
    }
    return made;
  }

  /** What is made of textures; those made so far are deleted where it throws. */
  whole<T>(make: () => T): T {
    const before = new Set(this.textures.keys());
    try {
      return make();
    } catch (error) {
      for (const [handle, { texture }] of this.textures) if (!before.has(handle)) this.deleteTexture(texture);
      throw error;
    }
  }

  deleteTexture({ handle }: Texture): void {
    this.bound.forEach((texture, unit) => {
      if (texture?.handle === handle) this.bound[unit] = null;
    });
    this.textures.delete(handle);
    this.gl.deleteTexture(handle);
  }

  deleteFramebuffer({ handle }: Framebuffer): void {
    this.gl.deleteFramebuffer(handle);
  }

  /** The programs of these fragment shaders, compiled side by side, to be released by and by. @throws {KernelError} with the driver's message. */
  async compile(sources: readonly string[]): Promise<Program[]> {
    const { gl, parallel } = this;
    const programs = sources.map((source) => this.program(source));
    while (parallel !== null && !gl.isContextLost() && programs.some((program) => !linked(gl, program, parallel.COMPLETION_STATUS_KHR))) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    this.current = null;
    try {
      for (const program of programs) link(gl, program);
    } catch (error) {
      for (const { source, ready } of programs) if (!ready) this.programs.delete(source);
      this.release(programs);
      throw error;
    }
    return programs;
  }

  /** Programs that nobody uses are kept for the next network, unless they are very many. */
  release(programs: readonly Program[]): void {
    for (const program of programs) program.users--;
    if (this.programs.size <= MOST_PROGRAMS) return;
    for (const [source, { handle, users }] of this.programs) {
      if (users > 0) continue;
      this.gl.deleteProgram(handle);
      this.programs.delete(source);
    }
  }

  /** What the next draws compute, and where to. */
  select(program: Program, framebuffer: Framebuffer): void {
    if (this.current !== program) this.gl.useProgram(program.handle);
    this.current = program;
    this.gl.bindFramebuffer(this.gl.FRAMEBUFFER, framebuffer.handle);
  }

  bind(unit: number, texture: Texture): void {
    if (this.bound[unit] === texture) return;
    const { gl } = this;
    if (this.unit !== unit) gl.activeTexture(gl.TEXTURE0 + unit);
    this.unit = unit;
    gl.bindTexture(targetOf(gl, texture), texture.handle);
    this.bound[unit] = texture;
  }

  draw(x: number, y: number, width: number, height: number): void {
    this.gl.viewport(x, y, width, height);
    this.gl.drawArrays(this.gl.TRIANGLES, 0, 3);
  }

  /** Layers of framebuffers as texels. */
  read(parts: readonly Layer[]): Float32Array[] {
    const { gl } = this;
    const read = parts.map(({ framebuffer: { handle, width, height }, attachment }) => {
      const texels = new Float32Array(4 * width * height);
      gl.bindFramebuffer(gl.FRAMEBUFFER, handle);
      gl.readBuffer(gl.COLOR_ATTACHMENT0 + attachment);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.FLOAT, texels);
      return texels;
    });
    if (gl.isContextLost()) throw new Error('the WebGL context was lost');
    return read;
  }

  private attach(textures: readonly Texture[]): Framebuffer | null {
    const { gl } = this;
    const handle = gl.createFramebuffer();
    gl.bindFramebuffer(gl.FRAMEBUFFER, handle);
    const buffers: number[] = [];
    for (const texture of textures) {
      for (let layer = 0; layer < Math.max(1, texture.layers); layer++) {
        const at = gl.COLOR_ATTACHMENT0 + buffers.length;
        if (texture.layers === 0) gl.framebufferTexture2D(gl.FRAMEBUFFER, at, gl.TEXTURE_2D, texture.handle, 0);
        else gl.framebufferTextureLayer(gl.FRAMEBUFFER, at, texture.handle, 0, layer);
        buffers.push(at);
      }
    }
    gl.drawBuffers(buffers);
    const complete = gl.checkFramebufferStatus(gl.FRAMEBUFFER) === gl.FRAMEBUFFER_COMPLETE;
    if (!complete) gl.deleteFramebuffer(handle);
    return complete ? { handle, width: textures[0]?.width ?? 0, height: textures[0]?.height ?? 0 } : null;
  }

  /** The most targets with which a framebuffer is complete: some devices bound the bytes of a pixel. */
  private largest(most: number): number {
    for (let count = most; count > 0; count--) {
      const texture = this.texture(4, 4, count);
      const framebuffer = this.attach([texture]);
      if (framebuffer !== null) this.deleteFramebuffer(framebuffer);
      this.deleteTexture(texture);
      if (framebuffer !== null) return count;
    }
    throw new Error('WebGL renders to no texture of floating-point numbers here');
  }

  private program(source: string): Program {
    const program = this.programs.get(source) ?? compile(this.gl, source, this.software ? ['SAMPLED'] : []);
    this.programs.set(source, program);
    program.users++;
    return program;
  }
}

const targetOf = (gl: WebGL2RenderingContext, { layers }: Texture): number => (layers === 0 ? gl.TEXTURE_2D : gl.TEXTURE_2D_ARRAY);

/** 32 bits where they can be rendered to, else 16. */
function precisionOf(gl: WebGL2RenderingContext): Precision {
  if (gl.getExtension('EXT_color_buffer_float') !== null) return { format: gl.RGBA32F, bytes: 16 };
  if (gl.getExtension('EXT_color_buffer_half_float') !== null) return { format: gl.RGBA16F, bytes: 8 };
  throw new Error('WebGL renders to no texture of floating-point numbers here');
}
