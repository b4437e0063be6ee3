import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { makeExperiment } from '../../../core/experiment.ts';
import { DEFAULT_VIEW, type View } from '../../../core/view.ts';
import type { Picture, Session, State } from '../../../store/session.ts';
import { predictorOf } from './predictor.ts';

/** A session that only keeps what is looked at. */
function sessionOf(view: Partial<View> = {}) {
  const first = {
    experiment: makeExperiment(),
    view: { ...DEFAULT_VIEW, ...view },
    phase: 'ready',
    iteration: 0,
    past: { first: 0 },
  } as Partial<State> as State;
  const state = createStore<State>(() => first);
  const session = {
    state,
    look: (change: Partial<View>) => state.setState({ view: { ...state.getState().view, ...change } }),
    notify: vi.fn(),
    pause: vi.fn(async () => state.setState({ phase: 'ready' })),
    rewind: vi.fn(),
    goTo: vi.fn(async (iteration: number) => state.setState({ iteration })),
    exchange: vi.fn(async () => {}),
    picture: createStore<Pick<Picture, 'losses' | 'was'>>(() => ({ losses: [], was: null })),
    change: vi.fn(),
    beforeTraining: (first: () => Promise<unknown> | null) => {
      prepare = first;
    },
  };
  let prepare: () => Promise<unknown> | null = () => null;
  const train = async (): Promise<void> => {
    await prepare();
    state.setState({ phase: 'training' });
  };
  return { train, session, state, predictor: predictorOf(session as unknown as Session), predict: () => state.getState().view.predict };
}

const stroke = (predictor: ReturnType<typeof predictorOf>, end = 40): void => {
  predictor.stroke({ type: 'down', point: { at: 1, log: -8 } });
  predictor.stroke({ type: 'move', point: { at: end, log: -0.2 } });
  predictor.stroke({ type: 'up' });
};

const DRAWN = 'norm:40,1:-8,5:-7.2,10:-6.2,15:-5.2,20:-4.2,25:-3.2,30:-2.2,35:-1.2,40:-0.2';

test('what is asked for is covered, drawn and kept in the view, and not in the link unless it is shared', async () => {
  const { predictor, predict, state } = sessionOf();
  predictor.ask('norm');
  expect(predict()).toBe('norm:40');
  stroke(predictor);
  expect(predict()).toBe('norm:40');
  predictor.done();
  expect(predict()).toBe(DRAWN);
  // What it came to is read in the laboratory.
  expect(state.getState().view.open).toEqual(['laboratory']);
  expect(predictor.state.getState().drawing).toBeNull();
  expect(state.getState().view.shared).toBe(false);
  predictor.share(true);
  expect(state.getState().view.shared).toBe(true);
  predictor.remove('norm');
  expect(state.getState().view).toEqual({ ...DEFAULT_VIEW, open: ['laboratory'] });
});

test('a line that is drawn anew gives way only to one that is done', async () => {
  const { predictor, predict } = sessionOf({ predict: DRAWN });
  predictor.ask('norm');
  expect(predict()).toBe('norm:40');
  expect(predictor.state.getState().drawing?.logs[0]).toBe(-8);
  predictor.stroke({ type: 'clear' });
  predictor.giveUp();
  expect(predict()).toBe(DRAWN);
  predictor.ask('norm');
  predictor.stroke({ type: 'shift', place: 0, by: 1, otherwise: 0 });
  predictor.done();
  expect(predict()).toContain('norm:40,1:-7,');
});

test('training takes the line as it is, or ends the asking where there is none', async () => {
  const { predictor, predict, state, train, session } = sessionOf();
  predictor.ask('norm');
  stroke(predictor);
  await train();
  expect(predict()).toBe(DRAWN);
  state.setState({ phase: 'ready', iteration: 50 });
  predictor.ask('loss', 300);
  expect(predict()).toBe(`${DRAWN},loss:300`);
  await train();
  expect(predict()).toBe(DRAWN);
  expect(session.goTo).not.toHaveBeenCalled();
});

test('a network that trains is paused for either, and is where it was when the drawing is left', () => {
  for (const of of ['norm', 'loss'] as const) {
    const { predictor, session, state } = sessionOf();
    state.setState({ phase: 'training', iteration: 50 });
    predictor.ask(of);
    expect(session.pause).toHaveBeenCalledOnce();
    stroke(predictor);
    predictor.giveUp();
    expect(state.getState()).toMatchObject({ iteration: 50, view: { predict: '' } });
    for (const touched of [session.rewind, session.goTo, session.change]) expect(touched).not.toHaveBeenCalled();
  }
});

