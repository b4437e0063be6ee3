import { afterEach, describe, expect, test } from 'vitest';
import { makeExperiment } from '../core/experiment.ts';
import { Misfits } from './misfits.ts';
import { FakeEngine, frameAt, open } from './session.test.helper.ts';

afterEach(() => FakeEngine.wrong.clear());

describe('a backend that does not do for a cell', () => {
  test('is passed over at once, and the page says why', async () => {
    FakeEngine.wrong.set('webgpu', 'gru');
    const { session, engines, engine, state, texts } = open('cell=gru', 'webgpu');
    await session.ready();
    expect(engines).toHaveLength(2);
    expect(engine().calls[0]).toMatchObject({ send: { passedOver: [{ backend: 'webgpu', reason: 'webgpu is wrong' }] } });
    expect(state()).toMatchObject({ phase: 'ready', engine: { backend: 'webgl', selfCheck: { maxRelativeError: 1e-6 } } });
    expect(texts()).toEqual(['WebGPU was passed over: webgpu is wrong. WebGL runs instead.']);
  });

  test('is followed by one after the other that does not either', async () => {
    FakeEngine.wrong.set('webgpu', 'gru').set('webgl', 'gru');
    const { session, state } = open('cell=gru', 'webgpu');
    await session.ready();
    expect(state().engine?.backend).toBe('wasm');
    expect(state().engine?.passedOver.map(({ backend }) => backend)).toEqual(['webgpu', 'webgl']);
  });

  test('is tried again for another cell, and not for the same one', async () => {
    FakeEngine.wrong.set('webgpu', 'gru');
    const { session, engines, state, texts } = open('cell=gru', 'webgpu');
    await session.ready();
    session.change({ units: 5 });
    await session.ready();
    expect(engines).toHaveLength(2);
    session.change({ cell: 'lstm' });
    await session.ready();
    expect(state().engine).toMatchObject({ backend: 'webgpu', passedOver: [] });
    expect(texts().filter((text) => text.includes('runs instead'))).toEqual([]);
    session.change({ cell: 'gru' });
    await session.ready();
    expect(state().engine?.backend).toBe('webgl');
    expect(engines).toHaveLength(4);
    expect(texts().filter((text) => text.includes('runs instead'))).toHaveLength(1);
  });

  test('hands its run on to the next from the last snapshot, and it plays on', async () => {
    const { session, engine, state } = open('', 'webgpu');
    await session.play();
    engine().send({ type: 'frame', frame: frameAt(5, [1, 2, 3, 4, 5]) });
    session.change({ batch: 64 });
    engine().send({ type: 'lost', reason: 'a kernel does not compile: out of memory', handed: null, unfit: ['batch'] });
    await session.ready();
    expect(state()).toMatchObject({ phase: 'training', engine: { backend: 'webgl' } });
    expect(engine().calls.find(({ call }) => call === 'open')).toMatchObject({ send: { snapshot: { iteration: 5 } } });
  });

  test('is tried again when a person chooses a backend', async () => {
    FakeEngine.wrong.set('webgpu', 'gru');
    const { session, engine } = open('cell=gru', 'webgpu');
    await session.ready();
    FakeEngine.wrong.clear();
    session.change({ backend: 'webgpu' });
    await session.ready();
    expect(engine().calls[0]).toMatchObject({ send: { passedOver: [] } });
  });
});

test('misfits stand as long as the parts stay by which they were judged', () => {
  const misfits = new Misfits();
  const experiment = makeExperiment({ cell: 'gru', units: 200 });
  misfits.note({ backend: 'webgl', reason: 'too large', experiment, keys: ['cell', 'units'] });
  expect(misfits.of(makeExperiment({ cell: 'gru', units: 200, seed: 7 }))).toEqual([{ backend: 'webgl', reason: 'too large' }]);
  expect(misfits.of(makeExperiment({ cell: 'gru', units: 20 }))).toEqual([]);
  misfits.forget();
  expect(misfits.of(experiment)).toEqual([]);
});
