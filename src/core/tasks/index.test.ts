import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { defaultOptions, isTaskName, makeBatch, PROBE, probeBatch, scoreOf, TASK_NAMES, TASKS, taskOf } from './index.ts';
import { supplyFor } from './material.test.helper.ts';
import type { Options, Task } from './task.ts';

const rng = createRng(1);

/** All but those whose data a person gives, which are tested by themselves. */
const READY = TASK_NAMES.filter((name) => (TASKS[name] as Task).material?.(defaultOptions(TASKS[name]))?.file !== null);

describe.each(READY)('the task %s', (name) => {
  const task: Task = TASKS[name];
  const options = defaultOptions(task);
  supplyFor(task, options);
  const { steps, inputs, outputs, loss } = task.sizes(options);

  it('stands in the record under its own name', () => {
    expect(taskOf(name)).toBe(task);
    expect(task.name).toBe(name);
  });

  it('speaks in whole sentences', () => {
    for (const text of [task.sentence, task.watch, ...task.options.map(({ explanation }) => explanation)])
      expect(text).toMatch(/^[A-Z].*\.$/);
  });

  it('starts inside the range of each option', () => {
    for (const { minimum, maximum, value } of task.options) expect(value >= minimum && value <= maximum).toBe(true);
  });

  it('names every output, and every channel that is drawn as a letter', () => {
    const drawing = task.drawing(options);
    expect(drawing.outputs).toHaveLength(outputs);
    expect(drawing.channel).toBeLessThan(inputs);
    if (drawing.input === 'symbols') expect(drawing.symbols).toHaveLength(inputs);
  });

  it('makes sequences at both ends of every option, in every split', () => {
    const ends = task.options.flatMap(({ name: option, minimum, maximum }) => [
      { ...options, [option]: minimum },
      { ...options, [option]: maximum },
    ]);
    const smallest = Object.fromEntries(task.options.map((option) => [option.name, option.minimum]));
    const largest = Object.fromEntries(task.options.map((option) => [option.name, option.maximum]));
    const isGiven = (end: Options): boolean => task.material?.(end)?.file === null;
    for (const end of [...ends, smallest, largest].filter((each) => !isGiven(each))) {
      supplyFor(task, end);
      for (const split of ['train', 'probe', 'test'] as const) {
        const sizes = task.sizes(end);
        const { x, y, mask, clues } = task.sequence(rng.fork(split), end, split);
        expect(x).toHaveLength(sizes.steps * sizes.inputs);
        expect(y).toHaveLength(sizes.steps * (sizes.loss === 'mse' ? sizes.outputs : 1));
        expect(mask).toHaveLength(sizes.steps);
        expect([...x, ...y].every(Number.isFinite)).toBe(true);
        expect(clues.every((clue) => clue >= 0 && clue < sizes.steps)).toBe(true);
      }
      expect(task.baselines(end).every((baseline) => Number.isFinite(baseline.loss) && baseline.loss > 0)).toBe(true);
    }
  });

  it('lays a batch out in the order of time, sequence b the same in every size', () => {
    const batch = makeBatch(task, options, rng, 3, 'train');
    for (let b = 0; b < 3; b++) {
      const { x, y } = task.sequence(rng.fork(b), options, 'train');
      const width = loss === 'mse' ? outputs : 1;
      for (const t of [0, 1, steps - 1]) {
        expect(batch.x.slice((t * 3 + b) * inputs, (t * 3 + b + 1) * inputs)).toEqual(x.slice(t * inputs, (t + 1) * inputs));
        expect(batch.y.slice((t * 3 + b) * width, (t * 3 + b + 1) * width)).toEqual(y.slice(t * width, (t + 1) * width));
      }
    }
  });

  it('shares the loss evenly over the scored steps of a batch', () => {
    const { weights } = makeBatch(task, options, rng, 5, 'train');
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
    const scored = weights.filter((weight) => weight > 0);
    expect(new Set(scored).size).toBe(1);
    for (let b = 0; b < 5; b++) expect(weights.filter((weight, k) => k % 5 === b && weight > 0).length).toBeGreaterThan(0);
  });

  it('draws the same batch from the same fork and another from the next', () => {
    const batch = (k: number) => makeBatch(task, options, createRng(4).fork('batch', k), 4, 'train');
    expect(batch(0)).toEqual(batch(0));
    expect(batch(0).x).not.toEqual(batch(1).x);
  });

  it('keeps its probe for a seed', () => {
    const probe = probeBatch(task, options, createRng(1));
    expect(probe.size).toBe(PROBE);
    expect(probe).toEqual(probeBatch(task, options, createRng(1)));
    expect(probe.clues).toHaveLength(PROBE);
    expect(probe.captions).toHaveLength(PROBE);
    expect(probe.x).not.toEqual(makeBatch(task, options, createRng(1).fork('batch', 0), PROBE, 'train').x);
  });
});

describe('the record of tasks', () => {
  it('knows no name that it was not given', () => {
    expect(isTaskName('toString')).toBe(false);
    expect(() => taskOf('adding ')).toThrow('no task is named adding ; there are adding, copy, temporal-order, ');
  });

  it('turns a squared error into the unit on the screen, and a cross-entropy into nothing', () => {
    expect(scoreOf(TASKS.adding, { length: 40 }, 0.25)).toEqual({ value: 0.5, unit: '' });
    expect(scoreOf(TASKS['temporal-order'], { length: 40 }, 1)).toBeNull();
    expect(scoreOf(TASKS.co2, defaultOptions(TASKS.co2), 1)?.unit).toBe('ppm');
  });
});
