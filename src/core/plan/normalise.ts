import { nodeAt } from '../cell/build.ts';
import type { Cell } from '../cell/cell.ts';
import type { Id, Node, Width } from '../cell/graph.ts';
import { operandsOf, scheduleOf } from '../cell/schedule.ts';
import {
  isBefore,
  isLeaf,
  type Phase,
  rankOf,
  readsOf,
  type Term,
  type Value,
  type ValueId,
  type ValueOperation,
  valueAt,
} from './values.ts';

/** A product that gives a matrix part of its gradient: Σ over steps and sequences of `by ⊗ of`. */
export interface Outer {
  readonly by: ValueId;
  readonly of: ValueId;
}

/** A cell as values to be computed, every operand before its users, with what must come of them. */
export interface Values {
  readonly values: readonly Value[];
  /** Name as written (states primed) → its value. */
  readonly definitions: ReadonlyMap<string, ValueId>;
  /** State → ∂L/∂s_t. */
  readonly blame: ReadonlyMap<string, ValueId>;
  /** State → what the step carries to the step before; absent where nothing is. */
  readonly carry: ReadonlyMap<string, ValueId>;
  readonly outers: ReadonlyMap<string, readonly Outer[]>;
  readonly vectors: ReadonlyMap<string, ValueId>;
  /** ∂L/∂x_t; null where the cell never reads x. */
  readonly input: ValueId | null;
  /** What must lie in memory, whoever reads it. */
  readonly kept: ReadonlySet<ValueId>;
}

/**
 * Brings a cell's graph into the form that executors want: names are resolved, and every sum that holds products with
 * matrices becomes an accumulation, of which the part that does not wait for a state is done before the loop
 * (`W x + U h + b` is `b + W x` for all steps at once, onto which the loop adds `U h`).
 * `below` says whether another layer lies below, which needs ∂L/∂x in training too.
 */
export function normalise(cell: Cell, below: boolean): Values {
  return new Normaliser(cell, below).run();
}

interface Leaf {
  readonly id: ValueId;
  readonly negative: boolean;
}

class Normaliser {
  private readonly values: Value[] = [];
  private readonly made = new Map<Id, ValueId>();
  private readonly framed = new Map<ValueId, ValueId>();
  private readonly roots: ReadonlySet<Id>;
  /** Whether a node serves a root, by how many nodes it is read, and by which one last. */
  private readonly needed: boolean[];
  private readonly uses: number[];
  private readonly users: Id[];
  private readonly phases: readonly string[];

  constructor(
    private readonly cell: Cell,
    private readonly below: boolean,
  ) {
    this.phases = scheduleOf(cell).phase;
    this.roots = new Set(rootsOf(cell).map((id) => this.resolve(id)));
    this.needed = cell.graph.map((_, id) => this.roots.has(id));
    this.uses = cell.graph.map(() => 0);
    this.users = cell.graph.map((_, id) => id);
    this.countUses();
  }

  run(): Values {
    const { definitions, backward } = this.cell;
    // Operands come before their users, so that no value waits for a long chain of others.
    const drawnIn = this.drawnIn();
    this.cell.graph.forEach((node, id) => {
      if (this.needed[id] && !drawnIn[id] && node.op !== 'define') this.value(id);
    });
    const frame = (id: Id): ValueId => this.inFrame(this.value(id));
    const made = {
      definitions: mapped(definitions, (id) => this.inFrame(this.value(id), nodeAt(this.cell.graph, id).width)),
      carry: mapped(present(backward.previous), frame),
      blame: mapped(backward.blame, frame),
      outers: mapped(backward.matrices, (products) => products.map(({ by, of }) => ({ by: frame(by), of: frame(of) }))),
      vectors: mapped(present(backward.vectors), frame),
      input: backward.input === null ? null : frame(backward.input),
    };
    const kept = this.keptBy(made);
    return { ...made, values: this.withTrace(made), kept };
  }

  private keptBy({ definitions, carry, blame, outers, vectors, input }: Omit<Values, 'values' | 'kept'>): Set<ValueId> {
    const kept = new Set([...definitions.values(), ...carry.values(), ...blame.values(), ...vectors.values()]);
    if (input !== null) kept.add(input);
    for (const { by, of } of [...outers.values()].flat()) {
      kept.add(by);
      if (!this.isRead(of)) kept.add(of);
    }
    this.values.forEach((value, id) => {
      if (value.op !== 'accumulate') return;
      kept.add(id);
      if (value.start !== null && !isLeaf(valueAt(this.values, value.start))) kept.add(value.start);
      for (const { of } of value.terms) if (!this.isRead(of)) kept.add(of);
    });
    return kept;
  }

