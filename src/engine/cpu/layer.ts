import type { Memory } from '../../core/plan/memory.ts';
import type { LayerPlan, OuterStage, Plan, ProductStage, Ref, Stage } from '../../core/plan/plan.ts';
import type { Phase } from '../../core/plan/values.ts';
import { Boost } from './boost.ts';
import { compileMap, type Surroundings } from './map.ts';
import {
  addressOf,
  type Bases,
  FRAME,
  INPUT,
  MEMORY,
  NEXT,
  type Numbers,
  newBases,
  OUTSIDE,
  type Place,
  type Run,
  THETA,
} from './numbers.ts';
import { addOuter, addSums, type Series, type Span } from './outers.ts';
import { ADD, BIAS, multiply, type Product, ZERO } from './products.ts';
import { type Scratch, spread } from './scratch.ts';

/** Something that lies step by step. */
const seriesAt = ({ at, stride }: Series, t: number): number => at + t * stride;

/** One layer's part of an iteration over batches of one shape. */
export class LayerRun {
  private readonly plan: LayerPlan;
  private readonly at: Memory;
  private readonly scratch: Scratch;
  private readonly index: number;
  /** Steps that hand no blame to the one before, which reads the zeros behind the last step instead. */
  private readonly cuts: readonly number[];
  private readonly boost: Boost | null;
  private readonly frame: Series;
  private readonly input: Series;
  private readonly outside: Series;
  private readonly bases: Bases = newBases();
  private readonly spreads = new Map<string, Place>();
  private readonly spreading: Run[] = [];
  private readonly runs: Readonly<Record<Phase, readonly Run[]>>;

  constructor(plan: Plan, index: number, at: Memory, scratch: Scratch) {
    this.plan = layerAt(plan, index);
    this.at = at;
    this.scratch = scratch;
    this.index = index;
    this.cuts = plan.network.interventions?.cuts ?? [];
    this.boost = plan.network.interventions?.boost ? new Boost(this.plan, at) : null;
    this.frame = this.frameOf(index);
    this.input = this.inputOf(plan);
    this.outside = this.outsideOf(plan);
    const { constant, before, forward, backward, after, trace } = this.plan.stages;
    const compile = (stages: readonly Stage[]): Run[] => stages.map((stage) => this.compile(stage, this.ofSteps()));
    this.runs = {
      constant: constant.map((stage) => this.compile(stage, this.ofConstants())),
      before: compile(before),
      forward: compile(forward),
      backward: compile(backward),
      after: compile(after),
      trace: compile(trace),
    };
  }

  forward(m: Numbers, theta: number): void {
    this.begin(m, theta);
    for (let t = 0; t < this.at.steps; t++) this.step(m, t);
  }

  /** What comes of the parameters alone. */
  begin(m: Numbers, theta: number): void {
    this.bases[THETA] = theta;
    this.run(m, this.runs.constant);
    this.run(m, this.spreading);
  }

  /** One step forward. */
  step(m: Numbers, t: number): void {
    this.moveTo(t);
    this.run(m, this.runs.before);
    this.run(m, this.runs.forward);
  }

  /** All steps backward, and the gradients of the parameters; ∂L/∂x of the first layer only for the trace. */
  backward(m: Numbers, isTraced: boolean): void {
    this.boost?.begin(m);
    for (let t = this.at.steps - 1; t >= 0; t--) {
      this.moveTo(t);
      if (this.boost !== null && this.bases[NEXT] !== seriesAt(this.frame, this.at.steps)) {
        this.bases[NEXT] = this.boost.raise(m, this.bases[NEXT] ?? 0);
      }
      this.run(m, this.runs.backward);
      this.run(m, this.runs.after);
      if (isTraced) this.run(m, this.runs.trace);
      this.boost?.note(m, seriesAt(this.frame, t));
    }
    const span = { from: 0, to: this.at.steps, columns: this.at.columns };
    for (const outer of this.plan.outers) this.addOuter(m, span, outer);
    for (const { by, rows, gradient } of this.plan.sums) addSums(m, span, this.row(by), rows, this.at.gradient + gradient);
  }

  private addOuter(m: Numbers, span: Span, { by, of, rows, columns, gradient }: OuterStage): void {
    addOuter(m, span, this.row(by), this.series(of), rows, columns, this.at.gradient + gradient);
  }

  private run(m: Numbers, runs: readonly Run[]): void {
    for (const run of runs) run(m, this.bases);
  }

  private moveTo(t: number): void {
    this.bases[FRAME] = seriesAt(this.frame, t);
    this.bases[INPUT] = seriesAt(this.input, t);
    this.bases[OUTSIDE] = seriesAt(this.outside, t);
    this.bases[NEXT] = seriesAt(this.frame, this.cuts.includes(t + 1) ? this.at.steps : t + 1);
  }

  private compile(stage: Stage, around: Surroundings): Run {
    return stage.kind === 'map' ? compileMap(stage, around) : this.compileProduct(stage);
  }

