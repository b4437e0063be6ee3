import { describe, expect, test } from 'vitest';
import { makeExperiment, type Wish } from '../../core/experiment.ts';
import type { Spectrum } from '../../core/trace.ts';
import type { Explosion, Frame, ToPage } from '../../protocol/messages.ts';
import { Engine } from '../engine.ts';
import { backendsOf, openedWith } from '../float64.test.helper.ts';
import { createWasmMaker } from '../wasm/executor.ts';

const LOOK = { sequence: 0, layer: 0, step: null, unit: null, spectrum: 'U' };
const SMALL: Wish = { options: { length: 6 }, units: 4, batch: 3 };

async function opened(wish: Wish = {}) {
  const said: ToPage[] = [];
  const engine = new Engine(backendsOf({ wasm: { ...openedWith(), make: createWasmMaker().make } }), (message) => said.push(message));
  await engine.handlers.start({ backend: 'wasm', passedOver: [], lifeline: 'test' });
  const open = (other: Wish = {}) =>
    engine.handlers.open({ experiment: makeExperiment({ ...SMALL, ...wish, ...other }), snapshot: null, look: LOOK });
  await open();
  const frames = (): Frame[] => said.flatMap((message) => (message.type === 'frame' || message.type === 'exploded' ? [message.frame] : []));
  /** The last frame, once something was asked that ends with one. */
  const shown = async (asked: Promise<unknown>): Promise<Frame> => {
    await asked;
    return frames().at(-1) as Frame;
  };
  /** What it said that could not be done. */
  const undone = (): string[] => said.flatMap((message) => (message.type === 'undone' ? message.undone.map(({ entry }) => entry) : []));
  return { handlers: engine.handlers, said, open, frames, shown, undone };
}

/** What of a frame is measured at its iteration. */
const measured = ({ trace, inside, spectrum, score }: Frame) => ({ trace, inside, spectrum, score });

describe('an engine that is sent to another iteration', () => {
  test('shows all that it measured there: states, gradients, verdict, inside of the step, spectrum and score', async () => {
    const { handlers, frames, shown } = await opened();
    const then: Frame[] = [];
    for (let k = 0; k < 6; k++) {
      await handlers.train({ iterations: 7 });
      then.push(frames().at(-1) as Frame);
    }
    for (const k of [4, 0, 2, 5, 1]) {
      const frame = await shown(handlers.goTo({ iteration: 7 * (k + 1) }));
      expect(measured(frame)).toEqual(measured(then[k] as Frame));
      expect([frame.lossesFrom, frame.losses.length]).toEqual([42, 0]);
    }
  });

  test('says which losses there are up to the end, and from where on it trains on', async () => {
    const { handlers, frames, shown } = await opened();
    await handlers.train({ iterations: 20 });
    await handlers.goTo({ iteration: 5 });
    expect((await shown(handlers.look({ ...LOOK, sequence: 3 }))).lossesFrom).toBe(20);
    expect(await handlers.train({ iterations: 3 })).toMatchObject({ iteration: 8 });
    const last = frames().at(-1) as Frame;
    expect([last.trace.iteration, last.lossesFrom, last.losses.length]).toEqual([8, 5, 3]);
    expect(last.past).toMatchObject({ first: 0, end: 8, left: { from: 5, end: 20 } });
    expect(last.branch).toEqual({ line: 2, left: { line: 1, from: 5 } });
    const back = await shown(handlers.exchange(null));
    expect([back.trace.iteration, back.lossesFrom]).toEqual([20, 20]);
    expect(back.branch).toEqual({ line: 1, left: { line: 2, from: 5 } });
    expect(back.past).toMatchObject({ end: 20, left: { from: 5, end: 8 } });
  });

  test('shows the losses that the page has not seen before it leaves the end', async () => {
    const { handlers, frames, shown } = await opened();
    const playing = handlers.play({ speed: Number.POSITIVE_INFINITY });
    await playing;
    await new Promise((resolve) => setTimeout(resolve, 300));
    const frame = await shown(handlers.goTo({ iteration: 2 }));
    const sent = frames().slice(0, -1);
    const end = frame.lossesFrom;
    expect(sent.reduce((sum, { losses }) => sum + losses.length, 0)).toBe(end);
    expect(sent.at(-1)?.trace.iteration).toBe(end);
    expect(frame.trace.iteration).toBe(2);
  });

  test('gives the rate, clipping and batch of then', async () => {
    const { handlers } = await opened();
    await handlers.train({ iterations: 10 });
    await handlers.learning({ rate: 0.5, clip: 0, batch: 5, do: '' });
    await handlers.train({ iterations: 10 });
    expect((await handlers.goTo({ iteration: 9 })).conditions).toEqual({ rate: 0.003, clip: 1, batch: 3, do: '' });
    expect((await handlers.goTo({ iteration: 10 })).conditions).toEqual({ rate: 0.5, clip: 0, batch: 5, do: '' });
    expect((await handlers.goTo({ iteration: 20 })).conditions).toEqual({ rate: 0.5, clip: 0, batch: 5, do: '' });
  });

  test('leaves a way that it is on for another, and settles both', async () => {
    const { handlers } = await opened();
    await handlers.train({ iterations: 400 });
    await handlers.goTo({ iteration: 0 });
    const left = [399, 380, 370].map((iteration) => handlers.goTo({ iteration }));
    const last = handlers.goTo({ iteration: 3 });
    for (const way of left) await expect(way).rejects.toMatchObject({ name: 'Interrupted' });
    expect((await last).iteration).toBe(3);
    const late = handlers.goTo({ iteration: 399 });
    await new Promise((resolve) => setTimeout(resolve, 1));
    expect((await handlers.goTo({ iteration: 7 })).iteration).toBe(7);
    expect(await late.then(({ iteration }) => iteration).catch(({ name }: Error) => name)).toBeOneOf(['Interrupted', 399]);
  });

  test('refuses a branch from an iteration of a network whose cell has changed', async () => {
    const { handlers, open } = await opened();
    await handlers.train({ iterations: 10 });
    await open({ cell: 'lstm' });
    await expect(handlers.goTo({ iteration: 8 })).rejects.toThrow('iteration 8 is not there: the run has got to iteration 0');
    await expect(handlers.exchange(null)).rejects.toThrow('no branch was left to which the run could return');
  });
});

