import { describe, expect, test } from 'vitest';
import { open } from '../../../store/session.test.helper.ts';
import { doneOn, operate, operateOn } from './done.ts';

const radius = (of: number) => ({ kind: 'radius', matrix: 'U', layer: 0, radius: of }) as const;
const move = (from: number, to: number) =>
  ({ kind: 'eigenvalue', matrix: 'U', layer: 0, from: { real: from, imaginary: 0 }, to: { real: to, imaginary: 0 } }) as const;

async function opened(hash = '') {
  const all = open(hash);
  await all.session.ready();
  return { ...all, list: () => all.state().experiment.do };
}

describe('what is done once', () => {
  test('is done where the run is, beside what was done before, and does not send it back', async () => {
    const { session, engine, list, state } = await opened();
    await operateOn(session, radius(2));
    expect(list()).toBe('radius:U:2');
    await session.train(7);
    await operateOn(session, radius(1));
    expect(list()).toBe('radius:U:2,radius:U:1@7');
    await session.train(3);
    await operateOn(session, radius(2));
    expect(list()).toBe('radius:U:2,radius:U:1@7,radius:U:2@10');
    expect(state().iteration).toBe(10);
    expect(engine().names()).not.toContain('goTo');
  });

  test('keeps its digits however small the radius becomes, and is refused before nothing is left', async () => {
    const { session, list } = await opened();
    await operateOn(session, radius(0.000123456789));
    expect(list()).toBe('radius:U:0.000123457');
    await operateOn(session, radius(0.0000617284));
    expect(list()).toBe('radius:U:0.000123457');
    expect(doneOn(session).getState().refusal).toMatch(/needs one number from 0.0001 to 1000/);
  });

  test('is one thing as a slider is turned, unless something else was done to the matrix between', async () => {
    const { session, list } = await opened();
    await session.train(3);
    await operateOn(session, radius(2));
    await operate(session, { kind: 'freeze', parameter: 'W' });
    await operateOn(session, radius(4));
    expect(list()).toBe('radius:U:4@3,freeze:W');
    await operateOn(session, move(1.5, 1.6));
    await operateOn(session, move(1.6, 1.7));
    await operateOn(session, radius(8));
    expect(list()).toBe('radius:U:4@3,freeze:W,eigenvalue:U:1.5:0:1.7:0@3,radius:U:8@3');
    await operate(session, { kind: 'cut', matrix: 'U', row: 1, column: 2, layer: 1 });
    await operateOn(session, radius(9));
    expect(list()).toBe('radius:U:4@3,freeze:W,eigenvalue:U:1.5:0:1.7:0@3,radius:U:8@3,cut:U:1:2,radius:U:9@3');
  });
});
