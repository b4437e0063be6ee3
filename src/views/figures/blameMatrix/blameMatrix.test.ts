import { beforeEach, describe, expect, test } from 'vitest';
import type { BlameMatrix } from '../../../core/analysis/own.ts';
import { drawingOf, settingOf, traceOf } from '../../lanes/scene.test.helper.ts';
import { css } from '../../paint/ink.ts';
import { mix, pixel, rgbOf } from '../../paint/ramps.ts';
import { PALETTE, pretendCanvases, recordingContext } from '../../paint/recorder.test.helper.ts';
import { firstAnswered, mostBlamed } from './answers.ts';
import { gridOf, paintMatrix } from './paintMatrix.ts';
import { paintColumns, paintRows } from './paintNames.ts';
import { BELOW, inkColour, inkOf, LATER, sharesOf } from './shares.ts';
import { subjectOf } from './subject.ts';
import { describeMatrix, describeRow, readCell, type Subject } from './words.ts';

const FLOOR = 1e-30;
/** Two answers, at the third and the fifth of five steps. */
const MATRIX: BlameMatrix = {
  steps: 5,
  scored: [2, 4],
  norms: Float32Array.from([2, 0.02, 1e-35, 0, 0, 1, 4, 2, Number.NaN, 1e-8]),
};
const LETTERS = ['s', 'e', 'v', '七', '␣'];

/** "seven" as far as five letters go, answered 七 and then a space. */
const subject = (change: Partial<Subject> = {}): Subject => {
  const x = new Float32Array(25);
  [0, 1, 2, 1, 4].forEach((symbol, t) => {
    x[t * 5 + symbol] = 1;
  });
  const y = Float32Array.from([0, 0, 3, 0, 4]);
  const drawing = drawingOf({ input: 'symbols', symbols: LETTERS, outputs: LETTERS });
  return { matrix: MATRIX, trace: { x, inputs: 5, y, outputs: 5, steps: 5, floor: FLOOR, clues: [1] }, drawing, named: true, ...change };
};

let images: ReturnType<typeof pretendCanvases> = [];
beforeEach(() => {
  images = pretendCanvases();
});

describe('the shares of an answer', () => {
  test('are logarithms relative to the step that it blames most', () => {
    expect(Array.from(sharesOf(MATRIX, 0, FLOOR).slice(0, 2))).toEqual([0, expect.closeTo(-2, 5)]);
    expect(sharesOf(MATRIX, 1, FLOOR)[1]).toBe(0);
  });

  test('tell what is below the floor from what is read later, and both from what is not a number', () => {
    expect(Array.from(sharesOf(MATRIX, 0, FLOOR).slice(2))).toEqual([BELOW, LATER, LATER]);
    expect(sharesOf(MATRIX, 1, FLOOR)[3]).toBeNaN();
  });

  test('of an answer that blames nothing are all below the floor', () => {
    const nothing = { steps: 2, scored: [1], norms: new Float32Array(2) };
    expect(Array.from(sharesOf(nothing, 0, FLOOR))).toEqual([BELOW, BELOW]);
    expect(mostBlamed(sharesOf(nothing, 0, FLOOR))).toEqual([]);
  });

  test('name the three most blamed steps in their order, and none that has less than a fifth of the most', () => {
    expect(mostBlamed(sharesOf(MATRIX, 0, FLOOR))).toEqual([0]);
    expect(mostBlamed(sharesOf(MATRIX, 1, FLOOR))).toEqual([0, 1, 2]);
    expect(mostBlamed(Float64Array.from([-0.5, 0, -0.1, -0.2]))).toEqual([1, 2, 3]);
  });
});

describe('the cursor', () => {
  const first = (...scored: readonly number[]) => firstAnswered({ ...MATRIX, scored });

  test('starts on the first sign of the last answer and not on the mark that ends it', () => {
    expect(first(6, 7, 8)).toBe(6);
    expect(first(2, 3, 6, 7, 8)).toBe(6);
  });

  test('starts where it does without a matrix, where one step is answered or every one', () => {
    expect(first(4)).toBeNull();
    expect(first(0, 1, 2, 3, 4)).toBeNull();
  });
});

