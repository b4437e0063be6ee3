import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeExperiment } from '../core/experiment.ts';
import { initialise } from '../core/initialise.ts';
import { layoutOf } from '../core/network.ts';
import { networkOf } from '../core/networkOf.ts';
import { createRng } from '../core/rng.ts';
import { mendCuts } from './cuts.ts';
import { open } from './session.test.helper.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const opened = (engine: ReturnType<ReturnType<typeof open>['engine']>) =>
  engine.calls.flatMap(({ call, send }) => (call === 'open' ? [{ list: send.experiment.do, from: send.snapshot?.iteration ?? null }] : []));

describe('what is done to the network', () => {
  test('is done to it where it is, and stands in the link; Back undoes it', async () => {
    const { session, engine, address, texts } = open();
    await session.ready();
    await session.train(7);
    const changed = await session.operate('freeze:U');
    expect(changed?.before.iteration).toBe(7);
    expect(changed?.after.iteration).toBe(7);
    expect(address.push).toHaveBeenLastCalledWith('do=freeze:U');
    expect(opened(engine())).toEqual([
      { list: '', from: null },
      { list: 'freeze:U', from: 7 },
    ]);
    address.go('');
    await session.ready();
    await vi.waitFor(() => expect(opened(engine()).at(-1)).toEqual({ list: '', from: 7 }));
    expect(texts()).toEqual([]);
  });

  test('goes on playing, and nothing that is asked for quickly gets lost', async () => {
    const { session, engine } = open();
    await session.ready();
    await session.play();
    await Promise.all([session.operate('freeze:U'), session.operate('freeze:U,truncate:5'), session.operate('truncate:5')]);
    expect(opened(engine()).at(-1)?.list).toBe('truncate:5');
    expect(engine().names().at(-1)).toBe('play');
  });

  test('that the network cannot have done to it is named and taken from the list', async () => {
    const { session, address, state, texts } = open('do=hold:f:1,freeze:U');
    await session.ready();
    await vi.waitFor(() => expect(state().experiment.do).toBe('freeze:U'));
    expect(texts()).toEqual(['do=hold:f:1 holds a gate that this cell does not have: it has no gate; it is ignored.']);
    expect(address.replace).toHaveBeenLastCalledWith('do=freeze:U');
    await expect(session.open('do=hold:q:1')).rejects.toThrow(/a gate that this cell does not have/);
    await expect(session.operate('truncate:1')).rejects.toThrow(/take a step from 2 to 40/);
    expect(state().experiment.do).toBe('freeze:U');
  });
});

describe('a connection that is cut', () => {
  const experiment = (list: string) => makeExperiment({ units: 4, do: list });
  const { size, slots } = layoutOf(networkOf(experiment('')));
  const at = (slots.find(({ name }) => name === 'U')?.offset ?? 0) + 4 + 2;
  const snapshot = (fill: number) => ({ iteration: 3, updates: 3, parameters: new Float32Array(size).fill(fill), moments: [] });

  test('weighs what it weighed once it is taken away, and not where weights came from elsewhere', () => {
    const kept = new Map<number, number>();
    mendCuts(snapshot(0.5), kept, experiment('cut:U:2:3'), experiment(''));
    expect([...kept]).toEqual([[at, 0.5]]);
    const later = snapshot(0.7);
    later.parameters[at] = 0;
    mendCuts(later, kept, experiment('cut:U:2:3,freeze:W'), experiment('cut:U:2:3'));
    expect([...kept]).toEqual([[at, 0.5]]);
    const mended = mendCuts(later, kept, experiment('freeze:W'), experiment('cut:U:2:3,freeze:W'));
    expect(mended.parameters[at]).toBe(0.5);
    expect(mended.parameters[at + 1]).toBeCloseTo(0.7, 6);
    expect(later.parameters[at]).toBe(0);
    expect(kept.size).toBe(0);
    mendCuts(snapshot(0.5), kept, experiment('cut:U:2:3'), experiment(''));
    expect(mendCuts(snapshot(0.9), kept, experiment(''), experiment('cut:U:2:3')).parameters[at]).toBeCloseTo(0.9, 6);
  });

  test('from the first iteration on, as a link has it or a rewind, weighs its first weight again', () => {
    const cut = experiment('cut:U:2:3');
    const later = snapshot(0.7);
    later.parameters[at] = 0;
    const { parameters } = mendCuts(later, new Map(), experiment(''), cut);
    expect(parameters[at]).toBe(initialise(networkOf(cut), cut, createRng(cut.seed))[at]);
    expect(parameters[at]).not.toBe(0);
  });
});