test('a loss that is drawn goes back to the first weights when it is done, with what is set now, and the run stays', async () => {
  const { predictor, session, state } = sessionOf();
  state.setState({ iteration: 50 });
  predictor.ask('loss');
  stroke(predictor, 1000);
  expect(state.getState().iteration).toBe(50);
  predictor.done();
  await vi.waitFor(() => expect(session.change).toHaveBeenCalled());
  expect(session.goTo).toHaveBeenCalledExactlyOnceWith(0);
  const { rate, clip, batch, do: list } = makeExperiment();
  expect(session.change).toHaveBeenCalledExactlyOnceWith({ rate, clip, batch, do: list });
  expect(session.rewind).not.toHaveBeenCalled();
});

test('a short run that is drawn over does not take the place of the long one before it', async () => {
  for (const [now, then, times] of [
    [50, 3402, 1],
    [3402, 50, 0],
  ] as const) {
    const { predictor, session, state, train } = sessionOf();
    state.setState({ iteration: now, past: { first: 0, left: { from: 0, end: then } } as never });
    const was = { from: 0, line: null, losses: new Array<number>(then).fill(1), columns: [], scores: [] };
    session.picture.setState({ losses: new Array<number>(now).fill(1), was });
    predictor.ask('loss');
    stroke(predictor, 1000);
    await train();
    expect(session.exchange).toHaveBeenCalledTimes(times);
    expect(session.goTo).toHaveBeenCalledExactlyOnceWith(0);
  }
});

test('whoever trains with a loss drawn trains from the first weights', async () => {
  const { predictor, session, state, train } = sessionOf();
  state.setState({ iteration: 50 });
  predictor.ask('loss', 300);
  stroke(predictor, 300);
  const training = train();
  expect(state.getState().phase).toBe('ready');
  await training;
  expect(session.goTo).toHaveBeenCalledExactlyOnceWith(0);
  expect(state.getState()).toMatchObject({ iteration: 0, phase: 'training' });
});

test('a run whose first weights are not kept is held against the line where it is', async () => {
  const { predictor, session, state, train } = sessionOf();
  state.setState({ iteration: 50, past: { first: 20 } as never });
  predictor.ask('loss');
  stroke(predictor, 1000);
  await train();
  expect(session.goTo).not.toHaveBeenCalled();
  expect(state.getState().view.predict).toContain('loss:1000,');
});

test('a link that asks while a network trains pauses it', () => {
  const { session, state } = sessionOf();
  state.setState({ phase: 'training', iteration: 9 });
  session.look({ predict: 'loss:1000', shared: true });
  expect(session.pause).toHaveBeenCalledOnce();
  expect(state.getState().iteration).toBe(9);
});

test('what was drawn last is told once, for the focus to go where it is read', () => {
  const { predictor } = sessionOf();
  const ended = () => predictor.state.getState().ended;
  predictor.ask('loss');
  stroke(predictor, 1000);
  expect(ended()).toBeNull();
  predictor.done();
  expect(ended()).toEqual({ of: 'loss', isDone: true });
  predictor.heard();
  predictor.ask('norm');
  predictor.giveUp();
  expect(ended()).toEqual({ of: 'norm', isDone: false });
});

test('another length of the sequence leaves what was drawn as it is, and what is being drawn goes on from the last step', async () => {
  const { predictor, predict, state } = sessionOf({ predict: DRAWN });
  state.setState({ experiment: makeExperiment({ options: { length: 20 } }) });
  expect(predict()).toBe(DRAWN);
  predictor.ask('norm');
  const { drawing } = predictor.state.getState();
  expect(drawing?.length).toBe(20);
  expect(drawing?.logs.at(-1)).toBe(-0.2);
  state.setState({ experiment: makeExperiment({ options: { length: 10 } }) });
  expect(predict()).toBe('norm:10');
  expect(predictor.state.getState().drawing?.logs.at(-1)).toBe(-0.2);
});

test('a link that asks is answered by a drawing, and one with faults is told once and mended', () => {
  expect(sessionOf({ predict: 'norm' }).predictor.state.getState().drawing?.length).toBe(40);
  const { predict, session } = sessionOf({ predict: 'norm,1:-8,x,40:-1', shared: true });
  expect(session.notify).toHaveBeenCalledExactlyOnceWith('warning', 'predict=x is no step with a logarithm, as 20:-3; it is ignored.');
  expect(predict()).toBe('norm:40,1:-8,40:-1');
});

test('Back to a link that holds another prediction shows that one', () => {
  const { predictor, session } = sessionOf({ predict: DRAWN });
  session.look({ predict: 'norm:40,1:-1,40:0', shared: true });
  expect(predictor.state.getState().predictions.norm?.knots).toHaveLength(2);
});
