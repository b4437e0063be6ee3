import type { Rng } from '../rng.ts';
import { ALPHABET, REST } from './tokens.ts';

/** For each symbol, that of the same with `factor` times its length; −1 for a length that no melody has. */
const atPace = (factor: number): readonly number[] =>
  ALPHABET.map((token, symbol) =>
    token.kind === 'duration'
      ? ALPHABET.findIndex((other) => other.kind === 'duration' && other.duration === factor * token.duration)
      : symbol,
  );

const AS_WRITTEN = atPace(1);
const OTHER_PACES = [atPace(1 / 2), atPace(2)];

/**
 * A stretch of a tune as somebody else might have written it down: three times in four in any key in which all its pitches
 * are in the alphabet; and every other time in notes of half or twice the length, where the alphabet has all of those.
 */
export function varied(symbols: readonly number[], rng: Rng): readonly number[] {
  const shift = rng.integer(4) === 0 ? 0 : shiftOf(symbols, rng);
  const paces = rng.integer(2) === 0 ? [] : OTHER_PACES.filter((pace) => symbols.every((symbol) => pace[symbol] !== -1));
  const pace = paces.length === 0 ? AS_WRITTEN : paces[rng.integer(paces.length)];
  return symbols.map((symbol) => (symbol < REST ? symbol + shift : (pace?.[symbol] ?? symbol)));
}

/** Half tones to another key. */
function shiftOf(symbols: readonly number[], rng: Rng): number {
  let [lowest, highest] = [REST, -1];
  for (const symbol of symbols) {
    if (symbol >= REST) continue;
    lowest = Math.min(lowest, symbol);
    highest = Math.max(highest, symbol);
  }
  return highest < 0 ? 0 : rng.integer(REST - highest + lowest) - lowest;
}
