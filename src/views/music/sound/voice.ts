import { envelopeOf } from './envelope.ts';
import { frequencyOf, type Heard, type Voice } from './schedule.ts';

/** Partials of a timbre: shape, multiple of the pitch, loudness. */
type Partial = readonly [shape: OscillatorType, multiple: number, loudness: number];

/** A mild reed for the tune that is given, a softer bell for what is composed, so that one tells them apart by ear. */
const TIMBRES: Readonly<Record<Voice, readonly Partial[]>> = {
  given: [
    ['triangle', 1, 0.72],
    ['sine', 2, 0.14],
  ],
  composed: [
    ['sine', 1, 0.74],
    ['sine', 3, 0.1],
    ['triangle', 2, 0.08],
  ],
};

/** A note that has been handed to the audio clock. */
export interface Sounding {
  readonly from: number;
  readonly until: number;
  /** Silences it at a time that is not before now. */
  cut(time: number): void;
}

/** Lets a note sound from a time on, for so many seconds, through `output`. */
export function sound(context: BaseAudioContext, output: AudioNode, { pitch, voice }: Heard, from: number, seconds: number): Sounding {
  const points = envelopeOf(seconds);
  const until = from + (points.at(-1)?.at ?? 0);
  const gain = shaped(context, output, from, seconds);
  const oscillators = TIMBRES[voice].map(([shape, multiple, loudness]) => {
    const oscillator = context.createOscillator();
    const level = context.createGain();
    oscillator.type = shape;
    oscillator.frequency.value = multiple * frequencyOf(pitch);
    level.gain.value = loudness;
    oscillator.connect(level).connect(gain);
    oscillator.start(from);
    oscillator.stop(until);
    return oscillator;
  });
  oscillators[0]?.addEventListener('ended', () => gain.disconnect());
  return {
    from,
    until,
    cut: (time) => {
      for (const oscillator of oscillators) oscillator.stop(Math.max(time, context.currentTime));
    },
  };
}

/** A gain that follows the note's envelope. */
function shaped(context: BaseAudioContext, output: AudioNode, from: number, seconds: number): GainNode {
  const node = context.createGain();
  node.gain.setValueAtTime(0, from);
  for (const { at, gain } of envelopeOf(seconds)) node.gain.linearRampToValueAtTime(gain, from + at);
  node.connect(output);
  return node;
}
