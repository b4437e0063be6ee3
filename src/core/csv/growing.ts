const BITS = 12;
const BLOCK = 1 << BITS;

/** Numbers of which nobody knows how many will come, in blocks, so that none is moved when more come. */
export class Growing {
  private readonly blocks: Float64Array<ArrayBuffer>[] = [];
  private block: Float64Array<ArrayBuffer> = new Float64Array(0);
  private count = 0;

  push(value: number): void {
    const at = this.count & (BLOCK - 1);
    if (at === 0) this.begin();
    this.block[at] = value;
    this.count++;
  }

  private begin(): void {
    this.block = new Float64Array(BLOCK);
    this.blocks.push(this.block);
  }

  copy(): Growing {
    const other = new Growing();
    for (const block of this.blocks) other.blocks.push(block.slice());
    other.block = other.blocks.at(-1) ?? other.block;
    other.count = this.count;
    return other;
  }

  /** The first `length` of them in one piece; the blocks are let go. */
  take(length: number): Float64Array {
    const values = new Float64Array(length);
    for (let k = 0; k << BITS < length; k++) {
      const from = k << BITS;
      values.set((this.blocks[k] as Float64Array).subarray(0, length - from), from);
    }
    this.blocks.length = 0;
    this.count = 0;
    return values;
  }
}
