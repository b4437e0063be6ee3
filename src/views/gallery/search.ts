import type { Task } from '../../core/tasks/task.ts';

/** Tasks in whose words all words of a search occur, in any order; all where nothing is searched for. */
export function found(tasks: readonly Task[], search: string): readonly Task[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  return tasks.filter((task) => {
    const text = plain([task.name, task.title, task.sentence, task.watch, ...task.references].join(' '));
    return words.every((word) => text.includes(word));
  });
}

/** Without case and marks, so that CO2 finds CO₂. */
const plain = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
