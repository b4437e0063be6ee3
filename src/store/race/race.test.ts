import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Experiment } from '../../core/experiment.ts';
import { open } from '../session.test.helper.ts';
import { Race } from './race.ts';

const running: Race[] = [];

afterEach(() => {
  for (const race of running.splice(0)) race.close();
});

/** A race at a link, on engines that count. */
async function race(hash: string) {
  const page = open(hash);
  const made = new Race(page.session, () => {}, 2);
  running.push(made);
  await made.ready();
  const entries = () => made.state.getState().entries;
  const experiments = (): readonly Experiment[] => entries().map(({ session }) => session.state.getState().experiment);
  const entry = (k: number) => entries()[k] as ReturnType<typeof entries>[number];
  return { ...page, race: made, entries, experiments, entry, session: (k: number) => entry(k).session };
}

describe('a race', () => {
  test('opens a network for each part of the link, on an engine of its own', async () => {
    const { experiments, engines, race: made } = await race('units=8&b=cell:gru&c=cell:lstm;seed:3&clock=work&seeds=9');
    expect(experiments()).toMatchObject([
      { cell: 'rnn', units: 8 },
      { cell: 'gru', units: 8 },
      { cell: 'lstm', units: 8, seed: 3 },
    ]);
    expect(engines).toHaveLength(3);
    expect(made.state.getState()).toMatchObject({ clock: 'work', seeds: 9, phase: 'rest' });
  });

  test('a network that is changed by hand is written into the link as what differs', async () => {
    const { session, address } = await race('b=cell:gru');
    session(1).change({ units: 13 });
    expect(address.read()).toBe('b=cell:gru;units:13');
    expect(address.push).toHaveBeenCalledTimes(1);
    session(1).change({ cell: 'rnn', units: 24 });
    expect(address.read()).toBe('b=');
  });

  test('what the first changes the others follow, unless they differ in it', async () => {
    const { session, experiments, address } = await race('b=cell:gru&c=rate:0.01');
    session(0).change({ rate: 0.02, units: 9 });
    expect(experiments()).toMatchObject([
      { cell: 'rnn', rate: 0.02, units: 9 },
      { cell: 'gru', rate: 0.02, units: 9 },
      { cell: 'rnn', rate: 0.01, units: 9 },
    ]);
    expect(address.push).toHaveBeenCalledTimes(1);
    session(0).change({ cell: 'gru' });
    session(0).change({ cell: 'lstm' });
    expect(experiments().map(({ cell }) => cell)).toEqual(['lstm', 'gru', 'lstm']);
  });

  test('Back and Forward set all networks, and leave those alone that are there already', async () => {
    const { session, entries, experiments, address } = await race('b=cell:gru&c=cell:lstm');
    const gru = session(1);
    session(2).change({ units: 9 });
    address.go('b=cell:gru&c=cell:lstm');
    expect(experiments().map(({ cell, units }) => `${cell} ${units}`)).toEqual(['rnn 24', 'gru 24', 'lstm 24']);
    address.go('b=cell:lstm;units:9&c=cell:gru');
    expect(experiments().map(({ cell }) => cell)).toEqual(['rnn', 'lstm', 'gru']);
    expect(session(2)).toBe(gru);
    address.go('b=cell:gru');
    expect(entries()).toHaveLength(2);
    expect(session(1)).toBe(gru);
  });

  test('networks are added like one that is there, up to four; one more is refused in a sentence', async () => {
    const { race: made, entry, entries, address, texts } = await race('b=cell:gru');
    made.add(entry(1));
    made.add(entry(0));
    expect(address.read()).toBe('b=cell:gru&c=cell:gru&d=');
    expect(entries()).toHaveLength(4);
    made.add(entry(0));
    expect(entries()).toHaveLength(4);
    expect(texts()).toEqual(['A race holds 4 networks: take one out first.']);
  });

  test('one that is taken out ends its engine; the last but one ends the race', async () => {
    const { race: made, entry, engines, address, state } = await race('b=cell:gru&c=cell:lstm');
    await made.remove(entry(1));
    expect(address.read()).toBe('b=cell:lstm');
    expect(engines.map(({ terminated }) => terminated)).toEqual([false, true, false]);
    await made.remove(entry(1));
    expect(address.read()).toBe('');
    expect(state().race).toBeNull();
    expect(engines.map(({ terminated }) => terminated)).toEqual([false, true, true]);
  });

  test('the first taken out leaves the second as the page’s own, with its run', async () => {
    const { race: made, entry, address, state, session } = await race('b=cell:gru');
    await session(1).train(7);
    await made.remove(entry(0));
    expect(address.read()).toBe('cell=gru');
    expect(state()).toMatchObject({ race: null, experiment: { cell: 'gru' }, iteration: 7 });
  });

  test('neighbours take each other’s place with what they have learned, and the link says the new order', async () => {
    const { race: made, entry, session, experiments, address } = await race('b=cell:gru&c=cell:lstm');
    await session(0).train(3);
    await session(1).train(5);
    await made.move(entry(1), 1);
    expect(address.read()).toBe('b=cell:lstm&c=cell:gru');
    await made.move(entry(1), -1);
    expect(experiments().map(({ cell }) => cell)).toEqual(['lstm', 'rnn', 'gru']);
    expect(address.read()).toBe('cell=lstm&b=cell:rnn&c=cell:gru');
    expect([0, 1, 2].map((k) => session(k).state.getState().iteration)).toEqual([0, 3, 5]);
    await made.move(entry(0), -1);
    expect(address.push).toHaveBeenCalledTimes(2);
  });

  test('the same parameters: the others take as many units as the first has parameters for', async () => {
    const { race: made, experiments, address } = await race('b=cell:gru&c=cell:lstm');
    made.matchParameters();
    expect(experiments().map(({ units }) => units)).toEqual([24, 13, 11]);
    expect(address.read()).toBe('b=cell:gru;units:13&c=cell:lstm;units:11');
  });

  test('the same parameters: what that did is told, and a second time makes no step in the history', async () => {
    const { race: made, experiments, address, texts } = await race('b=cell:gru&c=cell:lstm');
    made.matchParameters();
    made.matchParameters();
    expect(texts()).toEqual([
      'B GRU starts again with 13 units and C LSTM with 11 units: as near to the 673 parameters of A RNN as whole units come. Back gives them their former units, from their first weights.',
      'Nothing changes: every other network is as near to the 673 parameters of A RNN as whole units come.',
    ]);
    expect(address.push).toHaveBeenCalledTimes(1);
    address.go('b=cell:gru&c=cell:lstm');
    expect(experiments().map(({ units }) => units)).toEqual([24, 24, 24]);
  });

  test('the cursor and the sequence on show are common', async () => {
    const { session, entry } = await race('b=cell:gru&c=length:20');
    session(1).look({ t: 30, sequence: 2 });
    expect(entry(0).session.state.getState().view).toMatchObject({ t: 30, sequence: 2 });
    expect(entry(2).session.state.getState().view).toMatchObject({ t: 19, sequence: 2 });
    session(0).look({ t: 3 });
    expect(entry(2).session.state.getState().view.t).toBe(3);
  });

  test('all hold at the same iteration after a pause, and are rewound together', async () => {
    const { race: made, session } = await race('b=cell:gru&c=cell:lstm');
    let phase = '';
    const stop = session(1).state.subscribe(({ iteration }) => {
      if (iteration < 4 || phase !== '') return;
      ({ phase } = made.state.getState());
      void made.pause();
    });
    await made.play();
    stop();
    expect(phase).toBe('racing');
    const at = [0, 1, 2].map((k) => session(k).state.getState().iteration);
    expect(new Set(at).size).toBe(1);
    expect(made.state.getState().phase).toBe('rest');
    await made.rewind();
    expect([0, 1, 2].map((k) => session(k).state.getState().iteration)).toEqual([0, 0, 0]);
  });

  test('a pause before the engines are there is a pause', async () => {
    const { race: made, session } = await race('b=cell:gru');
    const playing = made.play();
    await made.pause();
    await playing;
    expect(session(0).state.getState().iteration).toBe(0);
  });

  test('what cannot be used of the link is told once, and does not stay in it', async () => {
    const { texts, address } = await race('b=cell:gru;colour:red&e=cell:rnn&clock=noon');
    expect(texts()).toHaveLength(1);
    expect(texts()[0]).toMatch(/Network B: colour=red.*\ne=cell:rnn is more than the 4.*\nclock=noon/s);
    expect(address.read()).toBe('b=cell:gru');
  });

  test('a link that names no network to compare opens the page alone, and says so', async () => {
    const { texts, state } = await race('clock=time');
    await vi.waitFor(() => expect(state().race).toBeNull());
    expect(texts().join()).toContain('names no network to compare');
  });

  test('what goes wrong in a network is told on the page', async () => {
    const { session, texts } = await race('b=cell:gru');
    session(1).notify('warning', 'The engine stopped.');
    session(1).notify('note', 'Not worth a word among four.');
    expect(texts()).toEqual(['The engine stopped.']);
    expect(session(1).state.getState().notices).toEqual([]);
  });
});
