import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createSession } from './create.ts';
import { emptyStock, FakeEngine, fakeAddress, frameAt, noReader, open } from './session.test.helper.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a session', () => {
  test('opens what the link says, on an engine', async () => {
    const { session, engine, state } = open('cell=gru&seed=7');
    await session.ready();
    expect(engine().names()).toEqual(['start', 'open']);
    expect(state()).toMatchObject({ phase: 'ready', iteration: 0, experiment: { cell: 'gru', seed: 7 } });
  });

  test('tells what of a link it could not use', async () => {
    const { session, texts, state } = open('units=99999&nonsense=1');
    await session.ready();
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toMatch(/units.*nonsense|nonsense.*units/s);
    expect(state().experiment.units).toBe(256);
  });

  test('keeps the cursor and a sequence that a person gave while the learning rate changes, and lets them go with the task', async () => {
    const { session, state } = open('length=20&t=7');
    await session.ready();
    const own = { x: new Float32Array(40), y: null, mask: new Uint8Array(20).fill(1), clues: [], caption: 'mine' };
    session.showOwn(own);
    session.look({ t: 6 });
    session.change({ rate: 0.01 });
    expect(state()).toMatchObject({ own, view: { t: 6 }, experiment: { rate: 0.01 } });
    session.change({ options: { length: 30 } });
    expect(state()).toMatchObject({ own: null, view: { t: null } });
  });

  test('trains exactly as often as asked', async () => {
    const { session } = open();
    expect(await session.train(5)).toEqual({ iteration: 5, loss: 0.5 });
    expect(await session.train(2)).toEqual({ iteration: 7, loss: 0.5 });
    await expect(session.train(0)).rejects.toThrow('train(0)');
    await expect(session.train(1.5)).rejects.toThrow('train(1.5)');
  });

  test('a pause that has to wait for a long iteration says so', async () => {
    const { session, engine, state } = open();
    await session.play();
    engine().slow = true;
    const pausing = session.pause();
    await vi.advanceTimersByTimeAsync(400);
    expect(state().busy).toBe('finishing the iteration');
    engine().settlePause();
    await pausing;
    expect(state()).toMatchObject({ phase: 'ready', busy: null });
  });

  test('a change of the learning rate reaches the running network without a rewind', async () => {
    const { session, engine, address, texts } = open();
    await session.ready();
    expect(session.change({ rate: 0.01 })).toBe(true);
    await session.ready();
    expect(engine().names()).toEqual(['start', 'open', 'learning']);
    expect(address.push).toHaveBeenCalledWith('rate=0.01');
    expect(texts()).toEqual([]);
  });

  test('any other change rewinds and says so', async () => {
    const { session, engine, texts } = open();
    await session.train(5);
    session.change({ units: 8 });
    await session.ready();
    expect(engine().names().slice(-1)).toEqual(['open']);
    expect(texts().join()).toContain('starts again from its first weights');
  });

  test('a change that is not valid changes nothing and says why, with the value', async () => {
    const { session, state, texts, address } = open();
    await session.ready();
    expect(session.change({ units: 0.5 })).toBe(false);
    expect(state().experiment.units).toBe(24);
    expect(texts().join()).toContain('0.5');
    expect(address.push).not.toHaveBeenCalled();
  });

  test('why something could not be opened is told in a sentence, and no longer once something else is asked for', async () => {
    const { session, engine, texts, state } = open();
    await session.ready();
    engine().refuses = 'There are only 2 rows';
    session.change({ units: 8 });
    await expect(session.ready()).rejects.toThrow('There are only 2 rows');
    expect(texts()).toContain('There are only 2 rows.');
    expect(state()).toMatchObject({ phase: 'wanting', wait: null, failure: 'There are only 2 rows' });
    session.change({ units: 9 });
    await expect(session.ready()).rejects.toThrow();
    expect(texts().filter((text) => text.startsWith('There are'))).toHaveLength(1);
    engine().refuses = null;
    session.change({ task: 'parity' });
    await session.ready();
    expect(texts()).not.toContain('There are only 2 rows.');
  });

  test('Back restores what was set before', async () => {
    const { session, engine, address, state } = open();
    await session.ready();
    session.change({ cell: 'lstm' });
    await session.ready();
    address.go('');
    await session.ready();
    expect(state().experiment.cell).toBe('rnn');
    expect(engine().names()).toEqual(['start', 'open', 'ping', 'open', 'ping', 'open']);
  });

  test('what is looked at is written into the link and asked of the engine, the newest wish last', async () => {
    const { session, engine, address } = open();
    await session.ready();
    session.look({ t: 3 });
    session.look({ t: 4 });
    session.look({ t: 5 });
    await vi.waitFor(() => expect(engine().calls.filter(({ call }) => call === 'look')).toHaveLength(2));
    expect(engine().calls.at(-1)).toMatchObject({ call: 'look', send: { step: 5 } });
    expect(address.replace).toHaveBeenLastCalledWith('t=6');
  });

  test('an engine that dies mid-run is replaced, and the run goes on from its last snapshot to where it was told', async () => {
    const { session, engines, engine, texts } = open();
    await session.train(5);
    engine().send({ type: 'frame', frame: frameAt(5, [1, 2, 3, 4, 5]) });
    engine().hangs = true;
    const training = session.train(10);
    await vi.waitFor(() => expect(engine().names().at(-1)).toBe('train'));
    engine().crash();
    expect(await training).toEqual({ iteration: 15, loss: 0.5 });
    expect(engines).toHaveLength(2);
    expect(engines[0]?.terminated).toBe(true);
    expect(engine().calls.find(({ call }) => call === 'open')).toMatchObject({ send: { snapshot: { iteration: 5 } } });
    expect(texts().join()).toMatch(/The engine stopped: .*goes on from iteration 5/);
  });

  test('playing goes on after a lost device', async () => {
    const { session, engine, engines, state } = open();
    await session.play();
    engine().send({ type: 'lost', reason: 'the WebGPU device was lost', handed: null, unfit: [] });
    await session.ready();
    expect(engines).toHaveLength(2);
    await vi.waitFor(() => expect(engine().names()).toEqual(['start', 'open', 'play']));
    expect(state().phase).toBe('training');
  });

  test('a backend that stops twice within a minute is passed over', async () => {
    const { session, engines, engine } = open('', 'webgpu');
    await session.ready();
    engine().crash();
    await session.ready();
    engine().crash();
    await session.ready();
    expect(engines).toHaveLength(3);
    expect(engine().calls[0]).toMatchObject({ call: 'start', send: { passedOver: [{ backend: 'webgpu' }] } });
  });

  test('a worker whose script never loads is told in a sentence, after a second try', async () => {
    const { session, engines, state } = open();
    engines[0]?.crash();
    engines[1]?.crash();
    await expect(session.ready()).rejects.toThrow('does not start');
    expect(engines).toHaveLength(2);
    expect(state()).toMatchObject({ phase: 'failed', busy: null });
    expect(state().failure).toContain('Reload the page');
  });

  test('a browser without workers is told so', async () => {
    const session = createSession({
      spawn: () => {
        throw new Error('this browser offers no Web Workers');
      },
      stock: emptyStock,
      spawnReader: noReader,
      address: fakeAddress(),
      copy: async () => {},
      afterPaint: (done) => done(),
    });
    await expect(session.ready()).rejects.toThrow('no Web Workers');
    expect(session.state.getState().phase).toBe('failed');
  });

  test('another backend goes on from where the network is', async () => {
    const { session, engine, engines } = open();
    await session.train(5);
    session.change({ backend: 'cpu' });
    await session.ready();
    expect(engines).toHaveLength(2);
    expect(engine().calls[0]).toMatchObject({ call: 'start', send: { backend: 'cpu' } });
    expect(engine().calls[1]).toMatchObject({ call: 'open', send: { snapshot: { iteration: 5 } } });
  });

  test('the same bits everywhere start anew on WASM, and say so', async () => {
    const { session, engine, engines, texts, address } = open();
    await session.train(5);
    session.change({ exact: true });
    await session.ready();
    expect(address.read()).toBe('exact=true');
    expect(engines).toHaveLength(2);
    expect(engine().calls[0]).toMatchObject({ call: 'start', send: { backend: 'wasm' } });
    expect(engine().calls[1]).toMatchObject({ call: 'open', send: { snapshot: null, experiment: { exact: true } } });
    expect(texts()).toContain('The network starts again from its first weights, because the exact mode changed.');
    session.change({ backend: 'cpu' });
    expect(address.read()).toBe('backend=cpu');
  });

  test('a refused clipboard leaves the link in a notice', async () => {
    const { session, copy, state } = open('cell=gru');
    await session.ready();
    expect(await session.share()).toBe(true);
    expect(copy).toHaveBeenCalledWith('https://example.org/#cell=gru');
    copy.mockRejectedValueOnce(new Error('refused'));
    expect(await session.share()).toBe(false);
    expect(state().notices.at(-1)?.link).toBe('https://example.org/#cell=gru');
  });

  test('open rejects with what is wrong and changes nothing', async () => {
    const { session, state } = open();
    await session.ready();
    await expect(session.open('https://example.org/#cell=gru&units=0')).rejects.toThrow('units');
    await expect(session.open({ rate: -1 })).rejects.toThrow('rate');
    expect(state().experiment.cell).toBe('rnn');
    await session.open({ cell: 'gru' });
    expect(state().experiment.cell).toBe('gru');
  });

  test('an explosion stops the run and stays until it is trained again', async () => {
    const { session, engine, state } = open();
    await session.play();
    const explosion = {
      iteration: 3,
      what: 'loss',
      value: Number.NaN,
      step: 2,
      quantity: 'h',
      text: 'The loss was no longer finite.',
    } as const;
    engine().send({ type: 'exploded', explosion, frame: frameAt(3) });
    expect(state()).toMatchObject({ phase: 'ready', explosion, iteration: 3 });
    await session.play();
    expect(state().explosion).toBeNull();
  });

  test('what is asked of an engine that dies just then is answered by the next one', async () => {
    const { session, engine, engines } = open();
    await session.ready();
    engine().hangs = true;
    const asked = session.refreshed();
    await vi.waitFor(() => expect(engine().names().at(-1)).toBe('look'));
    engine().crash();
    expect((await asked).trace).not.toBeNull();
    expect(engines).toHaveLength(2);
  });

  test('an engine that dies while it opens something new does not get the weights of what was there before', async () => {
    const { session, engines, engine } = open();
    await session.train(5);
    engine().mute = 'open';
    session.change({ seed: 9 });
    await vi.waitFor(() => expect(engine().names().at(-1)).toBe('open'));
    engine().crash();
    await session.ready();
    expect(engines).toHaveLength(2);
    expect(engine().calls.find(({ call }) => call === 'open')).toMatchObject({ send: { snapshot: null, experiment: { seed: 9 } } });
  });

  test('open moves to the backend that it names', async () => {
    const { session, engines, engine } = open();
    await session.ready();
    await session.open({ backend: 'cpu' });
    expect(engines).toHaveLength(2);
    expect(engine().calls[0]).toMatchObject({ call: 'start', send: { backend: 'cpu' } });
  });

  test('frames of what was open before are not shown under what is being opened', async () => {
    const { session, engine, state } = open();
    await session.play();
    session.change({ units: 8 });
    engine().send({ type: 'frame', frame: frameAt(40) });
    await session.ready();
    await vi.advanceTimersByTimeAsync(1000);
    expect(state().iteration).toBe(0);
  });

  test('a change of backend while it plays keeps every loss in its place', async () => {
    const { session, engine } = open();
    await session.play();
    engine().iteration = 8;
    session.change({ backend: 'cpu' });
    await session.ready();
    engine().send({ type: 'frame', frame: frameAt(9, [0.9]) });
    const { losses } = session.picture.getState();
    expect(losses).toHaveLength(9);
    expect(losses[8]).toBeCloseTo(0.9);
  });

  test('an engine that does not answer is replaced, for another backend and for another experiment', async () => {
    const { session, engines, engine } = open();
    await session.ready();
    engine().mute = 'pause';
    session.change({ backend: 'cpu' });
    await vi.advanceTimersByTimeAsync(5000);
    await session.ready();
    expect(engines).toHaveLength(2);
    engine().mute = 'ping';
    session.change({ units: 3 });
    await vi.advanceTimersByTimeAsync(5000);
    await session.ready();
    expect(engines).toHaveLength(3);
    expect(engine().calls.find(({ call }) => call === 'open')).toMatchObject({ send: { experiment: { units: 3 } } });
  });

  test('new parameters end the training, and are what it goes on from', async () => {
    const { session, state, engine } = open();
    await session.play();
    await session.setParameters(new Float32Array(1));
    expect(state().phase).toBe('ready');
    expect(engine().names().at(-1)).toBe('setParameters');
  });

  test('where no backend is left to recover on, the page says so and offers no engine', async () => {
    const { session, engine, state } = open();
    await session.play();
    FakeEngine.noBackend = true;
    engine().crash();
    await expect(session.ready()).rejects.toThrow('No backend runs here.');
    FakeEngine.noBackend = false;
    expect(state()).toMatchObject({ phase: 'failed', engine: null });
  });
});