test('after an explosion the frame says what there is to go back to, and one can', async () => {
  const { handlers, said } = await opened({
    cell: 'relu',
    radius: 1.6,
    optimizer: 'sgd',
    rate: 0.3,
    clip: 0,
    options: { length: 10 },
    units: 8,
    batch: 32,
  });
  await expect(handlers.train({ iterations: 100 })).rejects.toThrow('no longer finite');
  const exploded = said.find((message) => message.type === 'exploded') as { explosion: Explosion; frame: Frame };
  const { iteration } = exploded.explosion;
  expect(iteration).toBeGreaterThan(0);
  expect(exploded.frame.past).toMatchObject({ first: 0, end: iteration });
  const first = await handlers.goTo({ iteration: 0 });
  expect(first.iteration).toBe(0);
  await handlers.learning({ rate: 1e-4, clip: 1, batch: 32, do: '' });
  expect(await handlers.train({ iterations: 20 })).toMatchObject({ iteration: 20, loss: expect.any(Number) });
  const back = await handlers.exchange(null);
  expect(back.iteration).toBe(iteration);
});

test('weights that are set are a place to go back to, though no training leads there', async () => {
  const { handlers } = await opened();
  await handlers.train({ iterations: 10 });
  const { parameters } = await handlers.snapshot(null);
  await handlers.setParameters({ parameters: parameters.map((value) => -value) });
  await handlers.train({ iterations: 10 });
  await handlers.goTo({ iteration: 4 });
  await handlers.goTo({ iteration: 10 });
  expect((await handlers.snapshot(null)).parameters).toEqual(parameters.map((value) => -value));
});

test('an operation on weights of then is a branch: what was can be returned to, and the branch goes on from the operation', async () => {
  const { handlers, shown } = await opened();
  await handlers.train({ iterations: 12 });
  const end = (await handlers.snapshot(null)).parameters;
  await handlers.goTo({ iteration: 5 });
  const after = await shown(handlers.learning({ rate: 0.003, clip: 1, batch: 3, do: 'radius:U:1.5' }));
  expect(after.lossesFrom).toBe(5);
  const operated = await handlers.parameters(null);
  await handlers.train({ iterations: 3 });
  await handlers.goTo({ iteration: 5 });
  expect(await handlers.parameters(null)).toEqual(operated);
  expect((await handlers.exchange(null)).iteration).toBe(12);
  expect((await handlers.snapshot(null)).parameters).toEqual(end);
  await handlers.goTo({ iteration: 5 });
  expect(await handlers.parameters(null)).not.toEqual(operated);
});