  /** x and the states of the step before are read where they lie. */
  private isRead(id: ValueId): boolean {
    const { op } = valueAt(this.values, id);
    return op === 'input' || op === 'previous';
  }

  /** What only ∂L/∂x of the first layer needs is put off to the trace. */
  private withTrace({ outers, vectors, carry, blame, input }: Omit<Values, 'values' | 'kept'>): Value[] {
    const trained = [...outers.values()].flat().flatMap(({ by, of }) => [by, of]);
    const needed = new Set([...trained, ...vectors.values(), ...carry.values(), ...blame.values()]);
    if (this.below && input !== null) needed.add(input);
    for (let id = this.values.length - 1; id >= 0; id--) {
      if (needed.has(id)) for (const of of readsOf(valueAt(this.values, id))) needed.add(of);
    }
    const values: Value[] = [];
    this.values.forEach((value, id) => {
      const phase = value.phase === 'after' && !needed.has(id) ? 'trace' : value.phase;
      values.push({ ...value, phase, level: levelIn(phase, value, values) });
    });
    return values;
  }

  private resolve(id: Id): Id {
    let [at, node] = [id, nodeAt(this.cell.graph, id)];
    while (node.op === 'define') [at, node] = [node.of, nodeAt(this.cell.graph, node.of)];
    return at;
  }

  private countUses(): void {
    for (let id = this.cell.graph.length - 1; id >= 0; id--) {
      const node = nodeAt(this.cell.graph, id);
      if (!this.needed[id] || node.op === 'define') continue;
      for (const operand of operandsOf(node)) {
        const of = this.resolve(operand);
        this.needed[of] = true;
        this.uses[of] = (this.uses[of] ?? 0) + 1;
        this.users[of] = id;
      }
    }
  }

  /** Nodes that are parts of a sum with products and of nothing else: the sum draws them in. */
  private drawnIn(): readonly boolean[] {
    const { graph } = this.cell;
    const isPart = graph.map(
      (node, id) => this.isSingle(id) && (isSum(node) || node.op === 'product') && isSum(nodeAt(graph, this.users[id] ?? id)),
    );
    const multiplies = graph.map(({ op }) => op === 'product');
    graph.forEach((_, id) => {
      if (isPart[id] && multiplies[id]) multiplies[this.users[id] ?? id] = true;
    });
    for (let id = graph.length - 1; id >= 0; id--) if (isPart[id]) multiplies[id] = multiplies[this.users[id] ?? id] ?? false;
    return isPart.map((part, id) => part && multiplies[id] === true);
  }

  private isSingle(id: Id): boolean {
    return this.uses[id] === 1 && !this.roots.has(id);
  }

  /** The value of a node. */
  private value(unresolved: Id): ValueId {
    const id = this.resolve(unresolved);
    const known = this.made.get(id);
    if (known !== undefined) return known;
    const node = nodeAt(this.cell.graph, id);
    const made = isSum(node) ? this.sum(id, node) : this.plain(id, node);
    this.made.set(id, made);
    return made;
  }

  private plain(id: Id, node: Node): ValueId {
    switch (node.op) {
      case 'incoming':
        return this.incoming(node.state);
      case 'product':
        return this.accumulate([], [this.term(node)], id, node.width).last;
      case 'unary':
        return this.add({ op: 'unary', function: node.function, of: this.value(node.of) }, node.width, id);
      case 'binary':
        return this.add(
          { op: 'binary', function: node.function, left: this.value(node.left), right: this.value(node.right) },
          node.width,
          id,
        );
      case 'define':
        throw new Error(`${node.name} was not resolved`);
      default:
        return this.add(node, node.width, id);
    }
  }

