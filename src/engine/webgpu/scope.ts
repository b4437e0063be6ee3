import type { LayerPlan, Plan, Ref } from '../../core/plan/plan.ts';
import { functionsFor } from './functions.ts';
import type { Shape } from './shape.ts';
import { block, type Kernel, type Lines, sum, times, u } from './wgsl.ts';

/** Where a value begins at one step; its number for sequence b and row i lies at `name + b * stride + i`. */
export interface Pointer {
  readonly name: string;
  /** 0 where all sequences share the value. */
  readonly stride: number;
}

/**
 * What a kernel's lines refer to: uniforms, which are read once at its top, and pointers to values, which are computed
 * once a step. Names of uniforms are those of `environmentOf`.
 */
export class Scope {
  private readonly integers = new Set<string>();
  private readonly floats = new Set<string>();
  private readonly pointers = new Map<string, { readonly place: string; readonly what: string | null }>();
  /** Whether what a step hands back is raised on its way. */
  private readonly boosts: boolean;
  private readonly cuts: readonly number[];

  constructor(
    readonly plan: Plan,
    readonly shape: Shape,
  ) {
    const { boost = false, cuts = [] } = plan.network.interventions ?? {};
    this.boosts = boost;
    this.cuts = cuts;
  }

  /** A uniform of type u32. */
  uniform(name: string): string {
    this.integers.add(name);
    return name;
  }

  /** A uniform of type f32. */
  float(name: string): string {
    this.floats.add(name);
    return name;
  }

  layer(layer: number): LayerPlan {
    const found = this.plan.layers[layer];
    if (found === undefined) throw new Error(`the plan has ${this.plan.layers.length} layers and no layer ${layer}`);
    return found;
  }

  /** Rows of a layer's frame, at a step before (−1), this one (0) or after (+1). */
  row(layer: number, row: number, stride: number, step: -1 | 0 | 1 = 0): Pointer {
    const { names } = this.layer(layer);
    // The frame before the first step lies before `frame`: u32 wraps round and back.
    const time = step === 0 ? 't' : step < 0 ? '(t - 1u)' : this.after();
    const place = step > 0 && this.boosts ? this.raised(layer, row) : this.placeAt(layer, row, time);
    const [suffix, when] = { '-1': ['Before', ' at t − 1'], '0': ['', ''], '1': ['After', ' at t + 1'] }[step] as [string, string];
    const what = names.find((named) => named.row === row && !/^r\d+$/.test(named.name))?.name ?? null;
    return this.point(`row${layer}_${row}${suffix}`, place, stride, what === null ? null : `${what}${when}`);
  }

  /** Rows of the step after as they lie in its frame, whatever it hands back. */
  later(layer: number, row: number, stride: number): Pointer {
    return this.point(`row${layer}_${row}Later`, this.placeAt(layer, row, '(t + 1u)'), stride);
  }

  private placeAt(layer: number, row: number, time: string): string {
    const { frame } = this.layer(layer);
    return `${this.uniform(`frame${layer}`)} + (${sum(times(time, u(frame)), u(row))}) * ${this.uniform('size')}`;
  }

  /** The step after; the zeros behind the last one where it hands no blame on. */
  private after(): string {
    return this.cuts.reduce((time, cut) => `select(${time}, ${this.uniform('steps')}, t + 1u == ${u(cut)})`, '(t + 1u)');
  }

  /** Rows of what the step after hands back, where `boostLines` leaves it raised. */
  boosted(row: number, stride: number): Pointer {
    return this.point(`boosted_${row}`, this.boostedPlace(row), stride);
  }

  private boostedPlace(row: number): string {
    return sum(this.uniform('boosted'), times(u(row), this.uniform('size')));
  }

  /** What the step after hands back, raised; the zeros behind the last step where that is nothing. */
  private raised(layer: number, row: number): string {
    if (this.cuts.length === 0) return this.boostedPlace(row);
    const isCut = this.cuts.map((cut) => `t + 1u == ${u(cut)}`).join(' || ');
    return `select(${this.boostedPlace(row)}, ${this.placeAt(layer, row, this.uniform('steps'))}, ${isCut})`;
  }

  /** Numbers of each step and sequence in a region of their own. */
  region(name: string, width: number): Pointer {
    return this.point(`${name}_t`, sum(this.uniform(name), times(times('t', this.uniform('size')), u(width))), width);
  }

  /** Where a layer reads a value of so many rows; null where it is zero. */
  at(layer: number, ref: Ref, rows: number): Pointer | null {
    switch (ref.kind) {
      case 'frame':
        return this.row(layer, ref.row, rows, ref.step);
      case 'x':
        return layer === 0 ? this.region('x', rows) : this.row(layer - 1, this.output(layer - 1), rows);
      case 'outside':
        return this.outside(layer, rows);
      case 'parameter':
        return this.point(`theta_${ref.offset}`, sum(this.uniform('theta'), u(ref.offset)), 0);
      case 'constant':
        return this.point(`constant_${ref.offset}`, sum(this.uniform(`constants${layer}`), u(ref.offset)), 0);
    }
  }

  private outside(layer: number, rows: number): Pointer | null {
    if (layer === this.plan.layers.length - 1) return this.region('outside', rows);
    const { input } = this.layer(layer + 1);
    return input === null ? null : this.row(layer + 1, input.row, rows);
  }

  private output(layer: number): number {
    const place = this.layer(layer).definitions.get("h'");
    if (place === undefined) throw new Error(`layer ${layer} has no output`);
    return place.row;
  }

  private point(name: string, place: string, stride: number, what: string | null = null): Pointer {
    this.pointers.set(name, { place, what });
    return { name, stride };
  }

  /** Declarations of all pointers so far, or of those with these names. */
  pointed(names?: ReadonlySet<string>): string[] {
    const wanted = [...this.pointers].filter(([name]) => names?.has(name) ?? true);
    return wanted.map(([name, { place, what }]) => `let ${name} = ${place};${what === null ? '' : ` // ${what}`}`);
  }

  /** The kernel of a body that was written in this scope. `before` is declared outside `main`. */
  kernel(title: string, lanes: number, before: Lines, body: Lines): Kernel {
    const integers = [...this.integers];
    const floats = [...this.floats];
    const read = [...integers, ...floats].map((name) => `let ${name} = uniforms.${name};`);
    const main = block('fn main(index : i32)', ['let lane = localIndex;', ...read, ...body]);
    return { title, lanes, integers, floats, code: [...functionsFor(main), ...before, ...main].join('\n') };
  }
}

/** The number of a pointer's value for a sequence and row, both names or numbers. */
export const element = ({ name, stride }: Pointer, sequence: string, row: string): string =>
  `result[${sum(name, stride === 0 ? '0u' : times(sequence, u(stride)), row)}]`;
