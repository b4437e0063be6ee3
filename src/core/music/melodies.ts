import { describeFault } from '../cell/fault.ts';
import { once } from '../once.ts';
import { MELODY_TEXT } from './melodies.data.ts';
import type { Melody } from './melody.ts';
import { parseMelodies } from './notation.ts';

/** Every fifth, of all kinds: never trained on. No two melodies are one tune. */
const HELD_OUT_TITLES: ReadonlySet<string> = new Set([
  'Alle Vögel sind schon da',
  'Loch Lomond',
  'God Rest You Merry, Gentlemen',
  'Mo li hua',
  'My Bonnie Lies over the Ocean',
  'Pop Goes the Weasel',
  'Old Hundredth',
  'Paper Boats',
  'Snow before Morning',
]);

/** All melodies, in the order of their text. */
export const melodies = once(() => melodiesOf(MELODY_TEXT));

/** What is learned from. */
export const training = once(() => melodies().filter(({ title }) => !HELD_OUT_TITLES.has(title)));

/** What is kept for the score; every pitch and every duration in it also stands in `training`. */
export const heldOut = once(() => melodies().filter(({ title }) => HELD_OUT_TITLES.has(title)));

function melodiesOf(text: string): readonly Melody[] {
  const parsed = parseMelodies(text);
  if (!parsed.ok) throw new RangeError(parsed.faults.map(describeFault).join('\n'));
  return parsed.melodies;
}
