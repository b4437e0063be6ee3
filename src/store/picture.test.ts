import { describe, expect, test } from 'vitest';
import type { Branch, Frame } from '../protocol/messages.ts';
import { grow, reopened, restart } from './picture.ts';
import { EMPTY_PICTURE, type Picture } from './session.ts';

const FIRST: Branch = { line: 1, left: null };
const SECOND: Branch = { line: 2, left: { line: 1, from: 1 } };
const AGAIN: Branch = { line: 1, left: { line: 2, from: 1 } };

const frame = (
  iteration: number,
  lossesFrom: number,
  losses: readonly number[] = [],
  columns: readonly number[] = [],
  branch: Branch = FIRST,
): Frame =>
  ({
    branch,
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
const trained = (): Picture =>
  grow(grow({ ...EMPTY_PICTURE, losses: [], line: 1 }, frame(2, 0, [4, 3], [0, 1, 2])), frame(4, 2, [2, 1], [3, 4]));

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
    const picture = grow(grow(trained(), frame(1, 4)), frame(3, 1, [9, 8], [2, 3], SECOND));
    expect(picture.losses).toEqual([4, 9, 8]);
    expect(iterations(picture.columns)).toEqual([0, 1, 2, 3]);
    expect(iterations(picture.scores)).toEqual([3]);
    expect(picture.was?.from).toBe(1);
    expect(picture.was?.losses).toEqual([3, 2, 1]);
    expect(iterations(picture.was?.columns ?? [])).toEqual([2, 3, 4]);
  });

  test('and what was can be taken up again, and again', () => {
    const first = grow(branched(), frame(4, 4, [], [], AGAIN));
    expect(first.losses).toEqual([4, 3, 2, 1]);
    expect(first.was).toMatchObject({ line: 2, from: 1, losses: [9, 8] });
    expect(iterations(first.columns)).toEqual([0, 1, 2, 3, 4]);
    expect(grow(first, frame(3, 3, [], [], SECOND)).losses).toEqual([4, 9, 8]);
  });

  test('of a line that no frame was of knows only what the frame says, and so of one that was forgotten', () => {
    const picture = grow(branched(), frame(3, 2, [7], [], { line: 9, left: { line: 8, from: 1 } }));
    expect(picture).toMatchObject({ losses: [Number.NaN, Number.NaN, 7], was: null, line: 9 });
    expect(grow(branched(), frame(3, 3, [], [], { line: 2, left: null })).was).toBeNull();
  });
});

const branched = (): Picture => grow(grow(trained(), frame(1, 4)), frame(3, 1, [9, 8], [2, 3], SECOND));

describe('a run that is opened', () => {
  test('at its first weights has no past, and nothing was', () => {
    expect(restart(branched(), frame(0, 0))).toMatchObject({ losses: [], columns: [], was: null, line: 1 });
  });

  test('where it goes on keeps what it was up to there, and what it can be compared with, but not returned to', () => {
    const picture = restart(branched(), frame(2, 2));
    expect(picture.losses).toEqual([4, 9]);
    expect(picture.was).toMatchObject({ losses: [3, 2, 1], line: null });
    expect(restart(branched(), { ...frame(2, 2), trace: { iteration: 1 } } as Frame).was?.from).toBe(1);
  });

  test('at the end of the line that was left has its curve', () => {
    const picture = restart(branched(), frame(4, 4), 1);
    expect(picture.losses).toEqual([4, 3, 2, 1]);
    expect(picture.was).toMatchObject({ losses: [9, 8], line: null });
  });

  test('where one had gone back to shows what came after as what was', () => {
    const picture = restart(grow(trained(), frame(1, 4)), frame(1, 1));
    expect(picture.losses).toEqual([4]);
    expect(picture.was).toMatchObject({ from: 1, losses: [3, 2, 1] });
  });

  test('with all its past on another engine keeps every curve', () => {
    const picture = reopened(branched(), frame(2, 3, [], [], SECOND));
    expect(picture).toMatchObject({ losses: [4, 9, 8], was: { line: 1, losses: [3, 2, 1] }, laboratory: {} });
  });
});
