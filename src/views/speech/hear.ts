import type { OwnSequence } from '../../core/analysis/own.ts';
import { findWord } from '../../core/speech/findWord.ts';
import { CLIP_FRAMES, framesOf } from '../../core/speech/frames.ts';
import { faultOfRecording } from '../../core/speech/level.ts';
import { resample } from '../../core/speech/resample.ts';
import type { Trace } from '../../core/trace.ts';
import type { Recording } from './recording.ts';

/** A word that was found in a recording. */
export interface Heard {
  /** 0.8 s at 8,000 samples a second, as the network hears it. */
  readonly clip: Float32Array;
  /** What is shown on the lanes. */
  readonly own: OwnSequence;
}

/** Seconds that a file has to last. */
const SHORTEST = 0.2;

/** The word in a recording, or a sentence on why there is none. `file` is the name of the file that it is from; null for the microphone. */
export function hear(recording: Recording, file: string | null): Heard | { readonly fault: string } {
  const { samples, rate } = recording;
  const fault = (file === null ? null : faultInFile(recording, file)) ?? faultOfRecording(samples, rate);
  if (fault !== null) return { fault };
  const clip = findWord(resample(samples, rate));
  return { clip, own: ownOf(clip, file === null ? 'your voice' : `your file “${file}”`) };
}

/** What is told otherwise of a file than of a microphone. */
function faultInFile({ samples, rate }: Recording, file: string): string | null {
  const seconds = samples.length / rate;
  if (seconds < SHORTEST) return `“${file}” lasts ${seconds.toFixed(2)} s, too short for a word: choose another.`;
  return samples.every((sample) => sample === 0) ? `“${file}” holds nothing but silence: choose another.` : null;
}

function ownOf(clip: Float32Array, caption: string): OwnSequence {
  const mask = new Uint8Array(CLIP_FRAMES);
  mask[CLIP_FRAMES - 1] = 1;
  return { x: framesOf(clip), y: null, mask, clues: [], caption };
}

/** The probability of each word after the last frame; null while another sequence is on show. */
export function answerOf(trace: Pick<Trace, 'x' | 'answers' | 'steps' | 'outputs'> | null, own: OwnSequence): Float32Array | null {
  if (trace === null || trace.x.length !== own.x.length || !trace.x.every((value, k) => value === own.x[k])) return null;
  return trace.answers.subarray((trace.steps - 1) * trace.outputs, trace.steps * trace.outputs);
}
