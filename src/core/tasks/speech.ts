import { log } from '../exact/log.ts';
import type { Rng } from '../rng.ts';
import { WORDS } from '../speech/audio.ts';
import { type Clips, clipsOf } from '../speech/clips.ts';
import { CLIP_FRAMES, COEFFICIENTS, framesOf, heard } from '../speech/frames.ts';
import { madeOf } from './material.ts';
import { accuracy } from './measures.ts';
import { makeRoom, type Split, type Task } from './task.ts';

/** Written by `npm run speech`; the test beside this holds it to its bytes. */
const FILE = {
  name: 'data/speech.bin',
  title: 'Ten words in many voices',
  file: { bytes: 1_997_391, digest: 26_986_501_694_939 },
} as const;

/** Takes of each clip: the voice itself, and another mouth somewhere else. With one alone, what is held out is understood less well. */
const TAKES = 2;

/** Frames and coefficients that may be left out of what is trained on, each in a row. */
const LOST = { frames: 4, coefficients: 3 } as const;

/** What is heard of a clip in one of its takes. */
interface Hearing {
  readonly clips: Clips;
  /** (t, coefficient), made when it is first asked for: a frame takes a transform, and a batch must not wait for a thousand. */
  frames(clip: number, take: number): Float32Array;
}

const hearing = madeOf((bytes): Hearing => {
  const clips = clipsOf(bytes);
  const made = new Map<number, Float32Array>();
  return {
    clips,
    frames(clip, take) {
      const key = clip * TAKES + take;
      const frames = made.get(key) ?? framesOf(heard(clips, clip, take));
      made.set(key, frames);
      return frames;
    },
  };
});

export const speech: Task = {
  name: 'speech',
  title: 'Spoken words',
  shelf: 'sound',
  start: { cell: 'gru', units: 64, rate: 0.005 },
  sentence:
    'A voice says one of ten words, in 0.8 s: every 24 ms 13 numbers tell how loud it is and how the sound is coloured. After the last of them the network says which word it was. The voices of the test are never heard in training, where a few numbers are left out each time.',
  watch:
    'A word is over before the network answers, so it has to be remembered; and stop and up, or no and go, end alike: to tell them apart, the blame has to reach back to how they begin.',
  options: [],
  sizes: () => ({ inputs: COEFFICIENTS, outputs: WORDS.length, steps: CLIP_FRAMES, loss: 'crossEntropy' }),
  sequence(rng, _, split, room = makeRoom(CLIP_FRAMES, COEFFICIENTS, 1)) {
    const { clips, frames } = hearing(FILE.name);
    const { x, y, mask } = room;
    const clip = clipIn(clips, split, rng);
    x.set(frames(clip, rng.integer(TAKES)));
    if (split === 'train') leaveOut(x, rng);
    y[CLIP_FRAMES - 1] = clips.word[clip] ?? 0;
    mask[CLIP_FRAMES - 1] = 1;
    return { x, y, mask, clues: [], caption: captionOf(clips, clip) };
  },
  baselines: () => [{ label: 'ten equal guesses', loss: log(WORDS.length) }],
  material: () => FILE,
  measure: () => accuracy(),
  drawing: () => ({ input: 'frames', channel: 0, outputs: WORDS, scale: 1, offset: 0, unit: '', digits: 2 }),
  credit: {
    text: 'No person was recorded: espeak-ng said the words for this page',
    url: 'https://github.com/espeak-ng/espeak-ng',
  },
  references: [
    'Davis & Mermelstein (1980), Comparison of parametric representations for monosyllabic word recognition in continuously spoken sentences',
    'Park et al. (2019), SpecAugment, for what is left out in training',
    'Warden (2018), Speech Commands: a dataset for limited-vocabulary speech recognition, for the ten words',
  ],
};

/** Up to 4 frames and 3 coefficients become their mean, which is 0: the network has to go by all of a word, and not by one sound that gives a voice away. */
function leaveOut(x: Float32Array, rng: Rng): void {
  const [frames, coefficients] = [rng.integer(LOST.frames + 1), rng.integer(LOST.coefficients + 1)];
  const first = rng.integer(CLIP_FRAMES - frames + 1);
  x.fill(0, first * COEFFICIENTS, (first + frames) * COEFFICIENTS);
  const row = rng.integer(COEFFICIENTS - coefficients + 1);
  for (let j = row; j < row + coefficients; j++) for (let k = j; k < x.length; k += COEFFICIENTS) x[k] = 0;
}

const clipIn = ({ of }: Clips, split: Split, rng: Rng): number => of[split][rng.integer(of[split].length)] ?? 0;

const captionOf = ({ words, word, voices, voice }: Clips, clip: number): string =>
  `“${words[word[clip] ?? 0]}” by ${voices[voice[clip] ?? 0]?.name}`;
