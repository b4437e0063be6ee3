import { recurrentMatrices } from '../cell/recurrent.ts';
import type { Experiment } from '../experiment.ts';
import { LONGEST_TEXT, type Range } from '../limits.ts';
import { layoutOf, type Network, type Slot } from '../network.ts';
import { networkOf } from '../networkOf.ts';
import { taskOf } from '../tasks/index.ts';
import { ignored, listed, named, type Problem, shorten } from '../words.ts';
import { type Dated, isSurgery, type Operation, placeOf, writeDated, writeOperations } from './operation.ts';
import { splitEntry } from './when.ts';

/** Operations that stand at once, beside what was done once. */
const MOST_OPERATIONS = 16;
/** What was done once. */
const MOST_SURGERIES = 64;
/** What an iteration takes in the list, at most: it is known only once the operation is done. */
const LONGEST_DATE = `@${Number.MAX_SAFE_INTEGER}`.length;
/** What a recurrent matrix may be rescaled to: at 0 there would be nothing left to rescale. */
const LEAST_RADIUS = 1e-4;
const MOST_RADIUS = 1000;
/** What a gate may be held at, how large noise may be, and what an entry of the gradient may be clipped to. */
export const HELD = { minimum: -100, maximum: 100 } as const satisfies Partial<Range>;
export const NOISE = { minimum: 0.001, maximum: 10 } as const satisfies Partial<Range>;
export const CLIPPED = { minimum: 1e-9, maximum: 1000 } as const satisfies Partial<Range>;

export interface Operations {
  /** What the experiment's network can have done to it, in the order of the list. */
  readonly operations: readonly Dated[];
  /** A sentence's worth for each entry that it cannot. */
  readonly problems: readonly Problem[];
}

/** What an operation may be done to. */
interface Subject {
  readonly network: Network;
  readonly slots: readonly Slot[];
  readonly steps: number;
}

/** The list of an experiment, `do` in its link, as far as its network has what is spoken of. Never throws. */
export function operationsOf(experiment: Experiment): Operations {
  if (experiment.do === '') return { operations: [], problems: [] };
  const network = networkOf(experiment);
  const { steps } = taskOf(experiment.task).sizes(experiment.options);
  const subject: Subject = { network, slots: layoutOf(network).slots, steps };
  const taken = new Taken();
  const problems: Problem[] = [];
  for (const text of experiment.do.split(',')) {
    const read = readDated(text, subject);
    const wrong = typeof read === 'string' ? read : taken.take(read);
    if (wrong !== null) problems.push(ignored(`${named('do', text)} ${wrong}`));
  }
  return { operations: taken.operations, problems };
}

/** What stands in a list, within its bounds. */
class Taken {
  readonly operations: Dated[] = [];
  private readonly places = new Set<string>();
  private surgeries = 0;
  private length = 0;

  /** What is wrong with one more; null where nothing is, and it stands. */
  take(operation: Dated): string | null {
    const place = placeOf(operation);
    const isOnce = isSurgery(operation);
    if (this.places.has(place)) return isOnce ? TWICE : 'is done to what something was done to already';
    if (isOnce && this.surgeries === MOST_SURGERIES)
      return `is more than the ${MOST_SURGERIES} changes that are kept of what was done once`;
    if (!isOnce && this.operations.length - this.surgeries === MOST_OPERATIONS)
      return `is more than the ${MOST_OPERATIONS} operations that stand at once`;
    const { text } = splitEntry(writeDated(operation));
    const length = this.length + text.length + LONGEST_DATE + 1;
    if (length > LONGEST_TEXT) return `makes the list longer than the ${LONGEST_TEXT} characters of a link`;
    this.length = length;
    this.places.add(place);
    this.operations.push(operation);
    if (isOnce) this.surgeries++;
    return null;
  }
}

const TWICE = 'was done at that iteration already, and is done once';

/** The list as its experiment can have it, in the form of the link. */
export const mended = (experiment: Experiment): string => writeOperations(operationsOf(experiment).operations);

function readDated(entry: string, subject: Subject): Dated | string {
  const { text, at } = splitEntry(entry);
  const read = readOperation(text, subject);
  if (typeof read === 'string' || at === '0') return read;
  if (!/^[1-9]\d*$/.test(at) || !Number.isSafeInteger(Number(at)))
    return `begins at no iteration: write a whole number after the @, as ${shorten(text)}@120`;
  return { ...read, at: Number(at) };
}

/** One operation, or what is wrong with it. */
function readOperation(text: string, subject: Subject): Operation | string {
  const [kind = '', ...rest] = text.split(':');
  const read = READERS[kind as keyof typeof READERS];
  if (!Object.hasOwn(READERS, kind)) return `is no operation: take one of ${listed(Object.keys(READERS), 'or')}`;
  return read(rest, subject);
}

const READERS = {
  hold: readHold,
  freeze: readFreeze,
  cut: readCut,
  radius: readRadius,
  eigenvalue: readEigenvalue,
  truncate: readTruncate,
  noise: readNoise,
  boost: readBoost,
  'clip-value': readClipValue,
} as const;

function readHold([gate = '', at, ...more]: readonly string[], { network }: Subject): Operation | string {
  const { gates } = network.cell;
  if (!gates.includes(gate)) return `holds a gate that this cell does not have: ${known('gate', gates)}`;
  const value = numberOf(at);
  if (value === null || more.length > 0 || value < HELD.minimum || value > HELD.maximum)
    return `needs one number from ${HELD.minimum} to ${HELD.maximum} to hold ${gate} at, as hold:${gate}:1`;
  return { kind: 'hold', gate, value };
}

