import { describe, expect, test } from 'vitest';
import { type Experiment, makeExperiment } from '../experiment.ts';
import { decodeLink, encodeLink } from '../link.ts';
import { DEFAULT_VIEW } from '../view.ts';
import { describeProblem } from '../words.ts';
import { withOperation, writeOperations } from './operation.ts';
import { mended, operationsOf } from './read.ts';

const lstm = (list: string, more: Partial<Experiment> = {}): Experiment =>
  makeExperiment({ task: 'adding', cell: 'lstm', units: 6, layers: 2, do: list, ...more });
const told = (list: string): string[] => operationsOf(lstm(list)).problems.map(describeProblem);

describe('the list of what is done', () => {
  const LIST =
    'hold:f:1,freeze:Uf,cut:Ui:3:5,cut:Wg:6:1,cut:Wg:6:4:2,freeze:V,truncate:20,truncate:30,noise:h:0.1,noise:c:0.05,boost,clip-value:0.1';

  test('is written as it is read, in its order', () => {
    const { operations, problems } = operationsOf(lstm(LIST));
    expect(problems).toEqual([]);
    expect(operations).toHaveLength(12);
    expect(operations[0]).toEqual({ kind: 'hold', gate: 'f', value: 1 });
    expect(operations[4]).toEqual({ kind: 'cut', matrix: 'Wg', row: 6, column: 4, layer: 2 });
    expect(writeOperations(operations)).toBe(LIST);
  });

  test('goes to the link and back, readable by eye', () => {
    const experiment = lstm(LIST);
    const link = encodeLink({ experiment, view: DEFAULT_VIEW });
    expect(link).toContain(`do=${LIST}`);
    const back = decodeLink(link);
    expect(back.notices).toEqual([]);
    expect(back.experiment).toEqual(experiment);
  });

  test.each([
    ['hold:q:1', 'do=hold:q:1 holds a gate that this cell does not have: it has i, f, g and o; it is ignored.'],
    ['hold:f', 'do=hold:f needs one number from -100 to 100 to hold f at, as hold:f:1; it is ignored.'],
    ['hold:f:1e9', 'do=hold:f:1e9 needs one number from -100 to 100 to hold f at, as hold:f:1; it is ignored.'],
    ['hold:f:Infinity', 'do=hold:f:Infinity needs one number from -100 to 100 to hold f at, as hold:f:1; it is ignored.'],
    ['freeze:U', expect.stringMatching(/^do=freeze:U freezes what this network does not learn: it has Wi, Ui,/)],
    ['cut:U:1:1', expect.stringMatching(/does not have: it has Wi, Ui,/)],
    ['cut:Ui:7:1', 'do=cut:Ui:7:1 names no entry of Ui: it has 6 rows (to) and 6 columns (from), as cut:Ui:1:1; it is ignored.'],
    ['cut:Ui:0:1', expect.stringMatching(/names no entry of Ui/)],
    ['cut:Ui:1.5:1', expect.stringMatching(/names no entry of Ui/)],
    ['cut:Wi:1:3', 'do=cut:Wi:1:3 names no entry of Wi: it has 6 rows (to) and 2 columns (from), as cut:Wi:1:1; it is ignored.'],
    ['cut:Ui:1:1:3', 'do=cut:Ui:1:1:3 names a layer that is not there: the network has 2; it is ignored.'],
    ['truncate:1', expect.stringMatching(/take a step from 2 to 40/)],
    ['truncate:41', expect.stringMatching(/take a step from 2 to 40/)],
    ['noise:q:0.1', 'do=noise:q:0.1 disturbs a state that this cell does not have: it has h and c; it is ignored.'],
    ['noise:f:0.1', expect.stringMatching(/disturbs a state that this cell does not have/)],
    [
      'noise:h:0',
      'do=noise:h:0 needs one number from 0.001 to 10, the standard deviation of the noise on h, as noise:h:0.1; it is ignored.',
    ],
    ['noise:h', expect.stringMatching(/needs one number from 0.001 to 10/)],
    ['noise:h:0.1:2', expect.stringMatching(/needs one number from 0.001 to 10/)],
    ['noise:h:-1', expect.stringMatching(/needs one number from 0.001 to 10/)],
    ['noise:h:0.1,noise:h:0.2', 'do=noise:h:0.2 is done to what something was done to already; it is ignored.'],
    ['clip-value:0', expect.stringMatching(/needs one number from 1e-9 to 1000/)],
    [
      'explode:3',
      'do=explode:3 is no operation: take one of hold, freeze, cut, radius, eigenvalue, truncate, noise, boost or clip-value; it is ignored.',
    ],
    ['constructor:3', expect.stringMatching(/is no operation/)],
    ['boost:2', 'do=boost:2 takes no number: it is boost; it is ignored.'],
    ['', undefined],
    ['hold:f:1,hold:f:0', 'do=hold:f:0 is done to what something was done to already; it is ignored.'],
  ])('tells what is wrong with %s', (list, sentence) => {
    expect(told(list)[0]).toEqual(sentence);
  });

  test('stays within its bound, and keeps what is right', () => {
    const many = Array.from({ length: 20 }, (_, k) => `truncate:${k + 2}`).join(',');
    const { operations, problems } = operationsOf(lstm(many));
    expect([operations.length, problems.length]).toEqual([16, 4]);
    const moves = Array.from({ length: 70 }, (_, k) => `radius:Ui:${k + 1}`).join(',');
    expect(told(`${many},${moves}`).slice(-6)).toContain(
      'do=radius:Ui:70 is more than the 64 changes that are kept of what was done once; it is ignored.',
    );
    expect(operationsOf(lstm(`${moves},${many}`)).operations).toHaveLength(80);
    expect(mended(lstm('hold:q:1,freeze:Uf,,truncate:3'))).toBe('freeze:Uf,truncate:3');
  });

  test('can always have its iterations, and as many moves of eigenvalues as are kept', () => {
    const moves = Array.from({ length: 64 }, (_, k) => `eigenvalue:Uf:-0.${100000 + k}:0.123456:-0.123456:0.123456:2`);
    const { operations, problems } = operationsOf(lstm(moves.join(',')));
    expect(problems).toEqual([]);
    const dated = writeOperations(operations.map((each) => ({ ...each, at: Number.MAX_SAFE_INTEGER })));
    expect(lstm(dated).do).toBe(dated);
    const tiny = '-1.234567890123456e-100';
    const long = Array.from({ length: 60 }, (_, k) => `eigenvalue:Uf:${k + 1}:${tiny}:${tiny}:${tiny}:2`);
    const most = operationsOf(lstm(long.join(',')));
    expect(most.problems.map(describeProblem).at(-1)).toMatch(/makes the list longer than the 6000 characters of a link/);
    expect(writeOperations(most.operations.map((each) => ({ ...each, at: Number.MAX_SAFE_INTEGER }))).length).toBeLessThanOrEqual(6000);
  });

  test('has one entry for each gate, the newest', () => {
    const { operations } = operationsOf(lstm('hold:f:1,freeze:Uf'));
    expect(writeOperations(withOperation(operations, { kind: 'hold', gate: 'f', value: 0 }))).toBe('freeze:Uf,hold:f:0');
  });

  test('that is no text, or too long, is refused by name', () => {
    expect(() => makeExperiment({ do: 3 })).toThrow(/do=3 is no text/);
    expect(decodeLink(`do=${'x'.repeat(6001)}`).notices[0]).toMatch(/is no text of at most 6000 characters; it is ignored/);
  });
});
