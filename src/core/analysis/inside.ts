import type { Cell } from '../cell/cell.ts';
import { evaluateNodes, type Leaves, type Sizes } from '../cell/evaluate.ts';
import type { Id, Path } from '../cell/graph.ts';
import { equationsOf, type NumberedEquation } from './equations.ts';
import { norm, normAt } from './norms.ts';

/**
 * What happens inside one step of one layer, for one sequence: the equations with their numbers, and how the blame is
 * carried one step further back. With g = ∂L/∂s_t (all states) and v = Σ_p v_p the part of ∂L/∂s_{t−1} carried by this
 * step, each path p has v_p·v / (‖v‖‖g‖) as its share, and the shares add to the measured ratio ‖v‖/‖g‖. Where step t−1 is
 * not scored itself and no layer stands above, v is the whole of ∂L/∂s_{t−1}, as the trace holds it.
 */
export interface Inside {
  readonly iteration: number;
  readonly layer: number;
  /** The step, from 0. */
  readonly step: number;
  readonly unit: number;
  /** One line per equation, for `unit`: `h'₅ = tanh(0.21 − 0.55 + 0.03) = −0.30`, in parts. */
  readonly equations: readonly NumberedEquation[];
  /** ‖g‖ = ‖∂L/∂s_t‖ */
  readonly blame: number;
  /** ‖v‖, the blame that this step carries to the step before. */
  readonly carried: number;
  /** ‖v‖/‖g‖; NaN where there is no blame to carry. */
  readonly ratio: number;
  /** Whether the wire is cut here by hand, so that nothing is handed back. */
  readonly isCut?: boolean;
  /** Whether what is handed back is boosted on its way, beyond what the factors say. */
  readonly isBoosted?: boolean;
  /** The factors of each path: share = slope × weights × rest × alignment. */
  readonly paths: readonly InsidePath[];
}

export interface InsidePath {
  /** "through i", "carry path" */
  readonly label: string;
  readonly state: string;
  readonly matrix: string | null;
  /** ‖δ‖/‖g‖: what the nonlinearities (and gates) let through, up to the recurrent matrix; on a carry path all of it. */
  readonly slope: number;
  /** ‖Mᵀδ‖/‖δ‖; 1 on a carry path. */
  readonly weights: number;
  /**
   * What comes after the matrix: `r` in `U (r * h)`, and on to the states of step t−1 that the state itself was made of, as
   * an LSTM's h of its c; 1 where nothing does.
   */
  readonly rest: number;
  /** Cosine between this path's part and the whole. */
  readonly alignment: number;
  /** Their product: what this path adds to the ratio. */
  readonly share: number;
}

/** Where the inside of a step is wanted, and what was measured there: of one layer and one sequence. */
export interface StepMeasured {
  readonly cell: Cell;
  readonly sizes: Sizes;
  readonly iteration: number;
  readonly layer: number;
  /** From 0. */
  readonly step: number;
  /** Whose numbers stand in the equations; null takes the one with the largest blame. */
  readonly unit: number | null;
  /** x_t of the layer. */
  readonly x: Leaves['x'];
  /** The layer's matrices, row by row, and vectors by name. */
  readonly parameters: Leaves['parameters'];
  /** State → s_{t−1}; zeros before the first step, or missing. */
  readonly previous: Leaves['previous'];
  /** State → what disturbs it at this step; one that is missing is 0. */
  readonly noise?: ByState;
  /** State → ∂L/∂s_t in all, as the trace holds it. */
  readonly blame: ReadonlyMap<string, ArrayLike<number>>;
  /** What step t−1 read: x_{t−1}, s_{t−2} and its noise. Null at the first step, whose states before nothing made. */
  readonly before?: Pick<Leaves, 'x' | 'previous' | 'noise'> | null;
}

type Values = readonly Float64Array[];
type ByState = ReadonlyMap<string, ArrayLike<number>>;

const NOTHING: ByState = new Map();

/** Recomputes one step in float64 from what was measured around it, and takes its blame apart path by path. */
export function insideOf(measured: StepMeasured): Inside {
  const { cell, sizes, iteration, layer, step } = measured;
  const values = evaluateFrom(measured);
  const unit = Math.min(measured.unit ?? mostBlamed(measured.blame, sizes.units), sizes.units - 1);
  const blame = normAt([...measured.blame.values()], 0, sizes.units);
  const arrive = arrivalAt(measured);
  const parts = cell.backward.paths.map(({ state, term }) => arrive(state, valueOf(values, term)));
  const whole = sumOf(parts, cell.states.length * sizes.units);
  const paths = cell.backward.paths.map((path, i) => pathOf(path, values, parts[i] ?? whole, whole, blame));
  const carried = norm(whole);
  const equations = equationsOf(cell, values, unit);
  return { iteration, layer, step, unit, equations, blame, carried, ratio: carried / blame, paths: labelled(paths) };
}

/**
 * Every node of the step, with what comes in from outside chosen so that the blame of each state is the measured one. Blame
 * is what comes in plus what later lines add, and no state adds to itself: as many corrections as there are states make it
 * exact.
 */
