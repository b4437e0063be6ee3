import { DEFAULT_TASK, EXPERIMENT_KEYS, type Experiment, makeExperiment, repairExperiment } from './experiment.ts';
import { writeOption } from './reading.ts';
import { TASK_NAMES, TASKS, taskOf } from './tasks/index.ts';
import type { Option } from './tasks/task.ts';
import { DEFAULT_VIEW, readView, VIEW_KEYS, type View } from './view.ts';
import { describeProblem, ignored, named, type Problem } from './words.ts';

export interface Linked {
  readonly experiment: Experiment;
  readonly view: View;
  /** A sentence for each key that was unknown, malformed or out of range, with what is used instead. */
  readonly notices: readonly string[];
  /** The text of a cell that does not parse, for the editor to show with its fault; null where the cell is whole. */
  readonly draft: string | null;
  /** What it says of a race of several networks, as it stands there, for `readRace`; null where it says nothing. */
  readonly race: RaceKeys | null;
}

/** The keys of a race with their values as they stand in a link, percent-encoded. */
export type RaceKeys = Readonly<Record<string, string>>;

/** Raised when a key changes its meaning. Written as `v` from 2 on. */
const VERSION = 1;
/** Characters of a link that are read: room for the longest cell, at nine a character where each is percent-encoded. */
const LENGTH = 40_000;
/** Notices that are worth reading. */
const NOTICES = 12;

const OPTIONS: readonly Option[] = Object.values(TASKS).flatMap(({ options }) => options);
export const OPTION_NAMES: ReadonlySet<string> = new Set(OPTIONS.map(({ name }) => name));
const WRITTEN = OPTIONS.filter(({ choices, form }) => choices !== undefined || form === 'set').map(({ name }) => name);
const WORDS: ReadonlySet<string> = new Set(['task', 'cell', 'init', 'optimizer', 'backend', 'do', 'state', 'norm', 'predict', ...WRITTEN]);
const KEYS: ReadonlySet<string> = new Set(['v', ...OPTION_NAMES, ...EXPERIMENT_KEYS.filter((key) => key !== 'options'), ...VIEW_KEYS]);

/** Other networks than the first, more of them than there may be, their clock and their seeds. */
const RACE = /^([b-h]|clock|seeds)$/;

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** What an experiment with a task has where its link says nothing. */
const DEFAULTS = new Map(TASK_NAMES.map((task) => [task as string, makeExperiment({ task })]));

/** The hash, without its `#`, that `decodeLink` reads back: `key=value` of all that differs from the defaults, in a fixed order. */
export function encodeLink({ experiment, view, race }: Pick<Linked, 'experiment' | 'view'> & Partial<Pick<Linked, 'race'>>): string {
  const pairs: [string, unknown][] = [];
  const write = (key: string, value: unknown, otherwise: unknown): void => {
    if (value !== otherwise) pairs.push([key, value]);
  };
  const defaults = DEFAULTS.get(experiment.task);
  for (const key of EXPERIMENT_KEYS) {
    if (key === 'task') write(key, experiment.task, DEFAULT_TASK);
    else if (key === 'backend') write(key, experiment.backend, experiment.exact ? 'wasm' : null);
    else if (key !== 'options') write(key, experiment[key], defaults?.[key]);
    else for (const option of taskOf(experiment.task).options) writeOf(option, experiment.options[option.name], write);
  }
  write('t', view.t === null ? null : view.t + 1, null);
  write('unit', view.unit === null ? null : view.unit + 1, null);
  write('sequence', view.sequence + 1, 1);
  write('layer', view.layer + 1, 1);
  write('state', view.state, DEFAULT_VIEW.state);
  write('norm', view.norm, DEFAULT_VIEW.norm);
  write('open', view.open.join(','), '');
  if (view.shared) write('predict', view.predict, '');
  const written = pairs.map(([key, value]) => `${key}=${escape(String(value))}`);
  return [...written, ...Object.entries(race ?? {}).map((pair) => pair.join('='))].join('&');
}

function writeOf(option: Option, value: number | undefined, write: (key: string, value: unknown, otherwise: unknown) => void): void {
  if (value !== undefined && value !== option.value) write(option.name, writeOption(option, value), null);
}

/** Percent-encoded, with `:` and `,` left readable and `'()*!` encoded, at which mail and chat programs may cut a link. */
export function escape(text: string): string {
  const encoded = encodeURIComponent(text).replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%40/g, '@');
  return encoded.replace(/['()*!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** What a link says, with or without its `#`. Never throws: what cannot be used is named in a notice. */
export function decodeLink(hash: string): Linked {
  const problems: Problem[] = [];
  const race: Record<string, string> = {};
  const pairs = pairsOf(hash, problems, race);
  const wish: Record<string, unknown> = {};
  const options: Record<string, unknown> = {};
  for (const [key, value] of pairs) (OPTION_NAMES.has(key) ? options : wish)[key] = value;
  const { v, t, unit, sequence, layer, state, norm, open, predict, ...asked } = wish;
  readVersion(v, problems);
  const { experiment, notices, draft } = repairExperiment({ ...asked, options });
  const seen: Problem[] = [];
  const view = readView({ t, unit, sequence, layer, state, norm, open, predict }, experiment, seen);
  const told = bounded([...problems.map(describeProblem), ...notices, ...seen.map(describeProblem)]);
  return { experiment, view, notices: told, draft, race: Object.keys(race).length > 0 ? race : null };
}

/** The pairs of known keys, the first of each, with their values decoded; those of a race as they stand. */
function pairsOf(hash: string, problems: Problem[], race: Record<string, string>): ReadonlyMap<string, unknown> {
  const pairs = new Map<string, unknown>();
  if (hash.length > LENGTH) {
    problems.push({ wrong: `The link has ${hash.length} characters, more than ${LENGTH}`, used: 'the page opens as if it had none' });
    return pairs;
  }
  for (const pair of hash
    .replace(/^#/, '')
    .split('&')
    .filter((text) => text !== '')) {
    const [key, text] = splitAt(pair, pair.indexOf('='));
    if (RACE.test(key)) race[key] ??= text;
    else if (!KEYS.has(key)) problems.push(ignored(`${named(key, text)} is no key of a link`));
    else if (pairs.has(key)) problems.push({ wrong: `${named(key, text)} stands a second time`, used: 'the first is used' });
    else pairs.set(key, typed(key, unescape(text)));
  }
  return pairs;
}

const splitAt = (pair: string, at: number): [string, string] => (at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]);

/** Decoded, or where the percent signs make no sense the text as it stands, to be refused by name. */
export function unescape(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A list, or true or false, or a number where the key wants one and the text is one, plainly written: digits, a point, an exponent. Else the text, to be refused by name. */
export function typed(key: string, text: string): unknown {
  if (key === 'open') return text.split(',');
  if (key === 'exact') return FLAGS.get(text) ?? text;
  if (WORDS.has(key) || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return text;
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}

function readVersion(version: unknown, problems: Problem[]): void {
  if (version === undefined || version === VERSION) return;
  const newer = typeof version === 'number' && version > VERSION;
  const wrong = `${named('v', version)} is ${newer ? 'a newer kind of link than this page knows' : 'no version of a link'}`;
  problems.push({ wrong, used: `it is read as v=${VERSION}` });
}

function bounded(notices: readonly string[]): readonly string[] {
  if (notices.length <= NOTICES) return notices;
  const kept = notices.slice(0, NOTICES - 1);
  return [...kept, `The link has ${notices.length - kept.length} more faults of this kind, all passed over.`];
}
