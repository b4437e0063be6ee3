import { lossOf, softmax } from '../core/analysis/answers.ts';
import { columnOf } from '../core/analysis/column.ts';
import { asAnswered } from '../core/analysis/own.ts';
import type { Example, Score } from '../core/analysis/score.ts';
import type { Findings } from '../core/analysis/verdict.ts';
import type { Differentiation, Network } from '../core/network.ts';
import { HELD_OUT_TURNS, type LabelledBatch } from '../core/tasks/index.ts';
import { type Judged, NOTHING, type Tally, together } from '../core/tasks/measures.ts';
import type { Run } from './run.ts';

/** The held-out sequences take at most this share of the time. */
const SHARE = 0.04;
/** And are asked at most this often. */
const APART_MS = 700;
/** Iterations after which a score is of another network, while there are few. */
const LATELY = 50;
/** Where whole answers are asked for, and how many are whole is not known now. */
const UNKNOWN: Findings['heldOut'] = { loss: Number.NaN, baselines: [], whole: Number.NaN };
/** Examples of each kind that are shown. */
const EXAMPLES = 4;

/** What one sequence was answered, with its own loss. */
interface Answered {
  readonly judged: Judged;
  readonly loss: number;
  readonly example: Example;
}

/**
 * Judges a run on sequences that it never learns from, now and then. Answers are teacher-forced; a greedy answer of a
 * network that reads its own answers is right to the end exactly where every one of these is.
 */
export class Scorer {
  private next = 0;
  private last = -1;
  /** With the noise that the network has, where it has any: others when something else is done to it. */
  private known: { readonly network: Network; readonly turns: readonly LabelledBatch[] } | null = null;
  private stood: Findings['heldOut'] = null;

  constructor(
    private readonly run: Run,
    private readonly size: number,
  ) {}

  /** How the run stood on what is held out when it was last asked; null where that was too long ago to say anything of it now. */
  get standing(): Findings['heldOut'] {
    const { iteration } = this.run;
    if (this.last > 0 && iteration - this.last <= Math.max(LATELY, iteration / 4)) return this.stood;
    return this.asksForWhole() ? UNKNOWN : null;
  }

  private asksForWhole(): boolean {
    return this.run.task.free?.(this.run.options).exact === true;
  }

  isDue(): boolean {
    return this.run.iteration !== this.last && performance.now() >= this.next;
  }

  /** The weights were replaced or taken back. */
  forget(): void {
    this.stood = null;
    this.last = -1;
  }

  /** Due at once, since training has come to rest or the weights were replaced. */
  hurry(): void {
    this.next = 0;
  }

  async score(): Promise<Score> {
    const start = performance.now();
    const answered = await this.answered();
    this.last = this.run.iteration;
    const spent = performance.now() - start;
    this.next = performance.now() + Math.max(APART_MS, spent / SHARE - spent);
    const score = this.summed(answered);
    const whole = this.asksForWhole() ? (score.right ?? 0) / score.sequences : null;
    this.stood = { loss: score.loss, baselines: this.run.task.baselines(this.run.options, 'test'), whole };
    return score;
  }

  private get turns(): readonly LabelledBatch[] {
    const { network } = this.run;
    if (this.known?.network !== network)
      this.known = { network, turns: Array.from({ length: HELD_OUT_TURNS }, (_, turn) => this.run.heldOut(turn, this.size)) };
    return this.known.turns;
  }

  private async answered(): Promise<Answered[]> {
    const all: Answered[] = [];
    for (const batch of this.turns) all.push(...this.answersOf(batch, await this.run.executor.differentiate(batch)));
    return all;
  }

  private answersOf(batch: LabelledBatch, differentiation: Differentiation): Answered[] {
    return Array.from({ length: batch.size }, (_, sequence) => this.answerOf(batch, differentiation, sequence));
  }

  private answerOf(batch: LabelledBatch, { outputs: all }: Differentiation, sequence: number): Answered {
    const { steps, size } = batch;
    const { loss, outputs } = this.run.network;
    const column = { steps, size, sequence };
    const [logits, y] = [columnOf(all, column), columnOf(batch.y, column)];
    const mask = Uint8Array.from({ length: steps }, (_, t) => ((batch.weights[t * size + sequence] ?? 0) > 0 ? 1 : 0));
    const judged = { steps, outputs, answers: loss === 'crossEntropy' ? softmax(logits, steps) : logits, y, mask };
    const right = this.run.task.measure(this.run.options).isRight(judged);
    const example = {
      right,
      x: columnOf(batch.x, column),
      y,
      mask,
      clues: batch.clues[sequence] ?? [],
      caption: batch.captions[sequence] ?? '',
    };
    return { judged, loss: lossOf({ outputs: logits, y, mask }, loss), example: { ...example, answers: asAnswered(logits, steps, loss) } };
  }

  private summed(answered: readonly Answered[]): Score {
    const measure = this.run.task.measure(this.run.options);
    const tally = answered.reduce((sum: Tally, { judged }) => together(sum, measure.add(judged)), NOTHING);
    const judgements = answered.map(({ example }) => example.right);
    const pick = (right: boolean | null): Example[] =>
      answered.flatMap(({ example }) => (example.right === right ? [example] : [])).slice(0, EXAMPLES);
    return {
      iteration: this.run.iteration,
      sequences: answered.length,
      loss: answered.reduce((sum, { loss }) => sum + loss, 0) / answered.length,
      value: measure.value(tally),
      right: judgements.includes(null) ? null : judgements.filter((right) => right === true).length,
      examples: [...pick(true), ...pick(false), ...pick(null)],
    };
  }
}
