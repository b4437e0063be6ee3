import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { ROOT } from './shell.mjs';

/*
 * `npm run speech`: has espeak-ng say ten words in many voices and writes public/data/speech.bin, and the means and
 * deviations of its frames. The same espeak-ng gives the same bytes.
 */

const PROGRAM = 'espeak-ng';

/** @param {string} file @returns {Promise<any>} */
const load = async (file) => (await runnerImport(join(ROOT, 'src/core', file), { logLevel: 'error' })).module;
const [
  { createRng },
  { digestOf },
  { WORDS, CLIP_SAMPLES },
  { resample },
  { writeClips },
  { clipsOf },
  { heard, rawFrames, COEFFICIENTS },
] = await Promise.all(
  ['rng.ts', 'digest.ts', 'speech/audio.ts', 'speech/resample.ts', 'speech/writeClips.ts', 'speech/clips.ts', 'speech/frames.ts'].map(load),
);

/**
 * Timbres of espeak-ng that a human being could have, each in one split only whatever its accent, so that nobody who is
 * heard in training is heard in the test.
 */
const TIMBRES = {
  train: [
    ...['m1', 'm2', 'm3', 'm5', 'm7', 'f1', 'f2', 'f5', 'croak', 'whisper', 'Alex', 'Andrea', 'Andy', 'Denis', 'Diogo', 'Jacky', 'Lee'],
    ...['adam', 'anika', 'antonio', 'belinda', 'ed', 'edward', 'grandma', 'gustave', 'klatt2', 'max', 'norbert', 'pablo', 'pedro'],
    ...['quincy', 'robert', 'sandro', 'steph'],
  ],
  probe: ['m4', 'f4', 'Gene', 'Mario', 'victor'],
  test: ['m6', 'm8', 'f3', 'Annie', 'Mike', 'aunty', 'david', 'grandpa', 'marcelo', 'paul'],
};
const ACCENTS = ['en-us', 'en', 'en-gb-scotland', 'en-gb-x-rp', 'en-gb-x-gbclan', 'en-gb-x-gbcwmd', 'en-029', 'en-us-nyc'];
/** Accents in which each timbre speaks. */
const ACCENTS_EACH = { train: 3, probe: 2, test: 3 };
/** @type {readonly ('train' | 'probe' | 'test')[]} */
const SPLITS = ['train', 'probe', 'test'];
/** Words a minute. */
const [SLOWEST, FASTEST] = [125, 210];
/** Falling, rising, and with force. */
const MARKS = ['.', '.', '?', '!'];
/** A word ends where nothing after it is louder than this share of its loudest sample. */
const LEAST = 0.01;
/** What the loudest sample becomes, of 32,768. */
const PEAK = 30_000;
/** The longest word that a clip has room for. */
const LONGEST = CLIP_SAMPLES - 480;

const version = versionOf();
const rng = createRng('speech.bin', 1);
const voices = SPLITS.flatMap((split) => TIMBRES[split].flatMap((timbre) => voicesOf(split, timbre)));
refuseTwins();
const spoken = voices.flatMap(({ name }, voice) =>
  WORDS.map((/** @type {string} */ text, /** @type {number} */ word) => ({ word, voice, samples: say(name, text) })),
);
const bytes = writeClips(WORDS, voices, spoken);
writeFileSync(join(ROOT, 'public/data/speech.bin'), bytes);
writeFileSync(join(ROOT, 'src/core/speech/normal.data.ts'), normal(clipsOf(bytes)));
console.log(`${version}: ${spoken.length} clips of ${voices.length} voices, ${bytes.length} bytes, digest ${digestOf(bytes)}`);

function versionOf() {
  try {
    return execFileSync(PROGRAM, ['--version'], { encoding: 'utf8' }).replace(/ {2}.*/s, '');
  } catch {
    console.error(`${PROGRAM} cannot be run: install it (Debian: apt-get install espeak-ng)`);
    return process.exit(1);
  }
}

/** espeak-ng takes a voice that it does not know for another one, without a word: two that sound the same show it. */
function refuseTwins() {
  const sounds = new Map();
  for (const { name } of voices) {
    const sound = execFileSync(PROGRAM, ['--stdout', '-v', name, 'stop.'], { encoding: 'latin1' });
    if (sounds.has(sound)) throw new Error(`${name} sounds as ${sounds.get(sound)} does: espeak-ng lacks one of them`);
    sounds.set(sound, name);
  }
}

/** @param {'train' | 'probe' | 'test'} split @param {string} timbre */
function voicesOf(split, timbre) {
  const first = rng.integer(ACCENTS.length);
  return Array.from({ length: ACCENTS_EACH[split] }, (_, k) => ({ name: `${ACCENTS[(first + 3 * k) % ACCENTS.length]}+${timbre}`, split }));
}

/**
 * A word by a voice, at a speed, pitch and intonation that are drawn; sooner where it would not fit.
 * @param {string} voice @param {string} word
 */
function say(voice, word) {
  const pitch = 20 + rng.integer(61);
  const mark = MARKS[rng.integer(MARKS.length)];
  for (let speed = SLOWEST + rng.integer(FASTEST - SLOWEST + 1); ; speed += 20) {
    const samples = trimmed(synthesised(['-v', voice, '-s', `${speed}`, '-p', `${pitch}`, '-a', '50', `${word}${mark}`]));
    if (samples.length <= LONGEST) return samples;
  }
}

/** What espeak-ng says, at 8,000 samples a second. @param {string[]} args @returns {Float32Array} */
function synthesised(args) {
  const wave = execFileSync(PROGRAM, ['--stdout', ...args]);
  const rate = wave.readUInt32LE(24);
  const samples = Float32Array.from({ length: Math.floor((wave.length - 44) / 2) }, (_, k) => wave.readInt16LE(44 + 2 * k) / 32768);
  return resample(samples, rate);
}

/** From the first sound to the last, as loud as all the others. @param {Float32Array} samples */
function trimmed(samples) {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const loud = (/** @type {number} */ sample) => Math.abs(sample) >= LEAST * peak;
  const word = samples.subarray(samples.findIndex(loud), samples.findLastIndex(loud) + 1);
  return Int16Array.from(word, (sample) => Math.round((PEAK / peak) * sample));
}

/** Source that names mean and deviation of each coefficient over the clips to train on. @param {any} clips */
function normal(clips) {
  const sums = Array.from({ length: COEFFICIENTS }, () => ({ count: 0, sum: 0, squares: 0 }));
  for (const clip of clips.of.train) {
    rawFrames(heard(clips, clip, 0)).forEach((/** @type {number} */ value, /** @type {number} */ k) => {
      const sum = sums[k % COEFFICIENTS];
      if (sum) Object.assign(sum, { count: sum.count + 1, sum: sum.sum + value, squares: sum.squares + value * value });
    });
  }
  const means = sums.map(({ count, sum }) => sum / count);
  const deviations = sums.map(({ count, sum, squares }) => Math.sqrt(squares / count - (sum / count) ** 2));
  const row = (/** @type {number[]} */ values) => `[${values.map((value) => Number(value.toFixed(2))).join(', ')}] as const`;
  return `/** Of each coefficient over the clips to train on; written by \`npm run speech\`. */
export const MEANS = ${row(means)};
export const DEVIATIONS = ${row(deviations)};
`;
}
