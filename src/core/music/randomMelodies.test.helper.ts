import fc from 'fast-check';
import { barOf, type Melody, type Note } from './melody.ts';

const pitches = fc.option(fc.integer({ min: 12, max: 119 }), { freq: 5 });

/** Notes that fill exactly so many sixteenths. */
const filling = (size: number): fc.Arbitrary<Note[]> =>
  fc.array(fc.tuple(pitches, fc.integer({ min: 1, max: size })), { minLength: 1, maxLength: 6 }).map((draws) => {
    const notes: Note[] = [];
    let left = size;
    for (const [pitch, longest] of draws) {
      if (left === 0) break;
      const duration = Math.min(longest, left);
      notes.push({ pitch, duration });
      left -= duration;
    }
    return left > 0 ? [...notes, { pitch: null, duration: left }] : notes;
  });

const words = fc.stringMatching(/^\S(.{0,30}\S)?$/u).filter((text) => text.trim() === text && !/[\r\n\u2028\u2029]/.test(text));

const metres = fc.record({ beats: fc.integer({ min: 1, max: 12 }), unit: fc.constantFrom(2, 4, 8, 16) });

/** Melodies of one to nine full bars in any metre, half of them with an upbeat that the last bar completes or does not. */
export const melodies: fc.Arbitrary<Melody> = metres.chain((metre) => {
  const size = barOf(metre);
  const upbeats = size === 1 ? fc.constant(0) : fc.oneof(fc.constant(0), fc.integer({ min: 1, max: size - 1 }));
  return fc.tuple(upbeats, fc.boolean(), fc.integer({ min: 1, max: 8 })).chain(([upbeat, completes, count]) => {
    const lengths = Array.from({ length: count }, (_, k) => (upbeat > 0 && completes && k === count - 1 ? size - upbeat : size));
    const bars = fc.tuple(...(upbeat > 0 ? [upbeat, ...lengths] : lengths).map(filling));
    return fc
      .record({ title: words, origin: words, bars })
      .map((drawn): Melody => ({ title: drawn.title, origin: drawn.origin, metre, upbeat, notes: drawn.bars.flat() }));
  });
});