test('a run that was opened anew with a matrix frozen and a connection cut repeats itself from there on', async () => {
  const { handlers } = await opened();
  await handlers.train({ iterations: 10 });
  const snapshot = await handlers.snapshot(null);
  await handlers.open({ experiment: makeExperiment({ ...SMALL, do: 'freeze:U,cut:W:1:2' }), snapshot, look: LOOK });
  await handlers.train({ iterations: 5 });
  const { parameters } = await handlers.snapshot(null);
  await handlers.goTo({ iteration: 10 });
  await handlers.train({ iterations: 5 });
  expect((await handlers.snapshot(null)).parameters).toEqual(parameters);
  expect(parameters).not.toEqual(snapshot.parameters);
});

test('a list that is not written as the link writes it is the same list: nothing of it is done again, and what is ignored does not come back', async () => {
  const { handlers } = await opened({ do: 'radius:U:1.50,hold:f:1,cut:U:3:2:1' });
  await handlers.train({ iterations: 4 });
  const before = await handlers.parameters(null);
  const now = await handlers.learning({ rate: 0.003, clip: 1, batch: 3, do: 'radius:U:1.5,cut:U:3:2,boost' });
  expect(now?.do).toBe('radius:U:1.5,cut:U:3:2,boost@4');
  expect(await handlers.parameters(null)).toEqual(before);
  expect(await handlers.learning({ rate: 0.003, clip: 1, batch: 3, do: 'radius:U:1.50,cut:U:3:2:1,boost@4' })).toBeNull();
  expect((await handlers.goTo({ iteration: 2 })).conditions.do).toBe('radius:U:1.5,cut:U:3:2');
});

test('what cannot be done to the weights is told and in the list no longer, and nothing else is refused because of it', async () => {
  const MOVE = 'eigenvalue:U:0.5:0:0.9:0';
  const { handlers, undone } = await opened({ do: `cut:U:1:2,${MOVE},${MOVE}@3` });
  expect(undone()).toEqual([MOVE]);
  await handlers.train({ iterations: 5 });
  expect(undone()).toEqual([MOVE, `${MOVE}@3`]);
  const learned = (list: string) => handlers.learning({ rate: 0.003, clip: 1, batch: 3, do: list });
  expect((await learned('cut:U:1:2,boost'))?.do).toBe('cut:U:1:2,boost@5');
  await expect(learned(`cut:U:1:2,boost@5,${MOVE}@5`)).rejects.toThrow('A connection of U is cut');
  expect((await learned('cut:U:1:2,boost@5,radius:U:2@5'))?.do).toBe('cut:U:1:2,boost@5,radius:U:2@5');
  const lists = [];
  for (const iteration of [5, 4, 3, 2, 0]) lists.push((await handlers.goTo({ iteration })).conditions.do);
  const before = `cut:U:1:2,${MOVE}@3`;
  expect(lists).toEqual(['cut:U:1:2,boost@5,radius:U:2@5', 'cut:U:1:2', 'cut:U:1:2', before, before]);
});

test('an eigenvalue is moved and then a connection of its matrix cut, at the same iteration', async () => {
  const { handlers, frames } = await opened();
  await handlers.train({ iterations: 5 });
  const { real, imaginary } = (frames().at(-1) as Frame).spectrum as Spectrum;
  const move = `eigenvalue:U:${real[0]}:${Math.abs(imaginary[0] as number)}:0.8:0.3@5`;
  const learned = (list: string) => handlers.learning({ rate: 0.003, clip: 1, batch: 3, do: list });
  await learned(move);
  const moved = await handlers.parameters(null);
  await learned(`${move},cut:U:1:2`);
  const cut = await handlers.parameters(null);
  expect(cut.filter((value, k) => value !== moved[k])).toEqual(Float32Array.of(0));
  await handlers.train({ iterations: 2 });
  await handlers.goTo({ iteration: 5 });
  expect(await handlers.parameters(null)).toEqual(cut);
});

test('of two things that are undone one after the other, what was trained after the second can be returned to', async () => {
  const { handlers } = await opened();
  const learned = (list: string) => handlers.learning({ rate: 0.003, clip: 1, batch: 3, do: list });
  await handlers.train({ iterations: 10 });
  await learned('radius:U:2@10');
  await handlers.train({ iterations: 10 });
  await learned('radius:U:2@10,radius:U:1@20');
  await handlers.train({ iterations: 20 });
  const end = (await handlers.snapshot(null)).parameters;
  await handlers.goTo({ iteration: 20 });
  await learned('radius:U:2@10');
  await handlers.exchange(null);
  expect((await handlers.goTo({ iteration: 10 })).conditions.do).toBe('radius:U:2@10');
  expect((await learned(''))?.do).toBe('');
  const back = await handlers.exchange(null);
  expect([back.iteration, back.conditions.do]).toEqual([40, 'radius:U:2@10,radius:U:1@20']);
  expect((await handlers.snapshot(null)).parameters).toEqual(end);
});
