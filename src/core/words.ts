/** How much of a value a sentence repeats. */
const SHOWN = 40;

/** One thing that is wrong with what was asked for, and what stands in for it. */
export interface Problem {
  /** "units=300 is not a whole number from 1 to 256" */
  readonly wrong: string;
  /** "256 is used instead" */
  readonly used: string;
}

/** What is passed over. */
export const ignored = (wrong: string): Problem => ({ wrong, used: 'it is ignored' });

/** "units=300 is not a whole number from 1 to 256; 256 is used instead." */
export function describeProblem({ wrong, used }: Problem): string {
  return wrong.endsWith('?') ? `${wrong} For now ${used}.` : `${wrong}; ${used}.`;
}

/** The first half of it alone. */
export const describeWrong = ({ wrong }: Problem): string => (wrong.endsWith('?') ? wrong : `${wrong}.`);

/** `units=300`, with at most 40 characters of the value, on one line and without invisible ones. */
export const named = (key: string, value: unknown): string => `${shorten(key)}=${shorten(shown(value))}`;

export function shorten(text: string): string {
  const visible = text.slice(0, 4 * SHOWN).replace(/[\p{C}\p{Z}\s]+/gu, ' ');
  const characters = Array.from(visible);
  return characters.length > SHOWN || text.length > 4 * SHOWN ? `${characters.slice(0, SHOWN - 1).join('')}…` : visible;
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** With a full stop, where it does not end by itself. */
export const asSentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** "a, b and c" */
export const listed = (words: readonly string[], joint = 'and'): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)}`;
