import type { Experiment } from '../experiment.ts';
import { listed } from '../words.ts';
import { LETTERS, namesOf } from './names.ts';
import { parametersOf } from './work.ts';

/**
 * What matching the parameters did, in a sentence or two: "B GRU starts again with 13 units, C LSTM with 11 units: as near to the
 * 673 parameters of A RNN as whole units come. Back gives them their former units, from their first weights." The experiments are
 * those of all networks, the first of them unchanged.
 */
export function matchedSentence(before: readonly Experiment[], after: readonly Experiment[]): string {
  const [first] = before;
  if (first === undefined) return '';
  const names = namesOf(before).map((name, k) => `${LETTERS[k]} ${name}`);
  const near = `as near to the ${counted(parametersOf(first), 'parameter')} of ${names[0]} as whole units come`;
  const changed = after.flatMap(({ units }, k) => (units === before[k]?.units ? [] : [{ name: names[k], units }]));
  if (changed.length === 0) return `Nothing changes: every other network is ${near}.`;
  const parts = changed.map(({ name, units }, k) => `${name}${k === 0 ? ' starts again' : ''} with ${counted(units, 'unit')}`);
  const back = changed.length === 1 ? 'Back gives it its former units, from its' : 'Back gives them their former units, from their';
  return `${listed(parts)}: ${near}. ${back} first weights.`;
}

const counted = (count: number, word: string): string => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
