import { describe, expect, test } from 'vitest';
import { makeExperiment } from '../experiment.ts';
import { decodeLink, encodeLink } from '../link.ts';
import { DEFAULT_VIEW } from '../view.ts';
import { describeProblem } from '../words.ts';
import { writeOperations } from './operation.ts';
import { operationsOf } from './read.ts';
import { dated, doneAt } from './when.ts';

const LIST = 'freeze:U,boost@120,truncate:20@7';

describe('an operation with the iteration from which on it is done', () => {
  test('is done once so many iterations are made', () => {
    expect([0, 6, 7, 119, 120, 1000].map((iteration) => doneAt(LIST, iteration))).toEqual([
      'freeze:U',
      'freeze:U',
      'freeze:U,truncate:20@7',
      'freeze:U,truncate:20@7',
      LIST,
      LIST,
    ]);
    expect(doneAt('', 3)).toBe('');
  });

  test('is read, written and carried by the link', () => {
    const experiment = makeExperiment({ do: LIST });
    const { operations, problems } = operationsOf(experiment);
    expect(problems).toEqual([]);
    expect(operations.map(({ at }) => at)).toEqual([undefined, 120, 7]);
    expect(writeOperations(operations)).toBe(LIST);
    const link = encodeLink({ experiment, view: DEFAULT_VIEW });
    expect(link).toBe(`do=${LIST}`);
    expect(decodeLink(link).experiment.do).toBe(LIST);
  });

  test.each(['freeze:U@', 'freeze:U@-1', 'freeze:U@1.5', 'freeze:U@x', 'freeze:U@9999999999999999'])('%s names no iteration', (list) => {
    expect(operationsOf(makeExperiment({ do: list })).problems.map(describeProblem)).toEqual([
      `do=${list} begins at no iteration: write a whole number after the @, as freeze:U@120; it is ignored.`,
    ]);
  });

  test('says when it really began, where it is done later than it says; what was done before stays as it was', () => {
    expect(dated('freeze:U', '', 12)).toBe('freeze:U@12');
    expect(dated('freeze:U', '', 0)).toBe('freeze:U');
    expect(dated('freeze:U@50,boost@120,truncate:9@7', 'truncate:9@7', 80)).toBe('freeze:U@80,boost@120,truncate:9@7');
    expect(dated('', 'freeze:U', 80)).toBe('');
  });
});
