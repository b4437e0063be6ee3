import * as tf from '@tensorflow/tfjs-core';
import type { Cell } from '../../core/cell/cell.ts';
import type { Id, Node } from '../../core/cell/graph.ts';
import { type Schedule, scheduleOf } from '../../core/cell/schedule.ts';
import { binary, unary } from './operations.ts';
import { splitSteps } from './split.ts';

type Matrix = tf.Tensor2D;

/** Parameters of one layer by their names: matrices [units, columns], vectors [1, units]. */
export type LayerParameters = ReadonlyMap<string, Matrix>;

/** States of one layer by name, [batch, units]; one that is missing is 0. */
export type LayerStart = ReadonlyMap<string, Matrix>;

/**
 * One layer's pass over all steps of a batch, op by op, as the cell's schedule says: what does not wait for the state
 * before is one op over all steps, the rest is one op a step. Rows are (t, b), columns the entries of a value.
 * Everything is left to the surrounding `tidy`.
 */
export class LayerPass {
  private readonly schedule: Schedule;
  /** Values of one row for all steps and sequences. */
  private readonly constants = new Map<Id, Matrix>();
  /** Values of all rows. */
  private readonly wholes = new Map<Id, Matrix>();
  /** Values step by step, [batch, width] each. */
  private readonly parts = new Map<Id, Matrix[]>();
  private readonly turned = new Map<string, Matrix>();
  private readonly zeros: Matrix;

  constructor(
    private readonly cell: Cell,
    private readonly parameters: LayerParameters,
    private readonly x: Matrix,
    private readonly steps: number,
    private readonly size: number,
    private readonly units: number,
    private readonly start: LayerStart,
    /** State → what disturbs it, all rows; one that is missing is 0. */
    private readonly noise: LayerStart,
  ) {
    this.schedule = scheduleOf(cell);
    this.zeros = tf.zeros([size, units]);
  }

  /** Runs all steps; h of every step is `state('h')` then. */
  forward(): void {
    for (const id of this.schedule.constant)
      this.constants.set(
        id,
        this.compute(id, (of) => this.constant(of)),
      );
    for (const id of this.schedule.before)
      this.wholes.set(
        id,
        this.compute(id, (of) => this.whole(of)),
      );
    this.loop(this.schedule.forward, 'up');
  }

  /**
   * Carries the blame back through all steps. `external` is ∂L/∂h from outside the layer, all rows; `reached[t]` says
   * whether step t has any.
   */
  backward(external: Matrix, reached: readonly boolean[]): void {
    for (const id of this.schedule.between)
      this.wholes.set(
        id,
        this.compute(id, (of) => this.whole(of)),
      );
    if (this.carries()) this.backwardLoop(external, reached);
    else this.backwardAtOnce(external);
    for (const id of this.schedule.after)
      this.wholes.set(
        id,
        this.compute(id, (of) => this.whole(of)),
      );
  }

  /** A definition by its name as written (`h'`, `f`), all rows. */
  defined(name: string): Matrix {
    return this.expanded(this.known(this.cell.definitions.get(name), name));
  }

  /** A state at the last step, [batch, units]. */
  last(state: string): Matrix {
    const rows = this.defined(`${state}'`);
    return tf.slice(rows, [(this.steps - 1) * this.size, 0], [this.size, this.units]);
  }

  /** ∂L/∂s_t for a state, all rows. */
  blame(state: string): Matrix {
    return this.expanded(this.known(this.cell.backward.blame.get(state), state));
  }

  /** ∂L/∂x_t, all rows; null where the cell never reads x. */
  inputGradient(): Matrix | null {
    const id = this.cell.backward.input;
    return id === null ? null : this.expanded(id);
  }

  /** ∂L by a vector of parameters, summed over rows: [1, units]; null for zero. */
  vectorGradient(name: string): tf.Tensor | null {
    const id = this.cell.backward.vectors.get(name) ?? null;
    return id === null ? null : tf.sum(this.expanded(id), 0, true);
  }

  /** ∂L by a matrix: Σ by ⊗ of over rows; null for zero. */
  matrixGradient(name: string): tf.Tensor | null {
    const products = (this.cell.backward.matrices.get(name) ?? []).map(({ by, of }) =>
      tf.matMul(tf.transpose(this.expanded(by)), this.expanded(of)),
    );
    return products.length === 0 ? null : products.reduce((sum, product) => tf.add(sum, product));
  }

  private carries(): boolean {
    return [...this.cell.backward.previous.values()].some((id) => id !== null);
  }

  private loop(ids: readonly Id[], direction: 'up' | 'down'): void {
    for (const id of ids) this.parts.set(id, new Array<Matrix>(this.steps));
    for (let k = 0; k < this.steps; k++) {
      const t = direction === 'up' ? k : this.steps - 1 - k;
      for (const id of ids) this.partsOf(id)[t] = this.compute(id, (of) => this.part(of, t), t);
    }
  }

