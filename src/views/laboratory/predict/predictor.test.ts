import { expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { makeExperiment } from '../../../core/experiment.ts';
import { DEFAULT_VIEW, type View } from '../../../core/view.ts';
import type { Session, State } from '../../../store/session.ts';
import { predictorOf } from './predictor.ts';

/** A session that only keeps what is looked at. */
function sessionOf(view: Partial<View> = {}) {
  const first = {
    experiment: makeExperiment(),
    view: { ...DEFAULT_VIEW, ...view },
    phase: 'ready',
    iteration: 0,
  } as Partial<State> as State;
  const state = createStore<State>(() => first);
  const session = {
    state,
    look: (change: Partial<View>) => state.setState({ view: { ...state.getState().view, ...change } }),
    notify: vi.fn(),
    pause: vi.fn(async () => state.setState({ phase: 'ready' })),
    rewind: vi.fn(async () => state.setState({ iteration: 0 })),
  };
  return { session, state, predictor: predictorOf(session as unknown as Session), predict: () => state.getState().view.predict };
}

const stroke = (predictor: ReturnType<typeof predictorOf>): void => {
  predictor.stroke({ type: 'down', point: { at: 1, log: -8 } });
  predictor.stroke({ type: 'move', point: { at: 40, log: -0.2 } });
  predictor.stroke({ type: 'up' });
};

const DRAWN = 'norm:40,1:-8,5:-7.2,10:-6.2,15:-5.2,20:-4.2,25:-3.2,30:-2.2,35:-1.2,40:-0.2';

test('what is asked for is covered, drawn and kept in the view, and not in the link unless it is shared', async () => {
  const { predictor, predict, state } = sessionOf();
  await predictor.ask('norm');
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
  await predictor.ask('norm');
  expect(predict()).toBe('norm:40');
  expect(predictor.state.getState().drawing?.logs[0]).toBe(-8);
  predictor.stroke({ type: 'clear' });
  predictor.giveUp();
  expect(predict()).toBe(DRAWN);
  await predictor.ask('norm');
  predictor.stroke({ type: 'shift', place: 0, by: 1, otherwise: 0 });
  predictor.done();
  expect(predict()).toContain('norm:40,1:-7,');
});

test('training takes the line as it is, or ends the asking where there is none', async () => {
  const { predictor, predict, state } = sessionOf();
  await predictor.ask('norm');
  stroke(predictor);
  state.setState({ phase: 'training' });
  expect(predict()).toBe(DRAWN);
  state.setState({ phase: 'ready' });
  await predictor.ask('loss', 300);
  expect(predict()).toBe(`${DRAWN},loss:300`);
  state.setState({ phase: 'training' });
  expect(predict()).toBe(DRAWN);
});

test('a network that trains is paused for the norm and rewound for the loss', async () => {
  const { predictor, session, state } = sessionOf();
  state.setState({ phase: 'training', iteration: 50 });
  await predictor.ask('norm');
  expect(session.pause).toHaveBeenCalledOnce();
  predictor.giveUp();
  await predictor.ask('loss');
  expect(session.rewind).toHaveBeenCalledOnce();
});

test('another length of the sequence leaves what was drawn as it is, and what is being drawn goes on from the last step', async () => {
  const { predictor, predict, state } = sessionOf({ predict: DRAWN });
  state.setState({ experiment: makeExperiment({ options: { length: 20 } }) });
  expect(predict()).toBe(DRAWN);
  await predictor.ask('norm');
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