  private incoming(state: string): ValueId {
    const carried = (this.cell.backward.previous.get(state) ?? null) !== null;
    const carry = carried ? this.add({ op: 'carried', state }, 'units') : null;
    const outside = state === 'h' ? this.add({ op: 'outside' }, 'units') : null;
    if (carry !== null && outside !== null) return this.add({ op: 'binary', function: 'add', left: carry, right: outside }, 'units');
    if (carry !== null || outside !== null) return (carry ?? outside) as ValueId;
    const zero = this.add({ op: 'number', value: 0 }, 'one');
    return this.inFrame(zero, 'units');
  }

  /** A sum; where it holds products with matrices, as an accumulation. */
  private sum(id: Id, node: Sum): ValueId {
    const { products, leaves } = this.flatten(node);
    const terms = products.map((product) => this.term(product));
    if (terms.length === 0) return this.plain(id, node);
    const { last, rest } = this.accumulate(leaves, terms, id, node.width);
    return this.total(last, rest, node.width, id);
  }

  /** The parts of a sum from left to right: products that are added, and all else. */
  private flatten(node: Sum): { products: Product[]; leaves: Leaf[] } {
    const [products, leaves]: [Product[], Leaf[]] = [[], []];
    const left = sidesOf(node, false).toReversed();
    for (let side = left.pop(); side !== undefined; side = left.pop()) {
      const id = this.resolve(side.id);
      const operand = nodeAt(this.cell.graph, id);
      if (this.isSingle(id) && isSum(operand)) left.push(...sidesOf(operand, side.negative).toReversed());
      else if (this.isSingle(id) && operand.op === 'product' && !side.negative) products.push(operand);
      else leaves.push({ id, negative: side.negative });
    }
    return { products, leaves: products.length === 0 ? [] : leaves.map((leaf) => ({ ...leaf, id: this.value(leaf.id) })) };
  }

  private term({ matrix, transposed, of }: Product): Term {
    return { matrix, transposed, of: this.inFrame(this.value(of)) };
  }

  /**
   * The accumulations of a sum, one for each time at which products of it can be computed, each onto the one before.
   * What is left to add when the last is done is returned.
   */
  private accumulate(leaves: readonly Leaf[], terms: readonly Term[], id: Id, width: Width): { last: ValueId; rest: readonly Leaf[] } {
    let [last, rest]: [ValueId | null, readonly Leaf[]] = [null, leaves];
    for (const together of this.byTime(terms, id)) {
      const time = this.timeOf(together, id);
      const ready = rest.filter((leaf) => this.isReady(leaf, time, id, width));
      rest = rest.filter((leaf) => !ready.includes(leaf));
      const start: ValueId | null = this.start(last, ready, width);
      last = this.add({ op: 'accumulate', start, terms: together }, width, id, time);
    }
    if (last === null) throw new Error('a sum without products is no accumulation');
    return { last, rest };
  }

  private byTime(terms: readonly Term[], id: Id): Term[][] {
    const groups: { time: Pick<Value, 'phase' | 'level'>; terms: Term[] }[] = [];
    for (const term of terms) {
      const time = this.timeOf([term], id);
      const group = groups.find((other) => other.time.phase === time.phase && other.time.level === time.level);
      if (group === undefined) groups.push({ time, terms: [term] });
      else group.terms.push(term);
    }
    return groups.sort((a, b) => (isBefore(a.time, b.time) ? -1 : 1)).map((group) => group.terms);
  }

  /** When products can be computed: at the latest of their operands, not before the first step. */
  private timeOf(terms: readonly Term[], id: Id): Pick<Value, 'phase' | 'level'> {
    let time: Pick<Value, 'phase' | 'level'> = { phase: this.earliest(id, terms), level: 0 };
    for (const { of } of terms) {
      const operand = valueAt(this.values, of);
      if (isBefore(time, operand)) time = { phase: operand.phase, level: operand.level };
    }
    return time;
  }

  private earliest(id: Id, terms: readonly Term[]): Phase {
    const blamed = terms.some(({ of }) => rankOf(valueAt(this.values, of).phase) >= rankOf('backward'));
    return blamed && this.phases[id] === 'after' ? 'after' : 'before';
  }

  /** A leaf that is there in time goes in first, unless an element-wise pass over the sum follows anyway. */
  private isReady({ id }: Leaf, time: Pick<Value, 'phase' | 'level'>, sum: Id, width: Width): boolean {
    const leaf = valueAt(this.values, id);
    if (leaf.width !== width || isBefore(time, leaf)) return false;
    return leaf.phase !== time.phase || time.phase === 'before' || this.roots.has(sum);
  }