  private backwardLoop(external: Matrix, reached: readonly boolean[]): void {
    const outside = splitSteps(external, this.steps);
    this.incoming = (state, t) => {
      const carried = t + 1 < this.steps ? this.carriedFrom(state, t + 1) : null;
      const added = state === 'h' && reached[t] === true ? this.at(outside, t) : null;
      if (carried !== null && added !== null) return tf.add(carried, added);
      return carried ?? added ?? this.zeros;
    };
    this.loop(this.schedule.backward, 'down');
  }

  /** Without a path from step to step every step stands for itself. */
  private backwardAtOnce(external: Matrix): void {
    this.incoming = (state) => (state === 'h' ? external : tf.zerosLike(external));
    for (const id of this.schedule.backward)
      this.wholes.set(
        id,
        this.compute(id, (of) => this.whole(of)),
      );
  }

  private incoming: (state: string, t: number) => Matrix = () => this.zeros;

  private carriedFrom(state: string, t: number): Matrix | null {
    const id = this.cell.backward.previous.get(state) ?? null;
    return id === null ? null : this.tall(this.part(id, t));
  }

  private compute(id: Id, value: (of: Id) => Matrix, t = 0): Matrix {
    const node = this.node(id);
    switch (node.op) {
      case 'number':
        return tf.tensor2d([node.value], [1, 1]);
      case 'input':
        return this.x;
      case 'previous':
        return t === 0 ? (this.start.get(node.state) ?? this.zeros) : this.tall(this.part(this.newState(node.state), t - 1));
      case 'noise':
        return this.noise.get(node.state) ?? tf.zeros([this.steps * this.size, this.units]);
      case 'vector':
        return this.parameter(node.name);
      case 'product':
        return tf.matMul(value(node.of), node.transposed ? this.parameter(node.matrix) : this.transposed(node.matrix));
      case 'unary':
        return unary(node.function, value(node.of));
      case 'binary':
        return binary(node.function, value(node.left), value(node.right));
      case 'define':
        return value(node.of);
      case 'incoming':
        return this.incoming(node.state, t);
    }
  }

  private constant(id: Id): Matrix {
    return this.known(this.constants.get(id), `node ${id}`);
  }

  /** A value for all rows, or one row that stands for them. */
  private whole(id: Id): Matrix {
    const known = this.constants.get(id) ?? this.wholes.get(id);
    if (known !== undefined) return known;
    const joined: Matrix = tf.concat(this.partsOf(id).map((part) => this.tall(part)));
    this.wholes.set(id, joined);
    return joined;
  }

  /** A value at one step, [batch, width] or one row that stands for it. */
  private part(id: Id, t: number): Matrix {
    const constant = this.constants.get(id);
    if (constant !== undefined) return constant;
    let parts = this.parts.get(id);
    if (parts === undefined) {
      parts = splitSteps(this.expanded(id), this.steps);
      this.parts.set(id, parts);
    }
    return this.at(parts, t);
  }

  private expanded(id: Id): Matrix {
    const value = this.whole(id);
    const rows = this.steps * this.size;
    return value.shape[0] === rows ? value : tf.add(value, tf.zeros([rows, this.widthOf(id)]));
  }

  private tall(part: Matrix): Matrix {
    return part.shape[0] === this.size ? part : tf.add(part, this.zeros);
  }

  private widthOf(id: Id): number {
    const { width } = this.node(id);
    return width === 'units' ? this.units : width === 'inputs' ? (this.x.shape[1] ?? 1) : 1;
  }

  private newState(state: string): Id {
    return this.known(this.cell.definitions.get(`${state}'`), `${state}'`);
  }

  /** Transposed once and kept: WASM multiplies fast only what it need not transpose, and prepares each right-hand side once. */
  private transposed(name: string): Matrix {
    const known = this.turned.get(name);
    if (known !== undefined) return known;
    const turned: Matrix = tf.transpose(this.parameter(name));
    this.turned.set(name, turned);
    return turned;
  }

  private parameter(name: string): Matrix {
    return this.known(this.parameters.get(name), name);
  }

  private node(id: Id): Node {
    return this.known(this.cell.graph[id], `node ${id}`);
  }

  private partsOf(id: Id): Matrix[] {
    return this.known(this.parts.get(id), `node ${id}`);
  }

  private at(parts: readonly Matrix[], t: number): Matrix {
    return this.known(parts[t], `step ${t}`);
  }

  private known<T>(value: T | undefined, what: string): T {
    if (value === undefined) throw new Error(`${what} is missing: the schedule of this cell does not compute it`);
    return value;
  }
}
