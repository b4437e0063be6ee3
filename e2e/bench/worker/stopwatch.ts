import { median } from '../statistics.mjs';
import type { Trainer } from './job.ts';

/** Iterations are timed in blocks of at least this long: the clock of a page that is not isolated ticks every 0.1 ms. */
const BLOCK_MS = 5;
/** Slower than this, and there is nothing more to warm up. */
const SLOW_MS = 1000;
const LEAST_WARM = 20;
/** Quicker than this, and an iteration gains from warm caches. */
const QUICK_MS = 200;

/** Times the iterations of one trainer. */
export class Stopwatch {
  loss = Number.NaN;
  private latest = Number.NaN;

  constructor(private readonly trainer: Trainer) {}

  /** Milliseconds of one iteration. */
  once(): Promise<number> {
    return this.block(1);
  }

  /** Until so much time has passed and 20 iterations are made: WASM and JavaScript are compiled again once they are known to be hot. */
  async warmUp(milliseconds: number): Promise<number> {
    const end = performance.now() + milliseconds;
    for (let made = 0; this.latest < SLOW_MS && (performance.now() < end || (made < LEAST_WARM && this.latest < QUICK_MS)); made++) {
      await this.once();
    }
    return this.latest;
  }

  /** Median over as many blocks as end in so much time, one at least, of milliseconds per iteration. */
  async measure(milliseconds: number): Promise<number> {
    const size = await this.blockSize();
    const blocks: number[] = [];
    const end = performance.now() + milliseconds;
    do blocks.push(await this.block(size));
    while (performance.now() < end);
    return median(blocks);
  }

  /** Others have run since the last turn: a block of a quick trainer only brings it back into the caches. */
  private async blockSize(): Promise<number> {
    if (this.latest >= QUICK_MS) return 1;
    const size = Math.max(1, Math.ceil(BLOCK_MS / Math.max(this.latest, 0.001)));
    const each = await this.block(size);
    return Math.max(1, Math.ceil(BLOCK_MS / Math.max(each, 0.001)));
  }

  private async block(size: number): Promise<number> {
    const start = performance.now();
    for (let k = 0; k < size; k++) this.loss = await this.trainer.iterate();
    this.latest = (performance.now() - start) / size;
    return this.latest;
  }
}
