import { functionsFor } from './functions.ts';
import { type Group, type Home, layersOf, type StepOffset } from './place.ts';
import type { Region } from './theta.ts';

/** A texture of values that a shader reads: that of frames as odd or even as its own, or the other one. */
export interface Binding {
  readonly name: string;
  readonly group: Group;
  readonly other: boolean;
}

/** A fragment shader with what it reads. */
export interface Source {
  readonly text: string;
  readonly bindings: readonly Binding[];
  readonly readsTheta: boolean;
}

const FRAME: Readonly<Record<StepOffset, string>> = { '-1': 'before', '0': 'now', '1': 'after' };

export const HEADER: readonly string[] = [
  '#version 300 es',
  'precision highp float;',
  'precision highp int;',
  'precision highp sampler2D;',
  'precision highp sampler2DArray;',
];

/** The targets of a draw. */
export const targetsText = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `layout(location = ${index}) out vec4 out${index};`);

/**
 * A sampler and the macro `read_<name>` of a texel's column, row and layer (of a plain texture, column and row). Where
 * SAMPLED is defined texels are sampled at their middle rather than fetched: software rasterisers check the bounds of
 * each fetch, and a sampled texel costs them a quarter less.
 */
export function samplerText(name: string, isArray: boolean): string[] {
  const [at, all] = isArray ? ['x, y, layer', 'ivec3(x, y, layer)'] : ['x, y', 'ivec2(x, y)'];
  const middle = `(vec2(x, y) + 0.5) * ${name}Scale`;
  return [
    `uniform sampler2D${isArray ? 'Array' : ''} ${name};`,
    '#ifdef SAMPLED',
    `uniform vec2 ${name}Scale;`,
    `#define read_${name}(${at}) texture(${name}, ${isArray ? `vec3(${middle}, layer)` : middle})`,
    '#else',
    `#define read_${name}(${at}) texelFetch(${name}, ${all}, 0)`,
    '#endif',
  ];
}

/**
 * The fragment shader of a draw that writes a group. Each fragment has four sequences (column `b`) of `block` units
 * from `u0` of one frame: that of the step `frame` in a loop, or each frame of one parity in turn where all steps are
 * drawn at once, where what belongs to no step is left as it is: zero, or a state to start from.
 */
export class Shader {
  private readonly lines: string[] = [];
  private readonly bindings = new Map<string, Binding>();
  private readonly offsets = new Set<StepOffset>();
  private readsTheta = false;

  constructor(
    readonly target: Group,
    private readonly allSteps: boolean,
  ) {}

  get block(): number {
    return this.target.block;
  }

  line(...text: readonly string[]): void {
    this.lines.push(...text);
  }

  /** Unit `u0 + r` of a value. */
  unit({ group, slot, row }: Home, step: StepOffset, r: number): string {
    const { block } = group;
    const first = slot * block;
    if (block === 1) return this.texel(group, step, `u0 + ${row + r}`, String(first));
    const shift = Math.log2(block);
    if (block <= this.block) return this.texel(group, step, `(u0 >> ${shift}) + ${r >> shift}`, String(first + (r & (block - 1))));
    return this.texel(group, step, `(u0 + ${r}) >> ${shift}`, `${first} + ((u0 + ${r}) & ${block - 1})`);
  }

  /** Unit `4 i + j` of a value. */
  fourth({ group, slot, row }: Home, step: StepOffset, j: number): string {
    const { block } = group;
    const first = slot * block;
    if (block <= 4) {
      const [rows, shift] = [4 / block, Math.log2(block)];
      return this.texel(group, step, `${rows} * i + ${row + (j >> shift)}`, String(first + (j & (block - 1))));
    }
    return this.texel(group, step, 'i >> 1', `${first} + 4 * (i & 1) + ${j}`);
  }

  /** The unit of a value that an expression names. */
  named({ group, slot, row }: Home, unit: string, step: StepOffset = 0): string {
    const { block } = group;
    if (block === 1) return this.texel(group, step, `${row} + ${unit}`, String(slot));
    return this.texel(group, step, `(${unit} >> ${Math.log2(block)})`, `${slot * block} + (${unit} & ${block - 1})`);
  }

