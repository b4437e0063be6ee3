import { SHELVES, type Task } from '../../core/tasks/task.ts';
import { KEYWORDS, SHELF_KEYWORDS } from './keywords.ts';

/** Tasks among whose words each word of a search begins one, in any order; all where nothing is searched for. */
export function found(tasks: readonly Task[], search: string): readonly Task[] {
  const starts = wordsOf(search);
  return tasks.filter((task) => {
    const words = wordsOf(textOf(task));
    return starts.every((start) => words.some((word) => word.startsWith(start)));
  });
}

const textOf = ({ name, title, shelf, sentence, watch, references }: Task): string =>
  [name, title, sentence, watch, ...references, KEYWORDS[name], shelf, SHELVES[shelf], SHELF_KEYWORDS[shelf]].join(' ');

/** Without case and marks, so that CO2 finds CO₂. Chinese characters are words of their own, since no spaces part them. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