describe('the picture of the matrix', () => {
  const pixels = (): Uint32Array => {
    const { context } = recordingContext();
    paintMatrix(context, 100, 40, { matrix: MATRIX, floor: FLOOR }, PALETTE);
    return new Uint32Array(images[0]?.data.buffer ?? new ArrayBuffer(0));
  };

  test('has a row an answer and a column a step', () => {
    expect(gridOf(MATRIX, FLOOR)).toMatchObject({ columns: 5, rows: 2 });
    pixels();
    expect(images[0]).toMatchObject({ width: 5, height: 2 });
  });

  test('is deepest where each row has its most, whatever the others have', () => {
    const all = pixels();
    expect(all[0]).toBe(pixel(PALETTE.ink('blame')));
    expect(all[5 + 1]).toBe(pixel(PALETTE.ink('blame')));
    expect(all[5 + 4]).toBe(pixel(PALETTE.ink('paper')));
  });

  test('has ink in proportion to each share of the row’s most, so that a tenth is nearly paper', () => {
    const all = pixels();
    const expected = (share: number) => mix(PALETTE.ink('paper'), PALETTE.ink('blame'), share);
    [
      [1, 0.01],
      [5, 0.25],
      [7, 0.5],
    ].forEach(([at = 0, share = 0]) => {
      rgbOf(all[at] ?? 0).forEach((channel, k) => {
        expect(Math.abs(channel - (expected(share)[k] as number))).toBeLessThan(1.5);
      });
    });
    expect([0, -1, BELOW, LATER, Number.NaN].map(inkOf)).toEqual([1, 0.1, 0, 0, 0]);
    expect(inkColour(PALETTE, 1)).toBe(pixel(PALETTE.ink('blame')));
  });

  test('is sunk after the answer', () => {
    const all = pixels();
    expect([all[3], all[4]]).toEqual([pixel(PALETTE.ink('sunk')), pixel(PALETTE.ink('sunk'))]);
    expect(Array.from(all)).not.toContain(pixel(PALETTE.ink('explode')));
  });

  test('has what was read above its columns and what was said beside its rows, where they fit', () => {
    const [columns, rows, narrow] = [recordingContext(), recordingContext(), recordingContext()];
    paintColumns(columns.context, 100, 16, subject(), PALETTE);
    paintRows(rows.context, 44, 40, subject(), PALETTE);
    paintColumns(narrow.context, 15, 16, subject(), PALETTE);
    expect(columns.named('fillText').map(({ arguments: [text] }) => text)).toEqual(['s', 'e', 'v', 'e', '␣']);
    expect(rows.named('fillText').map(({ arguments: [text] }) => text)).toEqual(['七', '␣']);
    expect(narrow.named('fillText')).toEqual([]);
    expect(columns.named('fillText')[1]?.fill).toBe(css(PALETTE.ink('clue')));
  });

  test('has steps in the place of names where rows are thin', () => {
    const { context, named } = recordingContext();
    const scored = Array.from({ length: 100 }, (_, t) => t);
    paintRows(context, 44, 200, subject({ matrix: { steps: 100, scored, norms: new Float32Array(10000) } }), PALETTE);
    const texts = named('fillText').map(({ arguments: [text] }) => text);
    expect(texts.slice(0, 3)).toEqual(['1', '7', '13']);
    expect(texts.length).toBeLessThan(20);
  });
});

describe('the matrix in words', () => {
  test('an answer is told with the letters that it blames most', () => {
    expect(describeRow(subject(), 2)).toBe('The answer 七 at step 3 blames most s at step 1.');
    expect(describeRow(subject(), 4)).toBe('The answer ␣ at step 5 blames most s, e, v at steps 1 to 3.');
    expect(describeRow(subject(), 3)).toBe('Step 4 is not scored: there is no answer to blame anything for.');
  });

  test('letters that lie apart are told each with its step', () => {
    const norms = Float32Array.from([1, 0, 2, 0, 3, ...new Array(5).fill(0)]);
    const apart = subject({ matrix: { steps: 5, scored: [4, 2], norms } });
    expect(describeRow(apart, 4)).toBe('The answer ␣ at step 5 blames most s at step 1, v at step 3 and ␣ at step 5.');
  });

  test('numbers are told by their steps alone', () => {
    const numbers = subject({ drawing: drawingOf({}), named: false });
    expect(describeRow(numbers, 2)).toBe('The answer at step 3 blames most step 1.');
    expect(describeRow(numbers, 4)).toBe('The answer at step 5 blames most steps 1 to 3.');
  });

  test('a place is told with its share and its norm', () => {
    expect(readCell(subject(), { row: 0, step: 0 })).toBe('七 at step 3 blames s at step 1: the most (2)');
    expect(readCell(subject(), { row: 1, step: 0 })).toBe('␣ at step 5 blames s at step 1: 25\u00a0% of its most (1)');
    expect(readCell(subject(), { row: 0, step: 2 })).toBe('七 at step 3 blames v at step 3: below the floor');
    expect(readCell(subject(), { row: 0, step: 4 })).toBe('七 at step 3 blames ␣ at step 5 for nothing: it is read later');
    expect(readCell(subject(), { row: 1, step: 3 })).toBe('␣ at step 5 blames e at step 4: not a number');
  });

  test('the whole is told by the answer at the cursor and by how far back the answers look', () => {
    expect(describeMatrix(subject(), 2)).toBe(
      'The answer 七 at step 3 blames most s at step 1. 2 answers over 5 steps; in the middle of them the most blamed input lies 3 back.',
    );
    expect(describeMatrix(subject(), 0)).toMatch(/^The answer ␣ at step 5/);
    const single = subject({ matrix: { steps: 5, scored: [2], norms: MATRIX.norms.slice(0, 5) } });
    expect(describeMatrix(single, 2)).toBe('The answer 七 at step 3 blames most s at step 1.');
  });
});

describe('what the matrix is of', () => {
  const mask = Uint8Array.from([0, 0, 1, 0, 1]);
  const trace = traceOf({ steps: 5, mask });

  test('is the trace that it was measured with', () => {
    expect(subjectOf({ trace, blame: MATRIX }, settingOf())?.matrix).toBe(MATRIX);
    expect(subjectOf({ trace, blame: null }, settingOf())).toBeNull();
  });

  test('is nothing while the trace is already another one', () => {
    expect(subjectOf({ trace: traceOf({ steps: 9 }), blame: MATRIX }, settingOf())).toBeNull();
    expect(subjectOf({ trace: traceOf({ steps: 5 }), blame: MATRIX }, settingOf())).toBeNull();
  });
});
