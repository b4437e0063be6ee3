import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeExperiment } from '../core/experiment.ts';
import { FakeEngine, open } from './session.test.helper.ts';
import type { Timings } from './session.ts';
import { fasterThan, timingsFor } from './timing.ts';

beforeEach(() => {
  vi.useFakeTimers();
  FakeEngine.times.set('webgl', 8).set('wasm', 2).set('cpu', 30);
});
afterEach(() => {
  FakeEngine.times.clear();
  vi.useRealTimers();
});

const experiment = makeExperiment();
const timings = (of: Timings['of']): Timings => ({ experiment, of, running: null });

describe('timing the backends', () => {
  test('times one after the other in engines of their own, and cuts off what takes too long', async () => {
    const { session, engines, state } = open();
    await session.ready();
    const timing = session.timeBackends();
    await vi.advanceTimersByTimeAsync(1000);
    expect(state().timings).toMatchObject({ running: 'webgpu', of: {} });
    await vi.advanceTimersByTimeAsync(3000);
    await timing;
    expect(state().timings).toEqual({
      experiment: state().experiment,
      running: null,
      of: { webgpu: { over: 3000 }, webgl: { milliseconds: 8 }, wasm: { milliseconds: 2 }, cpu: { milliseconds: 30 } },
    });
    expect(engines.map((engine) => engine.names())).toEqual([['start', 'open'], ['time'], ['time'], ['time'], ['time']]);
    expect(engines.map(({ terminated }) => terminated)).toEqual([false, true, true, true, true]);
  });

  test('training pauses meanwhile and goes on after', async () => {
    FakeEngine.times.set('webgpu', 1);
    const { session, engines, state } = open();
    await session.play();
    await session.timeBackends();
    expect(engines[0]?.names()).toEqual(['start', 'open', 'play', 'pause', 'play']);
    expect(state().phase).toBe('training');
  });

  test('to train ends it, and so does another experiment', async () => {
    const { session, state, engines } = open();
    await session.ready();
    for (const act of [() => session.play(), async () => void session.change({ units: 3 })]) {
      const timing = session.timeBackends();
      await vi.advanceTimersByTimeAsync(100);
      expect(state().timings?.running).toBe('webgpu');
      await act();
      await timing;
      expect(state().timings?.running).toBeNull();
      expect(engines.at(-1)?.names()).toEqual(['time']);
    }
  });

  test('who rewinds or pauses meanwhile stays at rest', async () => {
    const { session, state } = open();
    await session.play();
    const timing = session.timeBackends();
    await vi.advanceTimersByTimeAsync(100);
    await session.rewind();
    await timing;
    expect(state().phase).toBe('ready');
  });

  test('a browser that gives no second worker is told as the reason', async () => {
    const { session, state, refuseWorkers } = open();
    await session.ready();
    refuseWorkers();
    await session.timeBackends();
    expect(state().timings?.of).toMatchObject({ wasm: { reason: 'no more workers' }, cpu: { reason: 'no more workers' } });
  });
});

describe('the fastest backend', () => {
  test('is offered where it beats the one in use by half again', () => {
    const measured = timings({
      webgpu: { milliseconds: 12 },
      webgl: { reason: 'not here' },
      wasm: { milliseconds: 4 },
      cpu: { milliseconds: 6.1 },
    });
    expect(fasterThan('webgpu', measured)).toEqual({ backend: 'wasm', times: 3 });
    expect(fasterThan('cpu', measured)).toMatchObject({ backend: 'wasm' });
    expect(fasterThan('wasm', measured)).toBeNull();
  });

  test('is not offered for less, nor where the one in use was not timed', () => {
    expect(fasterThan('cpu', timings({ wasm: { milliseconds: 4 }, cpu: { milliseconds: 5.9 } }))).toBeNull();
    expect(fasterThan('cpu', timings({ wasm: { milliseconds: 4 } }))).toBeNull();
    expect(fasterThan('cpu', timings({ wasm: { milliseconds: 4 }, cpu: { reason: 'gone' } }))).toBeNull();
  });

  test('beats one that was cut off', () => {
    expect(fasterThan('webgpu', timings({ webgpu: { over: 3000 }, wasm: { milliseconds: 30 } }))).toEqual({ backend: 'wasm', times: 100 });
  });
});

test('timings stand for the experiment that was timed, whatever the rate, the seed and the backend', () => {
  const measured = timings({ wasm: { milliseconds: 4 } });
  expect(timingsFor(measured, makeExperiment({ rate: 0.5, seed: 9, backend: 'cpu' }))).toBe(measured);
  expect(timingsFor(measured, makeExperiment({ units: 5 }))).toBeNull();
  expect(timingsFor(null, experiment)).toBeNull();
});