  /** A texel of θ. */
  theta(x: string, y: string): string {
    this.readsTheta = true;
    return `read_theta(${x}, ${y})`;
  }

  /** Entry `u0 + r` of a vector of parameters, for all sequences. */
  parameter({ x, y }: Region, r: number): string {
    return `vec4(${this.theta(String(x), `u0 + ${y + r}`)}.x)`;
  }

  /** Leaves the fragment zero where a condition holds. */
  skipWhere(condition: string): void {
    const zeros = Array.from({ length: layersOf(this.target) }, (_, index) => `  out${index} = vec4(0);`);
    this.line(`if (${condition}) {`, ...zeros, '  return;', '}');
  }

  /** Writes `value(slot, r)` for every unit and ends the shader. */
  finish(value: (slot: number, r: number) => string, uniforms: readonly string[] = []): Source {
    const { rows, values, block } = this.target;
    for (let slot = 0; slot < values; slot++) {
      for (let r = 0; r < block; r++) {
        const [text, partly] = [value(slot, r), r > 0 && rows % block !== 0];
        this.line(`out${slot * block + r} = ${partly ? `u0 + ${r} < ${rows} ? ${text} : vec4(0)` : text};`);
      }
    }
    const body = this.lines.map((line) => `  ${line}`);
    const text = [...HEADER, ...this.declarations(), ...uniforms, ...functionsFor(body), 'void main() {', ...this.opening(), ...body, '}'];
    return { text: text.join('\n'), bindings: [...this.bindings.values()], readsTheta: this.readsTheta };
  }

  private texel(group: Group, step: StepOffset, row: string, layer: string): string {
    const other = step !== 0;
    const name = `group${group.index}${other ? 'other' : ''}`;
    this.bindings.set(name, { name, group, other });
    this.offsets.add(step);
    const frame = FRAME[step];
    return `read_${name}(${frame}.x, ${frame}.y * ${group.height} + (${row}), ${layer})`;
  }

  private declarations(): string[] {
    return [
      // Columns of a frame, frames side by side as a power of two, steps.
      'uniform ivec3 grid;',
      `uniform int ${this.allSteps ? 'parity' : 'frame'};`,
      ...(this.readsTheta ? samplerText('theta', false) : []),
      ...[...this.bindings.keys()].flatMap((name) => samplerText(name, true)),
      ...targetsText(layersOf(this.target)),
    ];
  }

  private opening(): string[] {
    const { height, block } = this.target;
    const place = this.allSteps
      ? ['ivec2 at = ivec2(p.x / grid.x, p.y / HEIGHT);', 'int frame = ((at.y << grid.y) + at.x) * 2 + parity;']
      : ['ivec2 at = place(frame);'];
    return [
      'ivec2 p = ivec2(gl_FragCoord.xy);',
      ...place.map((line) => line.replace('HEIGHT', String(height)).replace('place(frame)', placeText('frame'))),
      'int b = p.x - at.x * grid.x;',
      `int u0 = (p.y - at.y * ${height}) * ${block};`,
      ...(this.allSteps ? [`if (frame < 1 || frame > grid.z || u0 >= ${this.target.rows}) discard;`] : []),
      ...[...this.offsets].flatMap((offset) => this.frameLines(offset)),
    ].map((line) => `  ${line}`);
  }

  private frameLines(offset: StepOffset): string[] {
    const name = FRAME[offset];
    if (offset === 0) return [`ivec2 ${name} = ivec2(p.x, at.y);`];
    const place = placeText(`(frame ${offset < 0 ? '- 1' : '+ 1'})`);
    return [`ivec2 ${name} = ${place};`, `${name}.x = ${name}.x * grid.x + b;`];
  }
}

/** Column and row of a frame among the frames of its texture. */
const placeText = (frame: string): string => `ivec2((${frame} >> 1) & ((1 << grid.y) - 1), (${frame} >> 1) >> grid.y)`;
