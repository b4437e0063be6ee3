/** Names of WebGL's constants stand for themselves: only whether two are the same matters. */
const CONSTANTS = { MAX_TEXTURE_SIZE: 4096, MAX_DRAW_BUFFERS: 8, MAX_COLOR_ATTACHMENTS: 8 } as const;

interface FakeProgram {
  source: string;
  readonly textures: Map<string, number>;
}

type Handle = object;

/**
 * A WebGL 2 context that computes nothing: it counts draws, and throws where a draw reads a texture that it writes,
 * which real ones refuse.
 */
export class FakeContext {
  draws = 0;
  /** Shaders that hold this do not compile. */
  refused: string | null = null;
  /** Whether framebuffers are complete. */
  complete = true;
  /** Textures that live. */
  readonly textures = new Set<Handle>();
  readonly programs = new Set<FakeProgram>();
  private readonly attachments = new Map<Handle, Set<Handle>>();
  private readonly units: (Handle | undefined)[] = [];
  private unit = 0;
  private framebuffer: Handle = {};
  private program: FakeProgram | null = null;

  static create(targets = 8): { readonly fake: FakeContext; readonly gl: WebGL2RenderingContext } {
    const fake = new FakeContext();
    const constant = (name: string): unknown => (name === 'MAX_DRAW_BUFFERS' ? targets : (CONSTANTS as Record<string, number>)[name]);
    const gl = new Proxy(fake as unknown as Record<string, unknown>, {
      get: (target, name: string) => {
        if (name === 'TEXTURE0' || name === 'COLOR_ATTACHMENT0') return 0;
        if (name === 'getParameter') return constant;
        const own = target[name];
        if (typeof own === 'function') return own.bind(fake);
        return /^[A-Z]/.test(name) ? name : () => null;
      },
    });
    return { fake, gl: gl as unknown as WebGL2RenderingContext };
  }

  getExtension(name: string): object | null {
    return name === 'EXT_color_buffer_float' ? {} : null;
  }

  isContextLost(): boolean {
    return false;
  }

  createTexture(): Handle {
    const texture = {};
    this.textures.add(texture);
    return texture;
  }

  deleteTexture(texture: Handle): void {
    this.textures.delete(texture);
  }

  createFramebuffer(): Handle {
    return {};
  }

  checkFramebufferStatus(): string {
    return this.complete ? 'FRAMEBUFFER_COMPLETE' : 'FRAMEBUFFER_UNSUPPORTED';
  }

  bindFramebuffer(_: unknown, framebuffer: Handle): void {
    this.framebuffer = framebuffer;
  }

  framebufferTexture2D(_: unknown, _at: unknown, _target: unknown, texture: Handle): void {
    this.attach(texture);
  }

  framebufferTextureLayer(_: unknown, _at: unknown, texture: Handle): void {
    this.attach(texture);
  }

  activeTexture(unit: number): void {
    this.unit = unit;
  }

  bindTexture(_: unknown, texture: Handle): void {
    this.units[this.unit] = texture;
  }

  createProgram(): FakeProgram {
    const program = { source: '', textures: new Map<string, number>() };
    this.programs.add(program);
    return program;
  }

  createShader(): { source: string } {
    return { source: '' };
  }

  shaderSource(shader: { source: string }, source: string): void {
    shader.source = source;
  }

  attachShader(program: FakeProgram, shader: { source: string }): void {
    program.source += shader.source;
  }

  useProgram(program: FakeProgram): void {
    this.program = program;
  }

  getProgramParameter(program: FakeProgram, name: string): unknown {
    if (name === 'ACTIVE_UNIFORMS') return samplersIn(program).length;
    return this.refused === null || !program.source.includes(this.refused);
  }

  getProgramInfoLog(): string {
    return `no ${this.refused} here`;
  }

  getActiveUniform(program: FakeProgram, index: number): { name: string; type: string } {
    return { name: samplersIn(program)[index] ?? '', type: 'SAMPLER_2D' };
  }

  getUniformLocation(_: FakeProgram, name: string): { name: string } {
    return { name };
  }

  uniform1i(location: { name: string } | null, unit: number): void {
    if (location !== null) this.program?.textures.set(location.name, unit);
  }

  drawArrays(): void {
    this.draws++;
    const written = this.attachments.get(this.framebuffer);
    for (const [name, unit] of this.program?.textures ?? []) {
      const texture = this.units[unit];
      if (texture === undefined || !this.textures.has(texture)) throw new Error(`a draw reads ${name}, which is no texture`);
      if (written?.has(texture)) throw new Error(`a draw reads ${name}, which it writes`);
    }
  }

  private attach(texture: Handle): void {
    const attached = this.attachments.get(this.framebuffer) ?? new Set();
    this.attachments.set(this.framebuffer, attached.add(texture));
  }
}

const samplersIn = ({ source }: FakeProgram): string[] => [...source.matchAll(/uniform sampler\w+ (\w+);/g)].map(([, name]) => name ?? '');
