import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { type LossFunction, lossOf } from './loss.ts';
import type { Numbers } from './numbers.ts';
import { addOuter, addSums, type Series } from './outers.ts';
import { BIAS, multiply, type Product, ZERO } from './products.ts';

/** The head y = V h + a and the loss, over batches of one shape. */
export class HeadRun {
  private readonly at: Memory;
  private readonly plan: Plan;
  private readonly loss: LossFunction;
  private readonly answer: Product;
  private readonly back: Product;
  private readonly h: Series;

  constructor(plan: Plan, at: Memory) {
    const { units, outputs, loss } = plan.network;
    const { columns } = at;
    const last = plan.layers.length - 1;
    this.plan = plan;
    this.at = at;
    this.loss = lossOf(loss);
    this.answer = { rows: outputs, depth: units, columns, row: units, along: 1, onto: BIAS };
    this.back = { rows: units, depth: outputs, columns, row: 1, along: units, onto: ZERO };
    this.h = { at: (at.frames[last] ?? 0) + plan.head.h * columns, stride: at.frameLengths[last] ?? 0 };
  }

  /** The loss; leaves ∂L/∂h, and ∂L/∂V and ∂L/∂a added to the gradient. Answers of unscored steps only where asked for. */
  run(m: Numbers, theta: number, isWhole: boolean): number {
    let loss = 0;
    for (let t = 0; t < this.at.steps; t++) {
      const isScored = m[this.at.scored + t] !== 0;
      if (isScored || isWhole) this.answerAt(m, theta, t);
      loss += isScored ? this.scoreAt(m, theta, t) : this.passOver(m, t);
    }
    this.addGradients(m);
    return loss;
  }

  /** The answers at one step. */
  answerAt(m: Numbers, theta: number, t: number): void {
    const { V, a } = this.plan.head;
    const to = this.at.answers + t * this.stride(this.answer.rows);
    multiply(m, this.answer, theta + V, this.h.at + t * this.h.stride, to, theta + a);
  }

  private scoreAt(m: Numbers, theta: number, t: number): number {
    const { at, answer, back } = this;
    const [outputs, targets] = [answer.rows, this.plan.network.loss === 'mse' ? answer.rows : 1];
    const [answers, blame] = [at.answers + t * this.stride(outputs), at.blame + t * this.stride(outputs)];
    const loss = this.loss(m, outputs, at.columns, answers, at.y + t * this.stride(targets), at.weights + t * at.columns, blame);
    multiply(m, back, theta + this.plan.head.V, blame, at.outside + t * this.stride(back.rows), 0);
    return loss;
  }

  private passOver(m: Numbers, t: number): number {
    const length = this.stride(this.back.rows);
    m.fill(0, this.at.outside + t * length, this.at.outside + (t + 1) * length);
    return 0;
  }

  /** Over each run of steps that are scored one after the other. */
  private addGradients(m: Numbers): void {
    const { steps, scored } = this.at;
    for (let from = 0, to = 0; from < steps; from = to) {
      to = from + 1;
      if (m[scored + from] === 0) continue;
      while (to < steps && m[scored + to] !== 0) to++;
      this.addGradientsOf(m, from, to);
    }
  }

  private addGradientsOf(m: Numbers, from: number, to: number): void {
    const { at, answer, plan, h } = this;
    const span = { from, to, columns: at.columns };
    const blame = { at: at.blame, stride: this.stride(answer.rows) };
    addOuter(m, span, blame, h, answer.rows, answer.depth, at.gradient + plan.head.V);
    addSums(m, span, blame, answer.rows, at.gradient + plan.head.a);
  }

  private stride(rows: number): number {
    return rows * this.at.columns;
  }
}
