import { describe, expect, it } from 'vitest';
import { CLIP_SAMPLES } from '../../core/speech/audio.ts';
import { clipsOf } from '../../core/speech/clips.ts';
import { CLIP_FRAMES, COEFFICIENTS, framesOf, heard } from '../../core/speech/frames.ts';
import { sineAt, speechFile } from '../../core/speech/speech.test.helper.ts';
import { answerOf, type Heard, hear } from './hear.ts';
import { joined, mixed } from './recording.ts';

const clips = clipsOf(speechFile());

function heardIn(samples: Float32Array, rate: number): Heard {
  const word = hear({ samples, rate }, null);
  if ('fault' in word) throw new Error(word.fault);
  return word;
}

/** At twice as many samples a second, by straight lines. */
const doubled = (samples: Float32Array): Float32Array =>
  Float32Array.from({ length: 2 * samples.length }, (_, k) => ((samples[k >> 1] ?? 0) + (samples[(k + 1) >> 1] ?? 0)) / 2);

describe('a word in a recording', () => {
  it('becomes a sequence of the task: its frames, scored after the last one, with no right answer', () => {
    const { clip, own } = heardIn(heard(clips, 5, 0), 8000);
    expect(clip).toHaveLength(CLIP_SAMPLES);
    expect(own.x).toEqual(framesOf(clip));
    expect(own.x).toHaveLength(CLIP_FRAMES * COEFFICIENTS);
    expect(own.y).toBeNull();
    expect([...own.mask].flatMap((scored, t) => (scored === 1 ? [t] : []))).toEqual([CLIP_FRAMES - 1]);
  });

  it('is the same wherever it stands, and at another rate of samples nearly so', () => {
    const word = heard(clips, 5, 0);
    const plain = heardIn(joined([word, new Float32Array(8000)]), 8000).own.x;
    const later = heardIn(joined([new Float32Array(4000), word, new Float32Array(4000)]), 8000).own.x;
    expect(later).toEqual(plain);
    const finer = heardIn(doubled(joined([word, new Float32Array(8000)])), 16_000).own.x;
    const apart = finer.reduce((sum, value, k) => sum + Math.abs(value - (plain[k] ?? 0)), 0) / finer.length;
    expect(apart).toBeLessThan(0.35);
  });

  it('is refused in a sentence where there is none', () => {
    const faults = (samples: Float32Array, file: string | null): unknown => hear({ samples, rate: 48_000 }, file);
    expect(faults(new Float32Array(48_000), null)).toMatchObject({ fault: expect.stringMatching(/nothing but silence: is it muted/) });
    expect(faults(new Float32Array(48_000), 'a.wav')).toMatchObject({ fault: '“a.wav” holds nothing but silence: choose another.' });
    expect(faults(new Float32Array(480), 'a.wav')).toMatchObject({ fault: '“a.wav” lasts 0.01 s, too short for a word: choose another.' });
    expect(faults(sineAt(300, 48_000, 1, 3), 'a.wav')).toMatchObject({ fault: expect.stringMatching(/clipped/) });
    const broken = sineAt(300, 48_000, 1);
    broken[100] = Number.NaN;
    expect(faults(broken, 'a.wav')).toMatchObject({ fault: expect.stringMatching(/Sample 101 .* NaN/) });
    expect(faults(sineAt(300, 48_000, 12), null)).toMatchObject({ fault: expect.stringMatching(/12 s/) });
  });
});

describe('the answer to a word', () => {
  const { own } = heardIn(heard(clips, 5, 0), 8000);
  const trace = {
    x: own.x.slice(),
    answers: Float32Array.from({ length: CLIP_FRAMES * 10 }, (_, k) => k),
    steps: CLIP_FRAMES,
    outputs: 10,
  };

  it('is what the network says after the last frame', () => {
    expect([...(answerOf(trace, own) ?? [])]).toEqual(Array.from({ length: 10 }, (_, k) => (CLIP_FRAMES - 1) * 10 + k));
  });

  it('is none while another sequence is on show', () => {
    expect(answerOf(null, own)).toBeNull();
    expect(answerOf({ ...trace, x: own.x.map((value, k) => (k === 40 ? value + 1 : value)) }, own)).toBeNull();
    expect(answerOf({ ...trace, x: own.x.subarray(1) }, own)).toBeNull();
  });
});

describe('channels and blocks', () => {
  it('are mixed to their mean, and put one after the other', () => {
    expect([...mixed([Float32Array.of(1, 2), Float32Array.of(3, 0)])]).toEqual([2, 1]);
    expect([...mixed([Float32Array.of(1, 2)])]).toEqual([1, 2]);
    expect(mixed([])).toHaveLength(0);
    expect([...joined([Float32Array.of(1), Float32Array.of(2, 3)])]).toEqual([1, 2, 3]);
  });
});
