/** One note of a melody, or a rest. */
export interface Note {
  /** MIDI number: 60 is middle C, C4; 69 is A4, 440 Hz. Null for a rest. */
  readonly pitch: number | null;
  /** In sixteenths of a whole note: 4 is a quarter. */
  readonly duration: number;
}

/** As written: 3/4 has three beats of a quarter. */
export interface Metre {
  readonly beats: number;
  readonly unit: number;
}

/** One melody, one voice. Made by `parseMelodies`: its bars are full. */
export interface Melody {
  readonly title: string;
  /** "traditional, Scotland", "our own". */
  readonly origin: string;
  readonly metre: Metre;
  /** Sixteenths before the first bar line, where the melody begins within a bar; else 0. */
  readonly upbeat: number;
  readonly notes: readonly Note[];
}

/** Sixteenths in a bar. */
export const barOf = ({ beats, unit }: Metre): number => (beats * 16) / unit;
