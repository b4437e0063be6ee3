import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type FigureName, TAKEN_APART } from '../core/laboratory/names.ts';
import { subjectOf } from '../core/laboratory/subject.test.helper.ts';
import type { Subject } from '../core/laboratory/subject.ts';
import { Laboratory } from './laboratory.ts';

/** What one pass of the executor takes here. */
const PASS = 20;

let now = 0;
beforeEach(() => {
  now = 1000;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

function scene(change: Partial<Subject> = {}): Subject {
  const subject = subjectOf({ cell: 'rnn' });
  const differentiate: Subject['differentiate'] = (batch) => {
    now += PASS;
    return subject.differentiate(batch);
  };
  return { ...subject, differentiate, ...change };
}

test('measures what is wanted, and nothing where nothing is', async () => {
  const laboratory = new Laboratory();
  expect(await laboratory.measure([], scene(), true)).toBeNull();
  const taken = await laboratory.measure(['triangle'], scene(), false);
  expect(Object.keys(taken ?? {})).toEqual(['triangle']);
  expect(taken?.triangle?.scored).toEqual([1, 4, 7]);
});

test('takes less than a tenth of the time while the network trains, whatever a measurement takes', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  let spent = 0;
  const start = now;
  while (now - start < 60_000) {
    const before = now;
    await laboratory.measure(['triangle'], subject, false);
    spent += now - before;
    now += 7;
  }
  expect(spent).toBeGreaterThan(0.02 * (now - start));
  expect(spent).toBeLessThan(0.1 * (now - start));
});

test('what the first measurement took, with code that is cold, says little of how long the next one waits', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  const differentiate: Subject['differentiate'] = (batch) => {
    now += 400;
    return subject.differentiate(batch);
  };
  const taken = async (later: number) => {
    now += later;
    return laboratory.measure(['triangle'], { ...subject, differentiate }, false);
  };
  expect(await taken(0)).not.toBeNull();
  expect(await taken(900)).toBeNull();
  expect(await taken(200)).not.toBeNull();
  expect(await taken(5000)).toBeNull();
});

const namesOf = (taken: object | null): readonly string[] => Object.keys(taken ?? {});

test('while it trains another place is measured at once, of the figures that depend on it', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  const wanted = ['triangle', 'waterfall', 'gate-histograms'] as const;
  const at = async (change: Partial<Subject>) => namesOf(await laboratory.measure(wanted, { ...subject, ...change }, false));
  expect(await at({})).toEqual(wanted);
  expect(await at({})).toEqual([]);
  expect(await at({ step: 2 })).toEqual(['waterfall']);
  expect(await at({ step: 2 })).toEqual([]);
  expect(await at({ step: 2, trace: { ...subject.trace, sequence: 2 } })).toEqual(['triangle', 'waterfall']);
});

describe('at rest a figure is measured anew where something changed on which it depends', () => {
  const subject = scene({ ...subjectOf({ cell: 'lstm', layers: 2 }) });
  const { trace, parameters } = subject;
  const others = parameters.slice();
  others[3] = 0.5;
  const cursor = ['waterfall', 'singular-values', 'forgetting', 'state-space'];
  test.each([
    ['nothing', {}, []],
    ['the cursor', { step: 2 }, cursor],
    ['the layer', { layer: 1 }, TAKEN_APART],
    ['the sequence', { trace: { ...trace, sequence: 0 } }, TAKEN_APART.filter((name) => name !== 'gate-histograms')],
    [
      'what it should answer',
      { trace: { ...trace, y: trace.y.map((value) => value + 1) } },
      TAKEN_APART.filter((name) => name !== 'gate-histograms'),
    ],
    ['the iteration', { trace: { ...trace, iteration: 8 } }, TAKEN_APART],
    ['the weights', { parameters: others }, TAKEN_APART],
    ['what is done to the network', { network: { ...subject.network } }, TAKEN_APART],
  ] as const)('%s', async (_, change, due) => {
    const laboratory = new Laboratory();
    expect(namesOf(await laboratory.measure(TAKEN_APART, subject, true))).toEqual([...TAKEN_APART]);
    expect(namesOf(await laboratory.measure(TAKEN_APART, { ...subject, ...change }, true)).toSorted()).toEqual([...due].toSorted());
  });

  test('which figures say that they depend on the cursor do, and no others', async () => {
    const { MEASURES } = await import('../core/laboratory/index.ts');
    for (const name of TAKEN_APART) {
      const [here, there] = [await MEASURES[name].take(subject, null), await MEASURES[name].take({ ...subject, step: 3 }, null)];
      if (MEASURES[name].of.includes('step')) expect(there, name).not.toEqual(here);
      else expect(there, name).toEqual(here);
    }
  });

  test('and all that was measured while it trained', async () => {
    const laboratory = new Laboratory();
    const wanted = ['triangle', 'by-lag'] as const;
    await laboratory.measure(wanted, subject, false);
    expect(namesOf(await laboratory.measure(wanted, subject, true))).toEqual(wanted);
    expect(await laboratory.measure(wanted, subject, true)).toBeNull();
    await laboratory.measure([], subject, false);
    expect(namesOf(await laboratory.measure(wanted, subject, true))).toEqual(wanted);
  });
});

test('what was measured at rest is measured anew as soon as it trains, and then at its pace', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  const trained = async () => namesOf(await laboratory.measure(['triangle'], subject, false));
  await laboratory.measure(['triangle'], subject, true);
  expect(await trained()).toEqual(['triangle']);
  expect(await trained()).toEqual([]);
});

test('figures that share their Jacobians are measured together, and these made once', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  const wanted = ['waterfall', 'singular-values'] as const;
  let read = 0;
  const trace = new Proxy(subject.trace, {
    get(of, key) {
      if (key === 'states') read++;
      return Reflect.get(of, key) as unknown;
    },
  });
  const measured = async (names: readonly FigureName[]) => {
    read = 0;
    now += 100_000;
    return namesOf(await laboratory.measure(names, { ...subject, trace }, false));
  };
  expect(await measured(['waterfall'])).toEqual(['waterfall']);
  const alone = read;
  expect(await measured(wanted)).toEqual(wanted);
  expect(read).toBe(alone);
  expect(await measured(wanted)).toEqual(wanted);
});

test('one that fails leaves the others due', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  const broken: Subject = { ...subject, differentiate: () => Promise.reject(new Error('lost')) };
  await expect(laboratory.measure(['waterfall', 'triangle'], broken, true)).rejects.toThrow('lost');
  expect(namesOf(await laboratory.measure(['waterfall', 'triangle'], subject, true))).toEqual(['waterfall', 'triangle']);
});

test('another sequence of the same name is another place', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  await laboratory.measure(['triangle'], subject, false);
  const trace = { ...subject.trace, x: subject.trace.x.map((value) => value + 1) };
  expect(await laboratory.measure(['triangle'], { ...subject, trace }, false)).not.toBeNull();
});

test('a figure that was closed meanwhile is measured at once when it is opened again', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  await laboratory.measure(['triangle'], subject, false);
  await laboratory.measure([], subject, false);
  expect(await laboratory.measure(['triangle'], subject, false)).not.toBeNull();
});
