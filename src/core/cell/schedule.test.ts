import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeAt } from './build.ts';
import { BUILTIN, cellOf } from './builtin.ts';
import type { Cell } from './cell.ts';
import { evaluateNode, evaluateStep, type Leaves, sizeOf } from './evaluate.ts';
import type { Id } from './graph.ts';
import { parseCell } from './parse.ts';
import { printEquation } from './print.ts';
import { printBackward } from './printBackward.ts';
import { cells, leavesOf, SIZES } from './randomCells.test.helper.ts';
import { operandsOf, type Phase, scheduleOf } from './schedule.ts';

const RUNS = { numRuns: 250 };
const PHASES = ['constant', 'before', 'forward', 'between', 'backward', 'after'] as const;
const NOTHING = new Map<string, ArrayLike<number>>();

/** What a phase is allowed to see of a step. */
function seenIn(phase: Phase, leaves: Leaves): Leaves {
  const previous = phase === 'constant' || phase === 'before' ? NOTHING : leaves.previous;
  const incoming = phase === 'backward' || phase === 'after' ? leaves.incoming : NOTHING;
  return { ...leaves, x: phase === 'constant' ? [0, 0, 0] : leaves.x, previous, incoming };
}

/** Phase by phase; a node that is read before it is computed throws. */
function evaluateByPhases(cell: Cell, leaves: Leaves): Float64Array[] {
  const schedule = scheduleOf(cell);
  const values: Float64Array[] = [];
  for (const phase of PHASES) {
    for (const id of schedule[phase]) {
      const node = nodeAt(cell.graph, id);
      const out = new Float64Array(sizeOf(node.width, SIZES));
      evaluateNode(node, seenIn(phase, leaves), values, out);
      values[id] = out;
    }
  }
  return values;
}

function needed({ definitions, backward }: Cell): Id[] {
  const { blame, gates, previous, input, vectors, matrices } = backward;
  const products = [...matrices.values()].flat().flatMap(({ by, of }) => [by, of]);
  const all = [
    ...definitions.values(),
    ...blame.values(),
    ...gates.values(),
    ...previous.values(),
    input,
    ...vectors.values(),
    ...products,
  ];
  return all.filter((id) => id !== null);
}

describe('the schedule of a random cell', () => {
  test('computes what the whole graph computes, each phase from what it may see', () => {
    const property = fc.property(cells, fc.integer(), (cell, seed) => {
      const leaves = leavesOf(cell, seed);
      const [whole, phased] = [evaluateStep(cell, SIZES, leaves), evaluateByPhases(cell, leaves)];
      for (const id of needed(cell)) expect(phased[id]).toEqual(whole[id]);
    });
    fc.assert(property, RUNS);
  });

  test('gives each node one phase, after those of its operands', () => {
    const property = fc.property(cells, (cell) => {
      const { phase, ...lists } = scheduleOf(cell);
      const listed = Object.values(lists)
        .flat()
        .sort((a, b) => a - b);
      expect(listed).toEqual(phase.flatMap((found, id) => (found === 'unused' ? [] : [id])));
      const rank = (id: Id) => PHASES.indexOf(phase[id] as (typeof PHASES)[number]);
      for (const id of listed) for (const of of operandsOf(nodeAt(cell.graph, id))) expect(rank(of)).toBeLessThanOrEqual(rank(id));
    });
    fc.assert(property, RUNS);
  });
});

describe('the paths of blame of a random cell', () => {
  test('add up to what the step carries to the step before', () => {
    const property = fc.property(cells, fc.integer(), (cell, seed) => {
      const values = evaluateStep(cell, SIZES, leavesOf(cell, seed));
      for (const [state, id] of cell.backward.previous) {
        const terms = cell.backward.paths.filter((path) => path.state === state).map(({ term }) => values[term] ?? expect.fail());
        const sums = Array.from({ length: SIZES.units }, (_, j) => terms.reduce((sum, term) => sum + (term[j] ?? Number.NaN), 0));
        sums.forEach((sum, j) => expect(sum).toBeCloseTo(id === null ? 0 : (values[id]?.[j] ?? Number.NaN), 9));
      }
    });
    fc.assert(property, RUNS);
  });
});

describe('the text of a random cell', () => {
  test('printed and parsed again is the same cell', () => {
    const property = fc.property(cells, (cell) => {
      const printed = cell.equations.map(printEquation).join('\n');
      const again = parseCell(printed);
      expect(again.ok && again.cell.graph).toEqual(cell.graph);
      expect(again.ok && again.cell.equations.map(printEquation).join('\n')).toBe(printed);
      expect(printBackward(cell).length).toBeGreaterThan(0);
    });
    fc.assert(property, RUNS);
  });
});

describe('the schedule of the built-in cells', () => {
  test('leaves to the backward loop what carries blame and no more', () => {
    const { graph, backward } = cellOf('rnn');
    const { backward: loop, after, between, before } = scheduleOf(cellOf('rnn'));
    expect(loop).toHaveLength(3);
    expect(after).toEqual([backward.input]);
    expect(between.map((id) => nodeAt(graph, id).op)).toEqual(['binary', 'binary']);
    expect(before.map((id) => nodeAt(graph, id).op)).toEqual(['input', 'product']);
  });

  test('a feedforward network has nothing in the forward loop', () => {
    expect(scheduleOf(cellOf('feedforward')).forward).toEqual([]);
  });

  test.each(Object.keys(BUILTIN))('%s multiplies by each recurrent matrix once forward and once back', (name) => {
    const { graph, matrices } = cellOf(name);
    const products = graph.filter((node) => node.op === 'product');
    expect(products).toHaveLength(2 * matrices.length);
  });
});
