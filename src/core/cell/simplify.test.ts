import { describe, expect, test } from 'vitest';
import { type Building, intern, newBuilding } from './build.ts';
import { cellOf } from './builtin.ts';
import { evaluateStep } from './evaluate.ts';
import type { Id } from './graph.ts';
import { scheduleOf } from './schedule.ts';
import { add, divide, gather, multiply, negate, subtract } from './simplify.ts';

const VALUES = new Map([
  ['p', [0.7]],
  ['q', [-1.3]],
  ['d', [0.4]],
]);

/** A building with three vectors of one unit each. */
function vectors(): { b: Building; p: Id; q: Id; d: Id } {
  const b = newBuilding();
  const vector = (name: string) => intern(b, { op: 'vector', name }, 'units');
  return { b, p: vector('p'), q: vector('q'), d: vector('d') };
}

const valueAt = ({ nodes }: Building, id: Id): number =>
  evaluateStep({ graph: nodes }, { units: 1, inputs: 1 }, { x: [0], parameters: VALUES, previous: new Map(), incoming: new Map() })[
    id
  ]?.[0] ?? Number.NaN;

describe('blame that is drawn together', () => {
  const { b, p, q, d } = vectors();
  const products = [multiply(b, d, p), multiply(b, p, d), multiply(b, d, q), multiply(b, q, d), multiply(b, p, q)];
  const terms = [d, ...products, ...products.map((id) => negate(b, id)), negate(b, d)];
  const pairs = terms.flatMap((left) => terms.map((right) => [left, right] as const));

  test.each([
    ['gather', gather, (x: number, y: number) => x + y],
    ['add', add, (x: number, y: number) => x + y],
    ['subtract', subtract, (x: number, y: number) => x - y],
    ['multiply', multiply, (x: number, y: number) => x * y],
    ['divide', divide, (x: number, y: number) => x / y],
  ])('%s keeps the value, whatever the signs and the sides', (_, combine, exact) => {
    for (const [left, right] of pairs) {
      expect(valueAt(b, combine(b, left, right))).toBeCloseTo(exact(valueAt(b, left), valueAt(b, right)), 12);
    }
  });

  test.each([
    [(): Id => gather(b, multiply(b, d, p), multiply(b, q, d)), (): Id => multiply(b, d, add(b, p, q))],
    [(): Id => gather(b, negate(b, multiply(b, d, p)), multiply(b, q, d)), (): Id => multiply(b, d, subtract(b, q, p))],
    [(): Id => gather(b, multiply(b, p, d), negate(b, multiply(b, d, q))), (): Id => multiply(b, d, subtract(b, p, q))],
  ])('is one product (%#)', (gathered, product) => expect(gathered()).toBe(product()));
});

describe('a simplified graph', () => {
  const forwardOf = (source: string) => cellOf(source).graph.slice(0, cellOf(source).forward);
  /** What is computed of the forward pass, but for the numbers in it. */
  const computed = (source: string) => {
    const { phase } = scheduleOf(cellOf(source));
    return forwardOf(source).flatMap((node, id) =>
      phase[id] === 'unused' || node.op === 'number' ? [] : ['function' in node ? node.function : node.op],
    );
  };

  test.each([
    ["h' = 1 * W x * 1 + 0 - 0", "h' = W x"],
    ["h' = --(W x / 1)", "h' = W x"],
    ["h' = W x - (-b)", "h' = W x + b"],
    ["h' = W x + -b", "h' = W x - b"],
    ["h' = -(b - W x)", "h' = W x - b"],
    ["h' = 0 - -1 * W x", "h' = W x"],
    ["h' = (2 * 3 - 5) * W x", "h' = W x"],
    ["h' = (-a) * (-b) + W x", "h' = a * b + W x"],
    ["h' = a * b + b * a + W x", "h' = 2 * (a * b) + W x"],
  ])('%s is %s', (long, short) => expect(computed(long).sort()).toEqual(computed(short).sort()));

  test('keeps what has units as wide as it was: 0 * h is no single number', () => {
    const { graph, definitions } = cellOf("z = 0 * h\nh' = W x + z");
    expect(graph[definitions.get('z') ?? -1]?.width).toBe('units');
  });

  test('does not fold what is not finite', () => {
    expect(forwardOf("h' = W x + b * (1 / 0)")).toContainEqual(expect.objectContaining({ function: 'divide' }));
  });
});
