import { givenMost } from '../../../core/analysis/allowed.ts';
import type { Example, Score } from '../../../core/analysis/score.ts';
import type { Measure } from '../../../core/tasks/measures.ts';
import { readExchange } from '../../../core/tasks/symbols.ts';
import type { Drawing, Options, Task } from '../../../core/tasks/task.ts';

/** A held-out sequence as a person reads it: what was asked, what was answered, and what was right. */
export interface ExampleText {
  readonly right: boolean | null;
  /** Where the sequence is from or what it asked; empty where neither can be said shortly. */
  readonly asked: string;
  readonly answered: string;
  readonly wanted: string;
}

/** "97 % right", "1.2 ppm": the measure's value with its unit. */
export function valueText({ unit, digits }: Pick<Measure, 'unit' | 'digits'>, value: number): string {
  if (!Number.isFinite(value)) return 'not a number';
  return `${value.toFixed(digits)}${unit === '' ? '' : `\u00a0${unit}`}`;
}

/** In a sentence, for those who do not see it. */
export function describeScore({ iteration, sequences, value, right }: Score, measure: Measure): string {
  const all = right === null ? '' : ` ${right} of ${sequences} are right.`;
  return `On ${sequences} held-out sequences after iteration ${iteration}, ${measure.title}: ${valueText(measure, value)}.${all}`;
}

export function exampleText(example: Example, task: Task, options: Options): ExampleText {
  const free = task.free?.(options);
  if (free !== undefined) return exchanged(example, free);
  const drawing = task.drawing(options);
  const at = example.mask.lastIndexOf(1);
  const said = task.sizes(options).loss === 'crossEntropy' ? classOf : numbersOf;
  const told = (rows: Float32Array): string => (drawing.sets ? setOf(rows, at, drawing, example.y) : said(rows, at, drawing));
  return { right: example.right, asked: example.caption, answered: told(example.answers), wanted: told(example.y) };
}

/** As many outputs as are right there, those that are given most. */
function setOf(rows: Float32Array, at: number, { outputs }: Drawing, y: Float32Array): string {
  const of = (values: Float32Array): Float32Array => values.subarray(at * outputs.length, (at + 1) * outputs.length);
  const [given, count] = [of(rows), of(y).filter((target) => target === 1).length];
  const most = givenMost(given, count);
  return outputs.filter((_, output) => most.includes(output)).join(', ');
}

type Free = NonNullable<ReturnType<NonNullable<Task['free']>>>;

function exchanged({ right, x, y, mask, answers }: Example, { alphabet, print, end }: Free): ExampleText {
  const { prompt } = readExchange({ x, y, mask }, alphabet.length);
  const scored = Array.from(mask.keys()).filter((t) => mask[t] === 1);
  const told = (rows: Float32Array): string =>
    print(
      upTo(
        scored.map((t) => rows[t] ?? 0),
        end,
      ),
    );
  return { right, asked: print(prompt), answered: told(answers), wanted: told(y) };
}

function upTo(symbols: readonly number[], end: number | null): readonly number[] {
  const at = end === null ? -1 : symbols.indexOf(end);
  return at < 0 ? symbols : symbols.slice(0, at);
}

const classOf = (rows: Float32Array, at: number, { outputs }: Drawing): string => outputs[rows[at] ?? 0] ?? String(rows[at]);

/** The numbers of one step in the data's unit; of many the first and the last. */
function numbersOf(rows: Float32Array, at: number, { outputs, scale, offset, unit, digits }: Drawing): string {
  const values = Array.from(rows.subarray(at * outputs.length, (at + 1) * outputs.length), (value) =>
    (offset + scale * value).toFixed(digits),
  );
  const told = values.length <= 2 ? values.join(', ') : `${values[0]} … ${values.at(-1)}`;
  return unit === '' ? told : `${told}\u00a0${unit}`;
}
