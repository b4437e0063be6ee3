import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { open } from './session.test.helper.ts';

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
