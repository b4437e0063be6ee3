/** One channel of sound as it was recorded. */
export interface Recording {
  readonly samples: Float32Array;
  /** Samples a second. */
  readonly rate: number;
}

/** Nothing could be recorded or read; the message is a sentence that says why and what to do. */
export class Refused extends Error {
  override readonly name = 'Refused';
}

/** A recording under way, and the microphone with it. Either end lets go of both. */
export interface Capture {
  /** How loud it is now, from 0 to 1; null where that is not known. */
  level(): number | null;
  stop(): Promise<Recording>;
  cancel(): void;
}

/** Blocks one after the other. */
export function joined(blocks: readonly Float32Array[]): Float32Array {
  const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    samples.set(block, at);
    at += block.length;
  }
  return samples;
}

/** The mean of several channels of the same length. */
export function mixed(channels: readonly Float32Array[]): Float32Array {
  const [first = new Float32Array(0), ...others] = channels;
  if (others.length === 0) return first;
  return first.map((sample, k) => others.reduce((sum, channel) => sum + (channel[k] ?? 0), sample) / channels.length);
}
