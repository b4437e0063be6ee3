import { nodeAt } from '../cell/build.ts';
import type { Binary, Graph, Id, Unary } from '../cell/graph.ts';

/** Between which two numbers a quantity lies, whatever the network: `−∞` and `∞` where nothing bounds it. */
export type Bounds = readonly [low: number, high: number];

const FREE: Bounds = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

/** The bounds of a node of the forward pass, by interval arithmetic: those of `1 - sigmoid(…)` are 0 and 1, as of `min(1, max(0, …))`. */
export function boundsOf(graph: Graph, id: Id): Bounds {
  const node = nodeAt(graph, id);
  switch (node.op) {
    case 'number':
      return [node.value, node.value];
    case 'define':
      return boundsOf(graph, node.of);
    case 'unary':
      return unaryBounds(node.function, boundsOf(graph, node.of));
    case 'binary':
      return binaryBounds(node.function, boundsOf(graph, node.left), boundsOf(graph, node.right));
    default:
      return FREE;
  }
}

function unaryBounds(name: Unary, [low, high]: Bounds): Bounds {
  switch (name) {
    case 'sigmoid':
    case 'step':
      return [0, 1];
    case 'tanh':
    case 'sign':
      return [-1, 1];
    case 'negate':
      return [-high, -low];
    case 'abs':
      return low <= 0 && high >= 0
        ? [0, Math.max(-low, high)]
        : [Math.min(Math.abs(low), Math.abs(high)), Math.max(Math.abs(low), Math.abs(high))];
    case 'relu':
      return [Math.max(0, low), Math.max(0, high)];
    case 'softplus':
    case 'exp':
      return [0, Number.POSITIVE_INFINITY];
    case 'sqrt':
      return [Math.sqrt(Math.max(0, low)), Math.sqrt(Math.max(0, high))];
  }
}

function binaryBounds(name: Binary, [a, b]: Bounds, [c, d]: Bounds): Bounds {
  switch (name) {
    case 'add':
      return [a + c, b + d];
    case 'subtract':
      return [a - d, b - c];
    case 'multiply':
      return hull([times(a, c), times(a, d), times(b, c), times(b, d)]);
    case 'divide':
      return c > 0 || d < 0 ? hull([times(a, 1 / c), times(a, 1 / d), times(b, 1 / c), times(b, 1 / d)]) : FREE;
    case 'min':
      return [Math.min(a, c), Math.min(b, d)];
    case 'max':
      return [Math.max(a, c), Math.max(b, d)];
    case 'exceeds':
      return [0, 1];
  }
}

/** 0 · ∞ is 0 where the other factor is nothing but 0. */
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b);

const hull = (corners: readonly number[]): Bounds => [Math.min(...corners), Math.max(...corners)];
