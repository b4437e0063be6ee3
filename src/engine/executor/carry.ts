import type { Batch, States } from '../../core/network.ts';

/** Frames of one shape of batch, with a place aside in which the states of one moment are kept. */
export interface Starts<Shape> {
  /** Keeps the states in which the batch in these frames ended. */
  keep(shape: Shape): void;
  /** Has the next pass over these frames start from what is kept. */
  resume(shape: Shape): void;
  /** Has it start from these; a state that is missing, from 0. */
  give(shape: Shape, start: States): void;
}

/** Where batches start: which states are carried from one to the next, and when they are forgotten. */
export class Carry<Shape extends object> {
  /** The batch that was last learned from; null where nothing can be continued. */
  private ended: { readonly shape: Shape; readonly steps: number; readonly size: number } | null = null;
  /** Whether what it ended in lies aside already. */
  private isKept = false;
  /** Shapes whose frames do not start from 0 as they lie. */
  private readonly started = new WeakSet<Shape>();

  constructor(private readonly starts: Starts<Shape>) {}

  /** To be called before a batch takes the place of another, since it may go on from that; one that is only measured has to leave it to the next. */
  before(batch: Batch, learns: boolean): void {
    if (!learns || this.goesOn(batch)) this.keep();
    else this.forget();
  }

  /** Keeps what the last batch ended in, since its frames may be gone soon. */
  keep(): void {
    if (this.ended !== null && !this.isKept) this.starts.keep(this.ended.shape);
    this.isKept = true;
  }

  /** Puts the states of a batch where its pass starts. */
  place(shape: Shape, batch: Batch): void {
    const goesOn = this.goesOn(batch);
    if (goesOn) this.starts.resume(shape);
    else if (batch.start !== undefined || this.started.has(shape)) this.starts.give(shape, batch.start ?? ZERO);
    if (goesOn || batch.start !== undefined) this.started.add(shape);
    else this.started.delete(shape);
  }

  /** A batch was learned from: what it ended in can be continued where all was finite. */
  end(shape: Shape, { steps, size }: Batch, isFinite: boolean): void {
    this.ended = isFinite ? { shape, steps, size } : null;
    this.isKept = false;
  }

  forget(): void {
    this.ended = null;
  }

  private goesOn({ steps, size, continues, start }: Batch): boolean {
    return continues === true && start === undefined && this.ended?.steps === steps && this.ended.size === size;
  }
}

const ZERO: States = new Map();
