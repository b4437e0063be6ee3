import { afterEach, beforeEach, expect, test, vi } from 'vitest';
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

test('another place is measured at once, and at rest everything is', async () => {
  const laboratory = new Laboratory();
  const subject = scene();
  expect(await laboratory.measure(['triangle'], subject, false)).not.toBeNull();
  expect(await laboratory.measure(['triangle'], subject, false)).toBeNull();
  expect(await laboratory.measure(['triangle'], { ...subject, step: 2 }, false)).not.toBeNull();
  expect(await laboratory.measure(['triangle'], { ...subject, step: 2 }, false)).toBeNull();
  expect(await laboratory.measure(['triangle'], { ...subject, step: 2 }, true)).not.toBeNull();
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