  private start(last: ValueId | null, ready: readonly Leaf[], width: Width): ValueId | null {
    if (last === null && ready.length === 0) return null;
    if (last !== null) return this.total(last, ready, width);
    const [first, ...others] = [...ready].sort((a, b) => Number(a.negative) - Number(b.negative));
    if (first === undefined) return null;
    const head = first.negative ? this.add({ op: 'unary', function: 'negate', of: first.id }, width) : first.id;
    const total = this.total(head, others, width);
    const value = valueAt(this.values, total);
    const borrowed = total === first.id && value.phase !== 'constant';
    return borrowed ? this.add({ op: 'copy', of: total }, width) : total;
  }

  private total(first: ValueId, others: readonly Leaf[], width: Width, id: Id | null = null): ValueId {
    return others.reduce(
      (left, { id: right, negative }) => this.add({ op: 'binary', function: negative ? 'subtract' : 'add', left, right }, width, id),
      first,
    );
  }

  /** A value from constants alone, spread over all steps and sequences, where it must lie among those that vary. */
  private inFrame(id: ValueId, width: Width = valueAt(this.values, id).width): ValueId {
    if (valueAt(this.values, id).phase !== 'constant') return id;
    const known = this.framed.get(id);
    if (known !== undefined && valueAt(this.values, known).width === width) return known;
    const made = this.values.push({ op: 'copy', of: id, width, phase: 'before', level: 0, late: false }) - 1;
    this.framed.set(id, made);
    return made;
  }

  private add(operation: ValueOperation, width: Width, id: Id | null = null, time: Pick<Value, 'phase' | 'level'> | null = null): ValueId {
    const phase = this.phaseOf(operation, id, time);
    const late = id !== null && this.phases[id] === 'between';
    return this.values.push({ ...operation, width, phase, level: levelIn(phase, operation, this.values), late }) - 1;
  }

  private phaseOf(operation: ValueOperation, id: Id | null, time: Pick<Value, 'phase'> | null): Phase {
    const phases: Phase[] = readsOf(operation).map((of) => valueAt(this.values, of).phase);
    phases.push(LEAF_PHASE[operation.op] ?? 'constant');
    if (time !== null) phases.push(time.phase);
    if (id !== null && this.phases[id] === 'after' && phases.includes('backward')) phases.push('after');
    return phases.reduce((latest, phase) => (rankOf(phase) > rankOf(latest) ? phase : latest));
  }
}

const LEAF_PHASE: Readonly<Partial<Record<ValueOperation['op'], Phase>>> = {
  input: 'before',
  noise: 'before',
  previous: 'forward',
  carried: 'backward',
  outside: 'backward',
  accumulate: 'before',
};

/** Rounds of products of the same phase that must be done before the value is there. */
function levelIn(phase: Phase, operation: ValueOperation, values: readonly Value[]): number {
  const level = readsOf(operation).reduce((most, of) => {
    const read = valueAt(values, of);
    return read.phase === phase ? Math.max(most, read.level) : most;
  }, 0);
  return operation.op === 'accumulate' ? level + 1 : level;
}

type Sum = Extract<Node, { op: 'binary' }>;
type Product = Extract<Node, { op: 'product' }>;

const sidesOf = (node: Sum, negative: boolean): Leaf[] => [
  { id: node.left, negative },
  { id: node.right, negative: node.function === 'subtract' ? !negative : negative },
];

const isSum = (node: Node): node is Sum => node.op === 'binary' && (node.function === 'add' || node.function === 'subtract');

function rootsOf({ definitions, backward: { blame, previous, vectors, matrices, input } }: Cell): Id[] {
  const products = [...matrices.values()].flat().flatMap(({ by, of }) => [by, of]);
  const optional = [...previous.values(), ...vectors.values(), input].filter((id) => id !== null);
  return [...definitions.values(), ...blame.values(), ...optional, ...products];
}

const mapped = <A, B>(map: ReadonlyMap<string, A>, change: (value: A) => B): Map<string, B> =>
  new Map([...map].map(([name, value]) => [name, change(value)]));

const present = <A>(map: ReadonlyMap<string, A | null>): Map<string, A> => {
  const found = new Map<string, A>();
  for (const [name, value] of map) if (value !== null) found.set(name, value);
  return found;
};