function evaluateFrom({ cell, sizes, x, parameters, previous, noise = NOTHING, blame }: StepMeasured): Values {
  const values: Float64Array[] = [];
  const evaluate = (incoming: ByState, from: Id): void =>
    evaluateNodes(cell.graph, from, cell.graph.length, sizes, { x, parameters, previous, noise, incoming }, values);
  let incoming: ByState = blame;
  evaluate(incoming, 0);
  for (let round = 1; round < cell.states.length; round++) {
    incoming = new Map(
      cell.states.map((state) => [state, corrected(state, incoming, blame, valueOf(values, cell.backward.blame.get(state)))]),
    );
    evaluate(incoming, cell.forward);
  }
  return values;
}

function corrected(state: string, incoming: ByState, blame: ByState, reached: Float64Array): Float64Array {
  const before = incoming.get(state) ?? [];
  const wanted = blame.get(state) ?? [];
  return reached.map((value, j) => (before[j] ?? 0) + ((wanted[j] ?? 0) - value));
}

const valueOf = (values: Values, id: number | undefined): Float64Array => values[id ?? -1] ?? new Float64Array(0);

function mostBlamed(blame: ByState, units: number): number {
  const sizes = Array.from({ length: units }, (_, unit) => normAt([...blame.values()], unit, 1));
  return Math.max(0, sizes.indexOf(Math.max(...sizes)));
}

/**
 * What a contribution to ∂L/∂s_{t−1} of one state comes to over all states, one after the other: itself, and what it hands
 * to the states from which that one was made within step t−1.
 */
function arrivalAt({ cell, sizes, parameters, before }: StepMeasured): (state: string, term: Float64Array) => Float64Array {
  const joined = (parts: ByState): Float64Array => {
    const none = new Float64Array(sizes.units);
    return Float64Array.from(cell.states.flatMap((state) => Array.from(parts.get(state) ?? none)));
  };
  if (before === undefined || before === null || cell.states.length === 1) return (state, term) => joined(new Map([[state, term]]));
  const leaves = { ...before, parameters, incoming: new Map() };
  const values: Float64Array[] = [];
  evaluateNodes(cell.graph, 0, cell.forward, sizes, leaves, values);
  return (state, term) => {
    evaluateNodes(cell.graph, cell.forward, cell.graph.length, sizes, { ...leaves, incoming: new Map([[state, term]]) }, values);
    return joined(new Map([...cell.backward.blame].map(([name, id]) => [name, valueOf(values, id)])));
  };
}

const sumOf = (parts: readonly Float64Array[], length: number): Float64Array =>
  parts.reduce((sum, part) => sum.map((value, j) => value + (part[j] ?? 0)), new Float64Array(length));

/** `part` is v_p and `whole` v, over all states; `blame` is ‖g‖. */
function pathOf(path: Path, values: Values, part: Float64Array, whole: Float64Array, blame: number): InsidePath {
  const [before, after] = path.before === null || path.after === null ? [path.term, path.term] : [path.before, path.after];
  const [leaving, arriving] = [norm(valueOf(values, before)), norm(valueOf(values, after))];
  const factors = {
    slope: quotient(leaving, blame),
    weights: path.matrix === null ? 1 : quotient(arriving, leaving),
    rest: quotient(norm(part), arriving),
    alignment: cosine(part, whole),
  };
  const share = factors.slope * factors.weights * factors.rest * factors.alignment;
  return { label: labelOf(path), state: path.state, matrix: path.matrix, ...factors, share };
}

/** 0/0 is 0: what carries nothing has no factor to show. */
const quotient = (above: number, below: number): number => (above === 0 ? 0 : above / below);

/** (a · b) / (‖a‖ ‖b‖), each scaled first, so that no product underflows. */
function cosine(a: Float64Array, b: Float64Array): number {
  const [normA, normB] = [norm(a), norm(b)];
  return a.reduce((sum, value, j) => sum + quotient(value, normA) * quotient(b[j] ?? 0, normB), 0);
}

/** "through i" by the line of the cell; on the way through a new state itself its matrix, or "carry path". */
export function labelOf({ definition, matrix }: Path): string {
  if (!definition.endsWith("'")) return `through ${definition}`;
  return matrix === null ? 'carry path' : `through ${matrix}`;
}

/** Labels that stand for several paths say which: by matrix and state, and where that is not enough by number. */
export function labelled<P extends Labelled>(paths: readonly P[]): readonly P[] {
  const named = paths.map((path) =>
    isShared(paths, path) ? { ...path, label: `${path.label} (${path.matrix ?? '∘'} ${path.state})` } : path,
  );
  return named.map((path, i) => {
    const before = named.slice(0, i).filter(({ label }) => label === path.label).length;
    return before === 0 ? path : { ...path, label: `${path.label}, ${before + 1}` };
  });
}

type Labelled = Pick<InsidePath, 'label' | 'state' | 'matrix'>;

const isShared = (paths: readonly Labelled[], { label }: Labelled): boolean => paths.filter((path) => path.label === label).length > 1;
