import { asSentence as closed } from '../../core/words.ts';
import type { Prompt } from './asking.ts';

/** Whether somebody wants an answer. */
export const isQuestion = (said: string): boolean => said.trim().endsWith('?');

/** A sentence ends with a stop, as all that the network has read. */
export const asSentence = (said: string): string => {
  const trimmed = said.trim();
  return trimmed === '' ? '' : closed(trimmed);
};

/** A talk as the one text that the network reads, from the turn that it begins with; a sentence on the last turn where that cannot be read. */
export type Told = { readonly symbols: readonly number[]; readonly from: number } | { readonly fault: string };

/**
 * All that a person said, one after the other, as one text: the network remembers nothing between two talks, so that each
 * question is told with what was said before. What does not fit is forgotten, the earliest first.
 */
export function tell(said: readonly string[], prompt: (text: string) => Prompt): Told {
  const alone = prompt(said.at(-1) ?? '');
  if ('fault' in alone) return alone;
  for (let from = 0; from < said.length - 1; from++) {
    const read = prompt(said.slice(from).join(' '));
    if (!('fault' in read)) return { symbols: read.symbols, from };
  }
  return { symbols: alone.symbols, from: said.length - 1 };
}
