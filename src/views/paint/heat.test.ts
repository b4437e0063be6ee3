import { beforeEach, expect, test } from 'vitest';
import { DOTTED, type Grid, HATCHED, paintHeat, shadeCells } from './heat.ts';
import { PALETTE, pretendCanvases, recordingContext } from './recorder.test.helper.ts';

const grid = (values: readonly number[], columns: number, rows: number): Grid => ({ values, offset: 0, columns, rows });

beforeEach(() => {
  pretendCanvases();
});

test('cells given column by column come out row by row, as an image is stored', () => {
  const pixels = new Uint32Array(6);
  shadeCells(grid([1, 2, 3, 4, 5, 6], 3, 2), (value) => value + 10, pixels);
  expect([...pixels]).toEqual([11, 13, 15, 12, 14, 16]);
});

test('a grid can start anywhere in its array', () => {
  const pixels = new Uint32Array(2);
  shadeCells({ values: [9, 9, 3, 4], offset: 2, columns: 2, rows: 1 }, (value) => value + 10, pixels);
  expect([...pixels]).toEqual([13, 14]);
});

test('hatched and dotted cells are told, and are transparent', () => {
  const pixels = new Uint32Array(2);
  const marks = shadeCells(grid([Number.NaN, 0], 2, 1), (value) => (Number.isNaN(value) ? HATCHED : DOTTED), pixels);
  expect(marks).toEqual({ hatched: true, dotted: true });
  expect([...pixels].map((value) => value >>> 24)).toEqual([0, 0]);
});

test('the image is drawn once over the whole plot, without smoothing while cells are larger than pixels', () => {
  const { context, named } = recordingContext();
  paintHeat(context, 400, 100, grid(new Array(40).fill(0), 10, 4), () => 0xff000000, PALETTE);
  expect(named('drawImage').map((call) => call.arguments.slice(1))).toEqual([[0, 0, 400, 100]]);
  expect(context.imageSmoothingEnabled).toBe(false);
});

test('more cells than pixels are averaged instead of dropped', () => {
  const { context } = recordingContext();
  paintHeat(context, 400, 100, grid(new Array(1000).fill(0), 5, 200), () => 0xff000000, PALETTE);
  expect(context.imageSmoothingEnabled).toBe(true);
});

test.each([
  ['both ways', 10, 4, 9 + 3],
  ['between columns alone where rows are thin', 10, 50, 9],
  ['not at all where cells are small', 200, 50, 0],
])('lines of paper part the cells: %s', (_, columns, rows, lines) => {
  const { context, named } = recordingContext();
  paintHeat(context, 400, 100, grid(new Array(columns * rows).fill(0), columns, rows), () => 0xff000000, PALETTE);
  expect(named('fillRect')).toHaveLength(lines);
});

test('a run of cells that are not a number is hatched as one rectangle', () => {
  const { context, named } = recordingContext();
  paintHeat(
    context,
    200,
    100,
    grid([0, Number.NaN, Number.NaN, Number.NaN], 4, 1),
    (value) => (Number.isNaN(value) ? HATCHED : 0xff000000),
    PALETTE,
  );
  expect(named('rect').map((call) => call.arguments)).toEqual([[50, 0, 150, 100]]);
  expect(named('fill').map((call) => call.fill)).toEqual(['pattern']);
});

test('256 units over 400 steps are coloured in under 4 ms', () => {
  const cells = grid(Float32Array.from({ length: 256 * 400 }, (_, k) => Math.sin(k)) as unknown as number[], 400, 256);
  const pixels = new Uint32Array(256 * 400);
  const run = (): number => {
    const start = performance.now();
    shadeCells(cells, (value) => (value < 0 ? 0xff000000 : 0xffffffff), pixels);
    return performance.now() - start;
  };
  expect(Math.min(...Array.from({ length: 20 }, run))).toBeLessThan(4);
});
