import { describe, expect, test } from 'vitest';
import { packTable } from '../csv/pack.ts';
import { createReader } from '../csv/reader.ts';
import { digestOf } from '../digest.ts';
import { makeExperiment } from '../experiment.ts';
import { decodeLink, encodeLink } from '../link.ts';
import { createRng } from '../rng.ts';
import { DEFAULT_VIEW } from '../view.ts';
import { csv, optionsFor, readTable, setOf, tableName, tableOf } from './csv.ts';
import { defaultOptions } from './index.ts';
import { supply } from './material.ts';
import type { Options, Split } from './task.ts';

const ROWS = 400;
/** A day a row, a slow line, a wave, a word and something that never changes. */
const TEXT = ['day;place;level;wave;still']
  .concat(
    Array.from(
      { length: ROWS },
      (_, k) =>
        `${dayOf(k)};here;${(k / 10).toFixed(1).replace('.', ',')};${Math.sin(k / 4)
          .toFixed(4)
          .replace('.', ',')};7`,
    ),
  )
  .join('\n');

function dayOf(k: number): string {
  return new Date(Date.UTC(2020, 0, 1 + k)).toISOString().slice(0, 10);
}

function given(text: string): Options {
  const reader = createReader();
  reader.push(text);
  const bytes = packTable(reader.end());
  const digest = digestOf(bytes);
  supply(tableName(digest), bytes);
  return { ...defaultOptions(csv), ...optionsFor(tableOf(tableName(digest)), digest) };
}

const options = given(TEXT);

describe('a table of one’s own', () => {
  test('opens on its last column of numbers that change', () => {
    expect(options).toMatchObject({ target: 4, inputs: setOf([3]) });
    const read = readTable(options);
    expect(read !== null && 'fault' in read ? read.fault : null).toBeNull();
    expect(csv.sizes(options)).toEqual({ inputs: 1, outputs: 5, steps: 30, loss: 'mse' });
  });

  test('asks for rows of its own part of the time only, and reads as many columns as are chosen', () => {
    const both = { ...options, inputs: setOf([2, 3]) };
    const places: Record<Split, number[]> = { train: [], probe: [], test: [] };
    for (const split of ['train', 'probe', 'test'] as const) {
      for (let k = 0; k < 300; k++) {
        const { x, y, mask, caption = '' } = csv.sequence(createRng('csv', split, k), both, split);
        expect(x).toHaveLength(60);
        expect(y.filter((value) => value !== 0).length).toBeGreaterThan(0);
        expect(mask.lastIndexOf(1)).toBe(29);
        places[split].push(rowOfDay(/to (.*?),/.exec(caption)?.[1] ?? ''));
      }
    }
    expect(Math.max(...places.train) + 5).toBeLessThanOrEqual(0.7 * ROWS);
    expect(Math.min(...places.probe)).toBeGreaterThanOrEqual(0.7 * ROWS - 1);
    expect(Math.max(...places.probe) + 5).toBeLessThanOrEqual(0.85 * ROWS);
    expect(Math.min(...places.test)).toBeGreaterThanOrEqual(0.85 * ROWS - 1);
  });

  test('has baselines, a measure and a forecast in its own unit', () => {
    expect(csv.baselines(options).length).toBeGreaterThanOrEqual(2);
    expect(csv.baselines(options, 'test').every(({ loss }) => loss > 0)).toBe(true);
    expect(csv.drawing(options).scale).toBeGreaterThan(0.1);
    expect(csv.forecast?.(options).at(0).truth.length).toBeGreaterThanOrEqual(5);
  });

  test.each([
    ['a column that is not there', { target: 9 }, 'There is no column 9'],
    ['a column of words', { target: 2 }, 'not a column of numbers'],
    ['a column that never changes', { target: 5 }, 'not a column of numbers that change'],
    ['too few rows', { window: 390 }, 'only 400 rows'],
  ])('%s is told and breaks nothing', (_, wrong, reason) => {
    const mistaken = { ...options, ...wrong };
    expect(readTable(mistaken)).toMatchObject({ fault: expect.stringContaining(reason) });
    expect(csv.baselines(mistaken)).toEqual([]);
    expect(csv.drawing(mistaken).scale).toBe(1);
    expect(csv.measure(mistaken).unit).toBe('');
    expect(() => csv.sequence(createRng(1), mistaken, 'train')).toThrow(reason);
  });

  test.each([
    [2, {}, 'There are only 2 rows in which every chosen column has begun; 6 are needed at least'],
    [
      20,
      {},
      'There are only 20 rows in which every chosen column has begun; a window of 30 with 5 ahead needs 50. Choose a shorter window, fewer ahead or both, or give more rows',
    ],
    [
      20,
      { window: 12, ahead: 4 },
      'There are only 20 rows in which every chosen column has begun; a window of 12 with 4 ahead needs 26. Choose a shorter window, fewer ahead or both, or give more rows',
    ],
  ])('%i rows are told to be too few by what the controls say, and what would do', (rows, size, fault) => {
    const few = given(['level', ...Array.from({ length: rows }, (_, k) => k * k)].join('\n'));
    expect(readTable({ ...few, ...size })).toEqual({ fault });
  });

  test('stands in a link by its digest and its columns, and is asked for where it is not', () => {
    const experiment = makeExperiment({ task: 'csv', options: { ...options, inputs: setOf([2, 3]) } });
    const link = encodeLink({ experiment, view: DEFAULT_VIEW });
    expect(link).toBe(`task=csv&target=4&inputs=3,4&data=${options['data']}`);
    expect(decodeLink(link)).toMatchObject({ experiment, notices: [] });
    const elsewhere = decodeLink('task=csv&inputs=2&data=12345').experiment.options;
    expect(csv.material?.(elsewhere)).toEqual({ name: 'csv:12345', title: 'Your own table', file: null });
    expect(readTable(elsewhere)).toBeNull();
    expect(csv.sizes(elsewhere).inputs).toBe(1);
    expect(() => csv.sequence(createRng(1), elsewhere, 'train')).toThrow('give it again');
  });

  test('names what is no set of columns', () => {
    expect(decodeLink('task=csv&inputs=0,x').notices[0]).toContain('inputs=0,x is no list of numbers');
  });
});

/** The row of a day as captions write it: "1 January 2020". */
const rowOfDay = (day: string): number => Math.round((Date.parse(`${day} UTC`) - Date.UTC(2020, 0, 1)) / 86_400_000);
