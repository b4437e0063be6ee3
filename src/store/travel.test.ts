import { describe, expect, test, vi } from 'vitest';
import { frameAt, open } from './session.test.helper.ts';

/** A session whose run has ten iterations, of the losses 1 to 10. */
async function trained() {
  const opened = open();
  await opened.session.train(10);
  opened.engine().send({ type: 'frame', frame: frameAt(10, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) });
  return opened;
}

describe('another iteration on show', () => {
  test('is shown with its loss, and the losses after it stay', async () => {
    const { session, state } = await trained();
    expect(await session.goTo(4)).toEqual({ iteration: 4, loss: 4 });
    expect(state()).toMatchObject({ iteration: 4, loss: 4, phase: 'ready' });
    expect(session.picture.getState().losses).toHaveLength(10);
    expect(session.picture.getState().was).toBeNull();
  });

  test('ends the training, and is where training goes on from: what came after is what was', async () => {
    const { session, engine, state } = await trained();
    await session.play();
    await session.goTo(4);
    expect(state().phase).toBe('ready');
    await session.train(2);
    engine().send({ type: 'frame', frame: { ...frameAt(6, [], { line: 2, left: { line: 1, from: 4 } }), lossesFrom: 4 } });
    expect(engine().calls.at(-1)).toMatchObject({ call: 'train', send: { iterations: 2 } });
    expect(session.picture.getState()).toMatchObject({ losses: [1, 2, 3, 4], was: { from: 4, losses: [5, 6, 7, 8, 9, 10] } });
  });

  test('stays as it is with what came after it where an operation is refused there', async () => {
    const { session, engine, address } = await trained();
    await session.goTo(4);
    engine().refuses = 'A connection of U is cut.';
    await expect(session.operate('radius:U:1')).rejects.toThrow('A connection of U is cut.');
    expect([session.state.getState().experiment.do, address.read()]).toEqual(['', '']);
    expect(session.picture.getState()).toMatchObject({ losses: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], was: null });
  });

  test('sets rate, clipping, batch and what is done as they were, in the link too, and makes no step in the history of the browser', async () => {
    const { session, engine, state, address, texts } = await trained();
    engine().conditions = { rate: 0.01, clip: 0, batch: 8, do: 'freeze:U' };
    await session.goTo(4);
    expect(state().experiment).toMatchObject({ rate: 0.01, clip: 0, batch: 8, do: 'freeze:U' });
    expect(address.read()).toBe('rate=0.01&clip=0&batch=8&do=freeze:U');
    expect(address.push).not.toHaveBeenCalled();
    expect(engine().names()).not.toContain('learning');
    expect(texts()).toEqual([]);
  });

  test('leaves a rate that is set anew on the way', async () => {
    const { session, engine, state } = await trained();
    engine().conditions = { rate: 0.01, clip: 1, batch: 32, do: '' };
    const going = session.goTo(4);
    session.change({ rate: 0.5 });
    await going;
    expect(state().experiment.rate).toBe(0.5);
    await vi.waitFor(() => expect(engine().names().slice(-2)).toEqual(['goTo', 'learning']));
  });

  test('is waited for by a press of Train', async () => {
    const { session, engine } = await trained();
    const going = session.goTo(4);
    await session.play();
    await going;
    expect(engine().names().slice(-2)).toEqual(['goTo', 'play']);
  });

  test('can be gone to before any training begins, which then goes on from there, once', async () => {
    const { session, engine } = await trained();
    let isFirst = true;
    session.beforeTraining(() => {
      const going = isFirst ? session.goTo(0) : null;
      isFirst = false;
      return going;
    });
    await session.train(2);
    expect(engine().names().slice(-2)).toEqual(['goTo', 'train']);
    expect(engine().calls.at(-1)).toMatchObject({ send: { iterations: 2 } });
    engine().send({ type: 'frame', frame: { ...frameAt(2, [], { line: 2, left: { line: 1, from: 0 } }), lossesFrom: 0 } });
    expect(session.picture.getState().was).toMatchObject({ from: 0, losses: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
    await session.play();
    expect(engine().names().slice(-2)).toEqual(['train', 'play']);
  });

  test('that is not the one asked for is told of', async () => {
    const { session, engine, texts } = await trained();
    engine().note = 'Training again takes long.';
    await session.goTo(4);
    expect(texts()).toEqual(['Training again takes long.']);
  });

  test('of a run whose network was changed since is told in a sentence, without asking the engine', async () => {
    const { session, engine } = await trained();
    session.change({ cell: 'gru' });
    await session.ready();
    await expect(session.goTo(7)).rejects.toThrow(
      'iteration 7 is not there: it was of the run before, whose snapshots went when the cell changed; this run has got to iteration 0',
    );
    expect(engine().names()).not.toContain('goTo');
  });
});
