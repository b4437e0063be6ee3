import { describe, expect, test } from 'vitest';
import type { Frame } from '../protocol/messages.ts';
import { exchanged, grow, parted, restart } from './picture.ts';
import { EMPTY_PICTURE, type Picture } from './session.ts';

const frame = (iteration: number, lossesFrom: number, losses: readonly number[] = [], columns: readonly number[] = []): Frame =>
  ({
    trace: { iteration },
    losses: Float32Array.from(losses),
    lossesFrom,
    columns: columns.map((each) => ({ iteration: each })),
    inside: null,
    spectrum: null,
    blame: null,
    laboratory: null,
    score: { iteration, loss: iteration, value: 0 },
    speed: 0,
    snapshot: null,
    past: null,
  }) as unknown as Frame;

const iterations = (entries: readonly { readonly iteration: number }[]) => entries.map(({ iteration }) => iteration);
const trained = (): Picture => grow(grow({ ...EMPTY_PICTURE, losses: [] }, frame(2, 0, [4, 3], [0, 1, 2])), frame(4, 2, [2, 1], [3, 4]));

describe('an earlier iteration on show', () => {
  test('leaves losses, columns and scores as they are up to the end', () => {
    const picture = grow(trained(), frame(1, 4, [], [1]));
    expect(picture.trace?.iteration).toBe(1);
    expect(picture.score?.iteration).toBe(1);
    expect(picture.losses).toEqual([4, 3, 2, 1]);
    expect(iterations(picture.columns)).toEqual([0, 1, 2, 3, 4]);
    expect(iterations(picture.scores)).toEqual([2, 4]);
  });

  test('from which training goes on makes what came after it what was', () => {
    const back = grow(trained(), frame(1, 4));
    const picture = grow(parted(back, 1), frame(3, 1, [9, 8], [2, 3]));
    expect(picture.losses).toEqual([4, 9, 8]);
    expect(iterations(picture.columns)).toEqual([0, 1, 2, 3]);
    expect(iterations(picture.scores)).toEqual([3]);
    expect(picture.was?.from).toBe(1);
    expect(picture.was?.losses).toEqual([3, 2, 1]);
    expect(iterations(picture.was?.columns ?? [])).toEqual([2, 3, 4]);
  });

  test('and what was can be taken up again, and again', () => {
    const branch = grow(parted(grow(trained(), frame(1, 4)), 1), frame(3, 1, [9, 8], [2, 3]));
    const first = exchanged(branch);
    expect(first.losses).toEqual([4, 3, 2, 1]);
    expect(first.was?.losses).toEqual([9, 8]);
    expect(iterations(first.columns)).toEqual([0, 1, 2, 3, 4]);
    expect(exchanged(first).losses).toEqual([4, 9, 8]);
    expect(exchanged(EMPTY_PICTURE)).toBe(EMPTY_PICTURE);
  });
});

describe('a run that is opened', () => {
  test('at its first weights has no past, and nothing was', () => {
    const picture = restart(parted(trained(), 2), frame(0, 0));
    expect(picture).toMatchObject({ losses: [], columns: [], was: null });
  });

  test('where it goes on keeps what it was up to there, and what it can be compared with', () => {
    const branch = grow(parted(grow(trained(), frame(1, 4)), 1), frame(3, 1, [9, 8], [2, 3]));
    const picture = restart(branch, frame(2, 2));
    expect(picture.losses).toEqual([4, 9]);
    expect(picture.was?.losses).toEqual([3, 2, 1]);
    expect(restart(branch, { ...frame(2, 2), trace: { iteration: 1 } } as Frame).was?.from).toBe(1);
  });

  test('where one had gone back to shows what came after as what was', () => {
    const picture = restart(grow(trained(), frame(1, 4)), frame(1, 1));
    expect(picture.losses).toEqual([4]);
    expect(picture.was).toMatchObject({ from: 1, losses: [3, 2, 1] });
  });
});
