import { printNote } from '../../core/music/note.ts';
import { SYMBOL_NAMES } from '../../core/music/tokens.ts';
import type { Composed } from './composed.ts';
import type { Given, Guess, Predicted } from './layers.ts';
import { BEAT, indexAt, type Placed } from './roll.ts';

/** All that lies on the roll. */
export interface Layers {
  readonly given: readonly Given[];
  readonly predicted: readonly Predicted[];
  readonly composed: Composed | null;
}

/** "beat 5½" */
export function beatText(moment: number): string {
  const [whole, part] = [Math.floor(moment / BEAT), moment % BEAT];
  return `beat ${whole + 1}${['', '¼', '½', '¾'][part] ?? ''}`;
}

/** What lies at a moment, in a few words: `given G4/4; predicted G4/4, right (62 %, 80 %)`. */
export function readAt({ given, predicted, composed }: Layers, moment: number): string {
  const index = indexAt(given, moment);
  const guess = predicted.find((each) => each.index === index);
  const own = composed?.notes[indexAt(composed.notes, moment)];
  const parts = [
    index < 0 ? null : `given ${noteText(given[index])}`,
    guess === undefined ? null : `predicted ${guessText(guess)}`,
    own === undefined ? null : `${isPrompt(composed, own) ? 'begun with' : 'composed'} ${noteText(own)}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? 'nothing' : parts.join('; ');
}

const isPrompt = (composed: Composed | null, note: Placed): boolean => composed !== null && composed.notes.indexOf(note) < composed.prompt;

const noteText = (note: Placed | undefined): string =>
  note === undefined ? 'nothing' : printNote(note).replace('#', '♯').replace('r/', 'rest/');

const guessText = ({ pitch, duration, isRight }: Predicted): string =>
  `${said(pitch)}${said(duration)}${isRight ? ', right' : ''} (${percent(pitch)}, ${percent(duration)})`;

const said = ({ symbol }: Guess): string => SYMBOL_NAMES[symbol] ?? '';
const percent = ({ probability }: Guess): string => `${(100 * probability).toFixed(0)} %`;

/** How many predictions are right, for the line above the roll. */
export function rightText(predicted: readonly Predicted[]): string {
  const right = predicted.filter(({ isRight }) => isRight).length;
  return `${right} of ${predicted.length} notes predicted right`;
}

/** The roll in words, for those who do not see it. */
export function describeRoll({ given, predicted, composed }: Layers, caption: string): string {
  const tune = `${given.length} notes of ${caption}: ${given.map(noteText).join(' ')}.`;
  const own = composed === null ? 'Nothing is composed yet.' : `Composed: ${composed.notes.map(noteText).join(' ')}.`;
  return `${tune} ${rightText(predicted)}. ${own}`;
}
