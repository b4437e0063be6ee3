import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { frameAt, open } from './session.test.helper.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** What the engine was asked to do to the network. */
const asked = (engine: ReturnType<ReturnType<typeof open>['engine']>) =>
  engine.calls.flatMap(({ call, send }) => (call === 'learning' ? [send.do] : []));

describe('what is done to the network', () => {
  test('is done to it where it is, and stands in the link; Back undoes it', async () => {
    const { session, engine, address, texts } = open();
    await session.ready();
    await session.train(7);
    const changed = await session.operate('freeze:U');
    expect(changed?.before.iteration).toBe(7);
    expect(changed?.after.iteration).toBe(7);
    expect(address.push).toHaveBeenLastCalledWith('do=freeze:U');
    expect(asked(engine())).toEqual(['freeze:U']);
    address.go('');
    await session.ready();
    await vi.waitFor(() => expect(asked(engine())).toEqual(['freeze:U', '']));
    expect(
      engine()
        .names()
        .filter((name) => name === 'open'),
    ).toHaveLength(1);
    expect(texts()).toEqual([]);
  });

  test('goes on playing, and nothing that is asked for quickly gets lost', async () => {
    const { session, engine } = open();
    await session.ready();
    await session.play();
    await Promise.all([session.operate('freeze:U'), session.operate('freeze:U,truncate:5'), session.operate('truncate:5')]);
    expect(asked(engine()).at(-1)).toBe('truncate:5');
    expect(engine().names()).not.toContain('pause');
  });

  test('is written as the link writes it, so that what stands is not done again', async () => {
    const { session, engine, address, state, texts } = open('do=radius:U:1.50,freeze:U@0');
    await session.ready();
    await vi.waitFor(() => expect(state().experiment.do).toBe('radius:U:1.5,freeze:U'));
    expect(address.replace).toHaveBeenLastCalledWith('do=radius:U:1.5,freeze:U');
    await session.train(3);
    await session.operate('radius:U:1.50,freeze:U@0');
    expect(asked(engine())).toEqual([]);
    address.go('do=radius:U:1.50,hold:f:1,boost');
    await vi.waitFor(() => expect(asked(engine())).toEqual(['radius:U:1.5,boost']));
    expect(state().experiment.do).toBe('radius:U:1.5,boost');
    expect(texts()).toEqual(['do=hold:f:1 holds a gate that this cell does not have: it has no gate; it is ignored.']);
    expect(engine().names()).not.toContain('goTo');
    await session.open('do=radius:U:2.0');
    expect(state().experiment.do).toBe('radius:U:2');
  });

  test('that cannot be done to the weights as they are is told, and is in the list no longer', async () => {
    const { session, engine, address, state, texts } = open('do=cut:U:1:2:1,radius:U:2');
    await session.ready();
    engine().send({ type: 'undone', undone: [{ entry: 'radius:U:2', why: 'All eigenvalues are 0 here.' }] });
    await vi.waitFor(() => expect(state().experiment.do).toBe('cut:U:1:2'));
    expect(address.read()).toBe('do=cut:U:1:2');
    expect(texts()).toEqual(['do=radius:U:2 was not done. All eigenvalues are 0 here.']);
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

describe('what was done once and is taken away', () => {
  /** At iteration 400, with what was done at 120 and at 300. */
  const LIST = 'radius:U:2@120,radius:U:1@300';
  async function begun() {
    const all = open(`do=${LIST}`);
    await all.session.ready();
    await all.session.train(400);
    const losses = Array.from({ length: 400 }, () => 1);
    all.engine().send({ type: 'frame', frame: frameAt(400, losses) });
    await vi.waitFor(() => expect(all.state().iteration).toBe(400));
    return { ...all, made: () => all.engine().names().slice(-3) };
  }

  test('is undone by going back to where it was done', async () => {
    const { session, engine, state, made } = await begun();
    await session.operate('radius:U:2@120');
    expect(made().slice(-2)).toEqual(['goTo', 'learning']);
    expect(engine().calls.at(-2)).toMatchObject({ send: { iteration: 300 } });
    expect(state().experiment.do).toBe('radius:U:2@120');
  });

  test('stays, and so does the list, where there is no way back', async () => {
    const { session, engine, state, made } = await begun();
    engine().strands = 'iteration 300 is no longer there';
    await expect(session.operate('radius:U:2@120')).rejects.toThrow(
      'What was done at iteration 300 is not undone, since the way back there failed: iteration 300 is no longer there',
    );
    expect(state().experiment.do).toBe(LIST);
    expect(made().at(-1)).toBe('goTo');
  });

  test('stays where the way back falls short, with what was done there', async () => {
    const { session, engine, address, state, made } = await begun();
    engine().note = 'Training again up to iteration 300 takes long: it has got to 290. Go there again to go on.';
    engine().conditions = { rate: 0.01, clip: 1, batch: 32, do: LIST };
    await expect(session.operate('radius:U:2@120')).rejects.toThrow(/is not undone.* it has got to 290/);
    expect(state().experiment).toMatchObject({ rate: 0.01, do: LIST });
    expect(address.read()).toContain(`do=${LIST}`);
    expect(made().at(-1)).toBe('goTo');
  });

  test('keeps the longer run to return to where something before it is undone too', async () => {
    const { session, engine, made } = await begun();
    await session.operate('radius:U:2@120');
    const past = { first: 0, end: 300, kept: Float64Array.of(), bytes: 0, most: 1, left: { from: 300, end: 400 } };
    const branch = { line: 2, left: { line: 1, from: 300 } };
    engine().send({ type: 'frame', frame: { ...frameAt(300, [], branch), lossesFrom: 300, past } });
    await vi.waitFor(() => expect(session.state.getState().past).toEqual(past));
    expect(session.picture.getState().was).toMatchObject({ from: 300 });
    await session.operate('');
    expect(made()).toEqual(['exchange', 'goTo', 'learning']);
    expect(engine().calls.at(-2)).toMatchObject({ send: { iteration: 120 } });
  });
});

test('what an engine dies of has its iteration all the same, and the next engine hears of it', async () => {
  const { session, engine, engines, state } = open();
  await session.ready();
  await session.train(7);
  engine().send({ type: 'frame', frame: frameAt(7) });
  engine().mute = 'learning';
  const operating = session.operate('freeze:U');
  await vi.waitFor(() => expect(engine().names().at(-1)).toBe('learning'));
  engine().crash();
  await operating;
  expect(engines).toHaveLength(2);
  expect(state()).toMatchObject({ iteration: 7, experiment: { do: 'freeze:U@7' } });
  expect(asked(engine())).toEqual(['freeze:U@7']);
});