function readFreeze([parameter = '', ...more]: readonly string[], { slots }: Subject): Operation | string {
  const names = [...new Set(slots.map(({ name }) => name))];
  if (!names.includes(parameter) || more.length > 0) return `freezes what this network does not learn: ${known('parameter', names)}`;
  return { kind: 'freeze', parameter };
}

function readCut([matrix = '', row, column, at = '1', ...more]: readonly string[], { network, slots }: Subject): Operation | string {
  const matrices = slots.filter(({ kind }) => kind === 'matrix');
  const names = [...new Set(matrices.map(({ name }) => name))];
  if (!names.includes(matrix)) return `cuts a connection of a matrix that this network does not have: ${known('matrix', names)}`;
  const layer = numberOf(at);
  const slot = matrices.find((each) => each.name === matrix && (each.layer ?? 0) + 1 === layer);
  if (slot === undefined || layer === null || more.length > 0) return `names a layer that is not there: the network has ${network.layers}`;
  const [to, from] = [numberOf(row), numberOf(column)];
  if (!isCount(to, slot.rows) || !isCount(from, slot.columns))
    return `names no entry of ${matrix}: it has ${slot.rows} rows (to) and ${slot.columns} columns (from), as cut:${matrix}:1:1`;
  return { kind: 'cut', matrix, row: to, column: from, layer };
}

/** What is done once to a recurrent matrix, and where such a matrix is; else what is wrong with it. */
function readMatrix(matrix: string, at: string, { network, slots }: Subject): number | string {
  const recurrent = slots.filter(({ kind, rows, columns, layer }) => kind === 'matrix' && rows === columns && layer !== null);
  const names = recurrentMatrices(network.cell);
  if (!names.includes(matrix)) return `is done to a recurrent matrix, and this cell has not that one: ${known('recurrent matrix', names)}`;
  const layer = numberOf(at);
  const isThere = recurrent.some((each) => each.name === matrix && (each.layer ?? 0) + 1 === layer);
  return isThere && layer !== null ? layer : `names a layer that is not there: the network has ${network.layers}`;
}

function readRadius([matrix = '', to, at = '1', ...more]: readonly string[], subject: Subject): Operation | string {
  const layer = readMatrix(matrix, at, subject);
  if (typeof layer === 'string') return layer;
  const radius = numberOf(to);
  if (radius === null || more.length > 0 || radius < LEAST_RADIUS || radius > MOST_RADIUS)
    return `needs one number from ${LEAST_RADIUS} to ${MOST_RADIUS}, the radius to rescale to, as radius:${matrix}:1`;
  return { kind: 'radius', matrix, radius, layer };
}

function readEigenvalue([matrix = '', ...rest]: readonly string[], subject: Subject): Operation | string {
  const layer = readMatrix(matrix, rest[4] ?? '1', subject);
  if (typeof layer === 'string') return layer;
  const [a, b, c, d] = rest.slice(0, 4).map(numberOf);
  if (a == null || b == null || c == null || d == null || rest.length > 5 || Math.max(...[a, b, c, d].map(Math.abs)) > MOST_RADIUS)
    return `needs four numbers up to ${MOST_RADIUS}: the eigenvalue’s real and imaginary part, and where they go, as eigenvalue:${matrix}:0.8:0.2:0.9:0.1`;
  return { kind: 'eigenvalue', matrix, from: { real: a, imaginary: b }, to: { real: c, imaginary: d }, layer };
}

function readTruncate([at, ...more]: readonly string[], { steps }: Subject): Operation | string {
  const step = numberOf(at);
  if (more.length > 0 || !isCount(step, steps) || step < 2)
    return `cuts the wire where there is none: take a step from 2 to ${steps}, which then hands no blame to the one before`;
  return { kind: 'truncate', step };
}

function readNoise([state = '', of, ...more]: readonly string[], { network }: Subject): Operation | string {
  const { states } = network.cell;
  if (!states.includes(state)) return `disturbs a state that this cell does not have: ${known('state', states)}`;
  const spread = numberOf(of);
  if (spread === null || more.length > 0 || spread < NOISE.minimum || spread > NOISE.maximum)
    return `needs one number from ${NOISE.minimum} to ${NOISE.maximum}, the standard deviation of the noise on ${state}, as noise:${state}:0.1`;
  return { kind: 'noise', state, spread };
}

function readBoost(rest: readonly string[]): Operation | string {
  return rest.length === 0 ? { kind: 'boost' } : 'takes no number: it is boost';
}

function readClipValue([at, ...more]: readonly string[]): Operation | string {
  const limit = numberOf(at);
  if (limit === null || more.length > 0 || limit < CLIPPED.minimum || limit > CLIPPED.maximum)
    return `needs one number from ${CLIPPED.minimum} to ${CLIPPED.maximum}, as clip-value:0.1`;
  return { kind: 'clip-value', limit };
}

const known = (what: string, names: readonly string[]): string =>
  names.length === 0 ? `it has no ${what}` : `it has ${listed(names.map((name) => shorten(name)))}`;

const isCount = (value: number | null, most: number): value is number =>
  value !== null && Number.isInteger(value) && value >= 1 && value <= most;

/** A number plainly written; null for anything else. */
function numberOf(text: string | undefined): number | null {
  if (text === undefined || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) return null;
  const value = Number(text) + 0;
  return Number.isFinite(value) ? value : null;
}
