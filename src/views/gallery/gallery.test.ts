import { describe, expect, test } from 'vitest';
import { defaultOptions, TASKS, taskOf } from '../../core/tasks/index.ts';
import type { Task } from '../../core/tasks/task.ts';
import { PALETTE, recordingContext } from '../paint/recorder.test.helper.ts';
import { EXAMPLES, KEYWORDS } from './keywords.ts';
import { paintSample } from './paintSample.ts';
import { piecesOf, sampleOf } from './sample.ts';
import { found } from './search.ts';

const ALL: readonly Task[] = Object.values(TASKS);

describe('the gallery', () => {
  test('finds tasks by words in any order, whatever their case and marks', () => {
    expect(found(ALL, '')).toEqual(ALL);
    expect(found(ALL, 'co2 AIR').map(({ name }) => name)).toEqual(['co2']);
    expect(found(ALL, 'arjovsky marked').map(({ name }) => name)).toContain('adding');
    expect(found(ALL, 'xyzzy')).toEqual([]);
  });

  test.each([
    ['chat', 'conversation'],
    ['dialogue', 'conversation'],
    ['translation', 'translate-numbers'],
    ['seq2seq', 'translate-dates'],
    ['encoder', 'translate-dates'],
    ['年', 'translate-dates'],
    ['language model', 'text'],
    ['xor', 'parity'],
    ['sin', 'sines'],
    ['stock', 'random-walk'],
    ['stock', 'csv'],
    ['forecast', 'weather'],
    ['time-series', 'co2'],
    ['piano', 'music'],
    ['audio', 'music'],
    ['audio', 'speech'],
    ['voice', 'speech'],
  ])('finds by the word %s the task %s', (word, name) => {
    expect(found(ALL, word).map((task) => task.name)).toContain(name);
  });

  test('finds words by how they begin, and not by what is in them', () => {
    expect(found(ALL, 'using').map(({ name }) => name)).toContain('translate-numbers');
    expect(found(ALL, 'sin').map(({ name }) => name)).not.toContain('translate-numbers');
  });

  test('names words that find something, and knows words of tasks that are there', () => {
    for (const word of EXAMPLES) expect(found(ALL, word), word).not.toEqual([]);
    for (const [name, words] of Object.entries(KEYWORDS))
      for (const word of words.split(', ')) expect(found(ALL, word), word).toContain(taskOf(name));
  });

  test('draws a real sequence of each task whose data are in the code', () => {
    for (const task of ALL) {
      const sample = sampleOf(task);
      if (sample === null) expect(task.material?.(defaultOptions(task))).not.toBeNull();
      else if (sample.drawing.input === 'symbols')
        expect(
          piecesOf(task, defaultOptions(task), sample)
            .map(({ text }) => text)
            .join(''),
        ).not.toBe('');
    }
  });

  test('marks the clues among symbols and bars', () => {
    const order = taskOf('temporal-order');
    const sample = sampleOf(order);
    if (sample === null) throw new Error('no sample');
    const clues = piecesOf(order, defaultOptions(order), sample).filter(({ clue }) => clue);
    expect(clues).toHaveLength(2);
    expect(clues.every(({ text }) => 'AB'.includes(text))).toBe(true);
    const adding = sampleOf(taskOf('adding'));
    if (adding === null) throw new Error('no sample');
    const { context, calls } = recordingContext();
    paintSample(context, 200, 48, adding, PALETTE);
    expect(calls.filter(({ name }) => name === 'fillRect').length).toBe(adding.sizes.steps);
  });
});
