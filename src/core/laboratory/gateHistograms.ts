import { nodeAt } from '../cell/build.ts';
import type { Cell } from '../cell/cell.ts';
import type { Id } from '../cell/graph.ts';
import { boundsOf } from './bounds.ts';
import { spread } from './rows.ts';
import type { Subject } from './subject.ts';

/** What is counted of a quantity: `gate`, within 0 and 1; `candidate`, within −1 and 1; `rectified`, what relu gives; `free`, unbounded. */
export type Kind = 'gate' | 'candidate' | 'rectified' | 'free';

/** What a gate multiplies on the way of a state from step to step: s′ = gate ∘ s + … , or (1 − gate) ∘ s + … */
export interface Carried {
  readonly state: string;
  readonly complement: boolean;
}

/** How often each value of a gate is met, over the units of one layer and the steps and sequences of the probe. */
export interface Histogram {
  readonly name: string;
  readonly kind: Kind;
  /** From the first bin's lower end to the last one's upper end; bins are equally wide, and hold their lower end. */
  readonly low: number;
  readonly high: number;
  /** Shares of all values, by bin. */
  readonly bins: readonly number[];
  /** Share below 0.1 of a gate (it lets less than a tenth through), below −0.9 of a candidate, at 0 of what is rectified; else 0. */
  readonly shut: number;
  /** Share above 0.9 of a gate or a candidate; else 0. */
  readonly open: number;
  readonly mean: number;
  /** Share of values that are not finite; they are in no bin. */
  readonly lost: number;
  readonly carries: Carried | null;
}

/** Gate histograms of one layer, or one of h where the cell has no gate with a value per unit. */
export interface GateHistograms {
  readonly iteration: number;
  readonly layer: number;
  /** False where the histogram is that of h. */
  readonly gated: boolean;
  readonly histograms: readonly Histogram[];
  /** Steps of sequences that were counted, of how many. */
  readonly measured: number;
  readonly places: number;
}

/** Values that are counted at most, of all gates together. */
const VALUES = 2 ** 20;
const BINS = 20;
const [SHUT, OPEN, BEYOND] = [0.1, 0.9, 0.9];

export function measureGateHistograms(
  { network, trace, layer, probe, differentiation }: Subject,
  last: GateHistograms | null,
): GateHistograms {
  const { cell, units } = network;
  const gates = cell.gates.filter((name) => nodeAt(cell.graph, definitionOf(cell, name)).width === 'units');
  const gated = gates.length > 0;
  const names = gated ? gates : ['h'];
  const places = probe.batch.steps * probe.size;
  const rows = spread(places, Math.max(1, Math.floor(VALUES / (units * names.length))));
  const histograms = names.map((name) => {
    const values = (gated ? differentiation.gates : differentiation.states).get(name)?.[layer] ?? [];
    const places = {
      values,
      units,
      offsets: rows.map((row) => (Math.floor(row / probe.size) * probe.batch.size + (row % probe.size)) * units),
    };
    const kind = kindOf(cell, definitionOf(cell, gated ? name : "h'"));
    const range = rangeOf(
      kind,
      mostOf(places),
      last?.histograms.find((each) => each.name === name),
    );
    return { name, ...histogramOf(places, kind, range), carries: carriedBy(cell, name) };
  });
  return { iteration: trace.iteration, layer, gated, histograms, measured: rows.length, places };
}

const definitionOf = (cell: Cell, name: string): Id => cell.definitions.get(name) as Id;

function kindOf({ graph }: Cell, id: Id): Kind {
  const [low, high] = boundsOf(graph, id);
  if (low >= 0 && high <= 1) return 'gate';
  if (low >= -1 && high <= 1) return 'candidate';
  return isRectified({ graph }, id) ? 'rectified' : 'free';
}

function isRectified({ graph }: Pick<Cell, 'graph'>, id: Id): boolean {
  const node = nodeAt(graph, id);
  return node.op === 'define' ? isRectified({ graph }, node.of) : node.op === 'unary' && node.function === 'relu';
}

/** The units at some places of an array. */
interface Places {
  readonly values: ArrayLike<number>;
  readonly units: number;
  readonly offsets: readonly number[];
}

function histogramOf({ values, units, offsets }: Places, kind: Kind, [low, high]: Range): Omit<Histogram, 'name' | 'carries'> {
  const bins = new Float64Array(BINS);
  const scale = BINS / (high - low);
  const [belowHere, aboveHere] = kind === 'gate' ? [SHUT, OPEN] : kind === 'candidate' ? [-BEYOND, BEYOND] : [0, Number.POSITIVE_INFINITY];
  let [shut, open, sum, lost] = [0, 0, 0, 0];
  for (const offset of offsets) {
    for (let j = offset; j < offset + units; j++) {
      const value = values[j] as number;
      // NaN − NaN and ∞ − ∞ are not 0.
      if (value - value !== 0) {
        lost++;
        continue;
      }
      const bin = Math.max(0, Math.min(BINS - 1, Math.floor(scale * (value - low))));
      bins[bin] = (bins[bin] as number) + 1;
      sum += value;
      if (kind === 'rectified' ? value === 0 : value < belowHere) shut++;
      else if (value > aboveHere) open++;
    }
  }
  const count = offsets.length * units;
  const [shutShare, openShare] = kind === 'free' ? [0, 0] : [shut / count, open / count];
  const shares = Array.from(bins, (each) => each / count);
  return { kind, low, high, bins: shares, shut: shutShare, open: openShare, mean: sum / (count - lost), lost: lost / count };
}

function mostOf({ values, units, offsets }: Places): number {
  let most = 0;
  for (const offset of offsets) {
    for (let j = offset; j < offset + units; j++) {
      const size = Math.abs(values[j] as number);
      if (size > most && size !== Number.POSITIVE_INFINITY) most = size;
    }
  }
  return most;
}

type Range = readonly [low: number, high: number];
const EXTENTS = [1, 2, 5, 10] as const;

/** What nothing bounds has the smallest of 1, 2, 5, 10, … that holds it on either side, and keeps it while a fourth of that is used. */
function rangeOf(kind: Kind, most: number, last: Histogram | undefined): Range {
  if (kind === 'gate') return [0, 1];
  if (kind === 'candidate') return [-1, 1];
  const scale = most > 0 ? 10 ** Math.floor(Math.log10(most)) : 1;
  const wanted = scale * (EXTENTS.find((extent) => extent * scale >= most) ?? 10);
  const high = last?.kind === kind && most <= last.high && most >= last.high / 4 ? last.high : wanted;
  return [kind === 'rectified' ? 0 : -high, high];
}

/** The state that the gate multiplies on its carry path, read from the derivative of that path: ∂L/∂s times the gate, or times 1 − gate. */
function carriedBy({ graph, backward, definitions }: Cell, gate: string): Carried | null {
  const id = definitions.get(gate);
  for (const { state, definition, matrix, term } of backward.paths) {
    const node = nodeAt(graph, term);
    if (matrix !== null || definition !== `${state}'` || node.op !== 'binary' || node.function !== 'multiply') continue;
    const blame = backward.blame.get(state);
    const by = node.left === blame ? node.right : node.right === blame ? node.left : null;
    if (by === null) continue;
    if (by === id) return { state, complement: false };
    const factor = nodeAt(graph, by);
    if (factor.op !== 'binary' || factor.function !== 'subtract' || factor.right !== id) continue;
    const one = nodeAt(graph, factor.left);
    if (one.op === 'number' && one.value === 1) return { state, complement: true };
  }
  return null;
}
