import { once } from '../once.ts';
import { type Fact, KINDS, type Kind, valueOf, WORDINGS } from './facts.ts';
import { SMALL_TALK } from './small-talk.ts';

/** What a person typed, as talks are written: in lower case, with single spaces, `.` for `!`. */
export const plain = (text: string): string => text.toLowerCase().replaceAll('!', '.').replace(/\s+/g, ' ').trim();

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu) ?? [];

const textsOf = (kind: Kind): readonly string[] => [...WORDINGS[kind].tellings, ...WORDINGS[kind].questions, ...WORDINGS[kind].values];

/** Every word that can come up in a talk, in the order of the alphabet. */
export const vocabulary = once((): ReadonlySet<string> => new Set([...SMALL_TALK, ...KINDS.flatMap(textsOf)].flatMap(wordsOf).sort()));

/** Words of a text that never come up in a talk, in lower case, each once. */
export const unknownWords = (text: string): string[] => [...new Set(wordsOf(text))].filter((word) => !vocabulary().has(word));

const sentencesOf = (text: string): string[] => plain(text).split(/(?<=[.?]) /);

/** Facts that a text tells, in its order, in the wordings of the talks. */
export const factsTold = (text: string): Fact[] => sentencesOf(text).flatMap(factIn);

const factIn = (sentence: string): Fact[] =>
  KINDS.flatMap((kind) => WORDINGS[kind].tellings.map((telling): Fact => ({ kind, value: valueIn(sentence, kind, telling) }))).filter(
    ({ value }) => value >= 0,
  );

/** Position of the value that a sentence tells by a telling; −1 where it does not. */
function valueIn(sentence: string, kind: Kind, telling: string): number {
  const [head = '', tail = ''] = telling.split('_');
  if (!sentence.startsWith(head) || !sentence.endsWith(tail)) return -1;
  return WORDINGS[kind].values.indexOf(sentence.slice(head.length, sentence.length - tail.length));
}

/** The right answer to a prompt whose last sentence asks for what was told; null where it does not, or nothing was. */
export function answerTo(prompt: string): string | null {
  const question = sentencesOf(prompt).at(-1) ?? '';
  const kind = KINDS.find((one) => WORDINGS[one].questions.includes(question));
  const fact = factsTold(prompt).findLast((one) => one.kind === kind);
  return fact === undefined ? null : `${valueOf(fact)}.`;
}