  private compileProduct(stage: ProductStage): Run {
    const product = productOf(stage, this.at.columns);
    const [of, to] = [this.place(stage.of), this.stored(stage.to)];
    const bias = stage.start.kind === 'bias' ? this.rowNumbers(stage.start.from) : to;
    return (m, bases) =>
      multiply(m, product, bases[THETA]! + stage.matrix, addressOf(of, bases), addressOf(to, bases), addressOf(bias, bases));
  }

  private ofSteps(): Surroundings {
    const { plan, scratch, at } = this;
    return {
      values: plan.values,
      columns: at.columns,
      scratch,
      kept: plan.kept,
      place: (ref, rows) => (ref.kind === 'parameter' || ref.kind === 'constant' ? this.spread(ref, rows) : this.place(ref)),
      stored: (row) => this.stored(row),
    };
  }

  private ofConstants(): Surroundings {
    const { plan, scratch } = this;
    const stored = (row: number): Place => this.rowNumbers({ kind: 'constant', offset: row });
    return { values: plan.values, columns: 1, scratch, kept: Number.POSITIVE_INFINITY, place: (ref) => this.rowNumbers(ref), stored };
  }

  private stored(row: number): Place {
    return { base: FRAME, offset: row * this.at.columns };
  }

  private place(ref: Ref): Place {
    switch (ref.kind) {
      case 'frame':
        if (ref.step === 1) return { base: NEXT, offset: ref.row * this.at.columns };
        return { base: FRAME, offset: ref.row * this.at.columns + ref.step * this.frame.stride };
      case 'x':
        return { base: INPUT, offset: 0 };
      case 'outside':
        return { base: OUTSIDE, offset: 0 };
      default:
        return this.rowNumbers(ref);
    }
  }

  /** One number per row, the same for all steps and sequences. */
  private rowNumbers(ref: Ref): Place {
    if (ref.kind === 'parameter') return { base: THETA, offset: ref.offset };
    if (ref.kind === 'constant') return { base: MEMORY, offset: (this.at.constants[this.index] ?? 0) + ref.offset };
    throw new Error(`${ref.kind} has more than one number per row`);
  }

  /** The same numbers, written out for all columns. */
  private spread(ref: Ref & { readonly offset: number }, rows: number): Place {
    const key = `${ref.kind} ${ref.offset} ${rows}`;
    const known = this.spreads.get(key);
    if (known !== undefined) return known;
    const { columns } = this.at;
    const [from, to] = [this.rowNumbers(ref), this.scratch.take(rows * columns)];
    this.spreads.set(key, to);
    this.spreading.push((m, bases) => spread(m, rows, columns, addressOf(from, bases), to.offset));
    return to;
  }

  private row(row: number, step = 0): Series {
    const { at, stride } = this.frame;
    return { at: at + row * this.at.columns + step * stride, stride };
  }

  private series(ref: Ref): Series {
    if (ref.kind === 'frame') return this.row(ref.row, ref.step);
    if (ref.kind === 'x') return this.input;
    throw new Error(`a matrix is never multiplied by ${ref.kind}`);
  }

  private frameOf(layer: number): Series {
    return { at: this.at.frames[layer] ?? 0, stride: this.at.frameLengths[layer] ?? 0 };
  }

  private inputOf(plan: Plan): Series {
    const { x, columns } = this.at;
    if (this.index === 0) return { at: x, stride: plan.network.inputs * columns };
    const below = this.frameOf(this.index - 1);
    const h = layerAt(plan, this.index - 1).definitions.get("h'");
    if (h === undefined) throw new Error('a layer without an output has none above it');
    return { at: below.at + h.row * columns, stride: below.stride };
  }

  /** ∂L/∂h: what the head leaves, or ∂L/∂x of the layer above, which is zero where that never reads x. */
  private outsideOf(plan: Plan): Series {
    const { outside, columns } = this.at;
    const rows = plan.network.units;
    if (this.index === plan.layers.length - 1) return { at: outside, stride: rows * columns };
    const { input } = layerAt(plan, this.index + 1);
    if (input === null) return { at: this.scratch.filled(0, rows * columns).offset, stride: 0 };
    const above = this.frameOf(this.index + 1);
    return { at: above.at + input.row * columns, stride: above.stride };
  }
}

function layerAt({ layers }: Plan, index: number): LayerPlan {
  const layer = layers[index];
  if (layer === undefined) throw new Error(`the plan has ${layers.length} layers and no layer ${index}`);
  return layer;
}

const ONTO = { zero: ZERO, add: ADD, bias: BIAS } as const;

function productOf({ rows, columns, transposed, start }: ProductStage, sequences: number): Product {
  const onto = ONTO[start.kind];
  return transposed
    ? { rows: columns, depth: rows, columns: sequences, row: 1, along: columns, onto }
    : { rows, depth: columns, columns: sequences, row: columns, along: 1, onto };
}
