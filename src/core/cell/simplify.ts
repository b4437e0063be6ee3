import { type Building, binary, constant, intern, negatedAt, nodeAt, numberAt, unary } from './build.ts';
import type { Id } from './graph.ts';

/** −a, with −(−a) = a and −(a − b) = b − a. */
export function negate(b: Building, of: Id): Id {
  const inner = negatedAt(b, of);
  if (inner !== null) return inner;
  const node = nodeAt(b.nodes, of);
  return node.op === 'binary' && node.function === 'subtract' ? subtract(b, node.right, node.left) : unary(b, 'negate', of);
}

/** a + b, with a + 0 = a, a + a = 2 · a and a + (−b) = a − b. */
export function add(b: Building, left: Id, right: Id): Id {
  if (numberAt(b, left) === 0) return right;
  if (numberAt(b, right) === 0) return left;
  const [minusLeft, minusRight] = [negatedAt(b, left), negatedAt(b, right)];
  if (minusRight !== null) return subtract(b, left, minusRight);
  if (minusLeft !== null) return subtract(b, right, minusLeft);
  return left === right ? multiply(b, constant(b, 2), left) : binary(b, 'add', left, right);
}

/** a − b, with a − 0 = a, 0 − b = −b and a − (−b) = a + b. */
export function subtract(b: Building, left: Id, right: Id): Id {
  if (numberAt(b, right) === 0) return left;
  if (numberAt(b, left) === 0) return negate(b, right);
  const minusRight = negatedAt(b, right);
  return minusRight === null ? binary(b, 'subtract', left, right) : add(b, left, minusRight);
}

/** a · b, with 1 · a = a, −1 · a = −a, signs drawn out in front, and 0 · a = 0 where a is a single number too (widths are kept). */
export function multiply(b: Building, left: Id, right: Id): Id {
  const [minusLeft, minusRight] = [negatedAt(b, left), negatedAt(b, right)];
  if (minusLeft !== null) return negate(b, multiply(b, minusLeft, right));
  if (minusRight !== null) return negate(b, multiply(b, left, minusRight));
  const [x, y] = [numberAt(b, left), numberAt(b, right)];
  if (x === 1 || y === 1) return x === 1 ? right : left;
  if (x === -1 || y === -1) return negate(b, x === -1 ? right : left);
  const single = nodeAt(b.nodes, left).width === 'one' && nodeAt(b.nodes, right).width === 'one';
  return single && (x === 0 || y === 0) ? constant(b, 0) : binary(b, 'multiply', left, right);
}

/** a / b, with a / 1 = a and signs drawn out in front. */
export function divide(b: Building, left: Id, right: Id): Id {
  const [minusLeft, minusRight] = [negatedAt(b, left), negatedAt(b, right)];
  if (minusLeft !== null) return negate(b, divide(b, minusLeft, right));
  if (minusRight !== null) return negate(b, divide(b, left, minusRight));
  if (numberAt(b, right) === 1) return left;
  return numberAt(b, right) === -1 ? negate(b, left) : binary(b, 'divide', left, right);
}

/** a + b where both carry blame: δ·p + δ·q is drawn together as δ · (p + q), and Mᵀp + Mᵀq as Mᵀ(p + q). */
export function gather(b: Building, left: Id, right: Id): Id {
  return gathered(b, left, right, add) ?? gatheredDifference(b, left, right) ?? gatheredProduct(b, left, right) ?? add(b, left, right);
}

function gatheredProduct(b: Building, left: Id, right: Id): Id | null {
  const [p, q] = [nodeAt(b.nodes, left), nodeAt(b.nodes, right)];
  if (p.op !== 'product' || q.op !== 'product' || p.matrix !== q.matrix || p.transposed !== q.transposed) return null;
  return intern(b, { op: 'product', matrix: p.matrix, transposed: p.transposed, of: gather(b, p.of, q.of) }, p.width);
}

/** δ·p − δ·q (from δ·p + −(δ·q)) is δ · (p − q), whichever of the two carries the sign. */
function gatheredDifference(b: Building, left: Id, right: Id): Id | null {
  const minusRight = negatedAt(b, right);
  if (minusRight !== null) return gathered(b, left, minusRight, subtract);
  const minusLeft = negatedAt(b, left);
  return minusLeft === null ? null : gathered(b, right, minusLeft, subtract);
}

type Sum = (b: Building, left: Id, right: Id) => Id;

function gathered(b: Building, left: Id, right: Id, sum: Sum): Id | null {
  const [p, q] = [nodeAt(b.nodes, left), nodeAt(b.nodes, right)];
  if (p.op !== 'binary' || q.op !== 'binary' || p.function !== 'multiply' || q.function !== 'multiply') return null;
  if (p.left === q.left) return multiply(b, p.left, sum(b, p.right, q.right));
  if (p.left === q.right) return multiply(b, p.left, sum(b, p.right, q.left));
  if (p.right === q.left) return multiply(b, p.right, sum(b, p.left, q.right));
  return p.right === q.right ? multiply(b, p.right, sum(b, p.left, q.left)) : null;
}
