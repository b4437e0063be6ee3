import { BACKENDS, type BackendName } from './backend.ts';
import { BUILTIN, cellOf } from './cell/builtin.ts';
import type { Cell } from './cell/cell.ts';
import { describeRange, isWhole, LONGEST_TEXT, type Range } from './limits.ts';
import { TASKS } from './tasks/index.ts';
import type { Choice, Option, Options, Task } from './tasks/task.ts';
import { ignored, listed, named, type Problem, shorten } from './words.ts';

/** Readers of values that are not trusted: each returns one that is valid, and tells what was wrong. */

const instead = (value: unknown): string => `${value ?? 'no value'} is used instead`;

/** A record's own entries; nothing where it is no record. */
export function readRecord(key: string, value: unknown, problems: Problem[]): Readonly<Record<string, unknown>> {
  if (value === undefined) return {};
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  problems.push(ignored(`${named(key, value)} is no record of values`));
  return {};
}

/** A number of the range, `otherwise` where none is given: what is past an end becomes that end (a negative one of a range without any becomes `otherwise`), a fraction is rounded where whole numbers are wanted. */
export function readNumber<T>(key: string, range: Range, value: unknown, problems: Problem[], otherwise: T): T | number {
  if (value === undefined) return otherwise;
  const mended = typeof value === 'number' && !Number.isNaN(value) ? (nearest(range, value) ?? otherwise) : otherwise;
  if (mended !== value) problems.push({ wrong: `${named(key, value)} is not ${describeRange(range)}`, used: instead(mended) });
  return mended;
}

/** Null for what is on the wrong side of zero: a slip of the hand, to which no end of the range is near. */
function nearest(range: Range, value: number): number | null {
  if (value < 0 && range.minimum >= 0) return null;
  const bounded = Math.min(Math.max(value, range.minimum), range.maximum);
  /* Adding 0 turns −0 into 0, which a link could not tell apart. */
  return (isWhole(range) ? Math.round(bounded) : bounded) + 0;
}

export function readChoice<T extends string, D>(
  key: string,
  choices: readonly T[],
  otherwise: T | D,
  value: unknown,
  problems: Problem[],
): T | D {
  if (value === undefined) return otherwise;
  const choice = choices.find((name) => name === value);
  if (choice === undefined)
    problems.push({ wrong: `${named(key, value)} is none of ${listed(choices)}`, used: instead(otherwise ?? 'the first that is there') });
  return choice ?? otherwise;
}

/** False where nothing is said, and for what is neither. */
export function readFlag(key: string, value: unknown, problems: Problem[]): boolean {
  if (value !== undefined && typeof value !== 'boolean')
    problems.push({ wrong: `${named(key, value)} is neither true nor false`, used: instead(false) });
  return value === true;
}

/** A short text, nothing where none is given; what it means is judged where it is used. */
export function readText(key: string, value: unknown, problems: Problem[]): string {
  if (value === undefined) return '';
  if (typeof value === 'string' && value.length <= LONGEST_TEXT) return value;
  problems.push(ignored(`${named(key, value)} is no text of at most ${LONGEST_TEXT} characters`));
  return '';
}

/** The backend that gives the same bits on every machine. */
const EXACT_BACKEND = 'wasm';

/** Null where none is chosen by hand. An exact run has no choice. */
export function readBackend(value: unknown, exact: boolean, problems: Problem[]): BackendName | null {
  const chosen = readChoice('backend', BACKENDS, null, value, problems);
  if (!exact) return chosen;
  if (chosen !== null && chosen !== EXACT_BACKEND)
    problems.push({
      wrong: `${named('backend', chosen)} does not give the same bits everywhere, as exact=true asks`,
      used: instead(EXACT_BACKEND),
    });
  return EXACT_BACKEND;
}

/** A task's options, all of them. Those of other tasks go to `dropped`: left over from before the task was changed. */
export function readOptions(task: Task, value: unknown, problems: Problem[], dropped: Problem[]): Options {
  const given = readRecord('options', value, problems);
  for (const name of Object.keys(given)) {
    if (task.options.some((option) => option.name === name)) continue;
    const owner = Object.values(TASKS).find(({ options }) => options.some((option) => option.name === name));
    if (owner) dropped.push(ignored(`${named(name, given[name])} is an option of ${owner.name}, not of ${task.name}`));
    else problems.push(ignored(`${shorten(name)} is no option of ${task.name}`));
  }
  const read = task.options.map((option): [string, number] => [option.name, readOption(option, given[option.name], problems)]);
  return Object.freeze(Object.fromEntries(read));
}

/** A number of the option's range, or one of its choices by name, or the members of a set, counted from 1. */
function readOption(option: Option, value: unknown, problems: Problem[]): number {
  const { name, choices, form } = option;
  if (choices !== undefined && typeof value === 'string') return readChosen(name, choices, option.value, value, problems);
  if (form === 'set' && typeof value === 'string') return readSet(option, value, problems);
  return readNumber(name, option, value, problems, option.value);
}

function readChosen(key: string, choices: readonly Choice[], otherwise: number, value: string, problems: Problem[]): number {
  const names = choices.map(({ name }) => name);
  const fallback = names[otherwise] ?? '';
  return names.indexOf(readChoice(key, names, fallback, value, problems));
}

function readSet(option: Option, value: string, problems: Problem[]): number {
  const members = value.split(',').map(Number);
  const most = Math.floor(Math.log2(option.maximum)) + 1;
  const isMember = (member: number): boolean => Number.isInteger(member) && member >= 1 && member <= most;
  if (members.every(isMember)) return [...new Set(members)].reduce((set, member) => set + 2 ** (member - 1), 0);
  problems.push({
    wrong: `${named(option.name, value)} is no list of numbers from 1 to ${most}, as 1,3`,
    used: instead(writeOption(option, option.value)),
  });
  return option.value;
}

/** An option's value as the link writes it. */
export function writeOption({ choices, form }: Option, value: number): string {
  if (choices !== undefined) return choices[value]?.name ?? String(value);
  if (form !== 'set') return String(value);
  const members = Array.from({ length: 53 }, (_, bit) => bit).filter((bit) => Math.floor(value / 2 ** bit) % 2 === 1);
  return members.map((bit) => bit + 1).join(',');
}

export interface ReadCell {
  /** A built-in's name, or the text. */
  readonly name: string;
  readonly cell: Cell;
  /** The text that does not parse; null where it does. */
  readonly draft: string | null;
}

const DEFAULT_CELL = 'rnn';

export function readCell(value: unknown, problems: Problem[], otherwise = DEFAULT_CELL): ReadCell {
  const name = typeof value === 'string' ? cellName(value) : otherwise;
  if (typeof value !== 'string' && value !== undefined)
    problems.push({ wrong: `${named('cell', value)} is no text`, used: instead(otherwise) });
  try {
    return { name, cell: cellOf(name), draft: null };
  } catch (fault) {
    problems.push({ wrong: `cell: ${fault instanceof Error ? fault.message : fault}`, used: instead(otherwise) });
    return { name: otherwise, cell: cellOf(otherwise), draft: name };
  }
}

/** A built-in's name where the text is its name or its equations, else the text; halves of surrogate pairs, which no link can hold, become `�`. */
function cellName(text: string): string {
  const builtin = Object.entries(BUILTIN).find(([, source]) => source === text);
  return builtin?.[0] ?? text.replace(/\p{Surrogate}/gu, '\ufffd');
}
