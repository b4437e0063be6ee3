/** A moment of a note, in seconds from its beginning, and how loud it is then, from 0 to 1. Between two it goes straight. */
export interface Point {
  readonly at: number;
  readonly gain: number;
}

/** How a note swells, falls to where it is held, and fades: seconds, and the share of its loudness at which it is held. */
const SHAPE = { attack: 0.012, decay: 0.16, held: 0.55, release: 0.08 } as const;
/** A note is let go a little before the next one, so that two of the same pitch are heard as two. */
const SOUNDING = 0.94;

/** The loudness of a note of so many seconds, from silence to silence, without a leap that would click; a short one is cut short in its fall. */
export function envelopeOf(seconds: number): readonly Point[] {
  const end = seconds * SOUNDING;
  const attack = Math.min(SHAPE.attack, end / 4);
  const release = Math.min(SHAPE.release, end / 2);
  const fallen = Math.min(attack + SHAPE.decay, end - release);
  const gain = 1 - (1 - SHAPE.held) * ((fallen - attack) / SHAPE.decay);
  return [
    { at: 0, gain: 0 },
    { at: attack, gain: 1 },
    { at: fallen, gain },
    { at: end - release, gain },
    { at: end, gain: 0 },
  ];
}
