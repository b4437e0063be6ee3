import { type Building, binary, constant, intern, nodeAt, numberAt, unary } from './build.ts';
import type { FunctionName, Id, OuterProduct, Path } from './graph.ts';
import { divide, multiply, negate, subtract } from './simplify.ts';
import { type Operation, spineOf } from './spine.ts';
import type { Expression } from './syntax.ts';

/** What has been added to each derivative so far. A name stands for what an expression means by it: `h` is the step before. */
export interface Contributions {
  readonly names: Map<string, Id[]>;
  readonly products: Map<string, OuterProduct[]>;
}

export const newContributions = (): Contributions => ({ names: new Map(), products: new Map() });

/** The backward pass being derived. `named` calls a computed value by the line that names it. */
export interface Flow {
  readonly building: Building;
  readonly nodeOf: ReadonlyMap<Expression, Id>;
  readonly named: ReadonlyMap<Id, Id>;
  readonly contributions: Contributions;
  readonly paths: Path[];
  readonly states: ReadonlySet<string>;
}

/** The way by which blame came: its line, and the first matrix that it met. */
export type Route = Pick<Path, 'definition' | 'matrix' | 'before' | 'after'>;

/** Hands ∂L/∂expression on to everything that the expression reads. A single number has no derivative: it is constant. */
export function flowThrough(flow: Flow, expression: Expression, blame: Id | null, route: Route): void {
  const { first, operations } = spineOf(expression);
  let passed = blame;
  for (const operation of operations.toReversed()) passed = throughOperation(flow, operation, passed, route);
  if (passed === null || valueWidth(flow, first) === 'one') return;
  throughOperand(flow, first, passed, route);
}

/** The value that an expression came to, by its name where a line names it. */
function valueOf({ nodeOf, named }: Flow, expression: Expression): Id {
  const id = nodeOf.get(expression);
  if (id === undefined) throw new Error(`nothing was lowered from column ${expression.place.column} of line ${expression.place.line}`);
  return named.get(id) ?? id;
}

const valueWidth = (flow: Flow, expression: Expression) => nodeAt(flow.building.nodes, valueOf(flow, expression)).width;

/** Gives the right operand its share and returns the left one's. */
function throughOperation(flow: Flow, operation: Operation, blame: Id | null, route: Route): Id | null {
  if (blame === null) return null;
  const { building: b } = flow;
  const [left, right] = [valueOf(flow, operation.left), valueOf(flow, operation.right)];
  const give = (share: () => Id | null): void => {
    if (nodeAt(b.nodes, right).width !== 'one') flowThrough(flow, operation.right, share(), route);
  };
  switch (operation.operator) {
    case '+':
      give(() => blame);
      return blame;
    case '-':
      give(() => negate(b, blame));
      return blame;
    case '*':
      give(() => scaled(b, blame, left));
      return scaled(b, blame, right);
    case '/':
      give(() => negate(b, multiply(b, blame, divide(b, valueOf(flow, operation), right))));
      return divide(b, blame, right);
  }
}

/** blame · factor; null, for nothing, where the factor is 0. */
const scaled = (b: Building, blame: Id, factor: Id): Id | null => (numberAt(b, factor) === 0 ? null : multiply(b, blame, factor));

function throughOperand(flow: Flow, expression: Expression, blame: Id, route: Route): void {
  switch (expression.kind) {
    case 'number':
    case 'noise':
      return;
    case 'name':
      return reach(flow, expression.name, blame, route);
    case 'product':
      return throughProduct(flow, expression, blame, route);
    case 'call':
      return flowThrough(flow, expression.of, throughFunction(flow, expression, blame), route);
    case 'extreme':
      return throughExtreme(flow, expression, blame, route);
    case 'negate':
      return flowThrough(flow, expression.of, negate(flow.building, blame), route);
    case 'operator':
      return flowThrough(flow, expression, blame, route);
  }
}

function reach({ contributions, paths, states }: Flow, name: string, blame: Id, route: Route): void {
  append(contributions.names, name, blame);
  if (states.has(name)) paths.push({ state: name, ...route, term: blame });
}

function append<T>(map: Map<string, T[]>, name: string, value: T): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [value]);
  else list.push(value);
}

function throughProduct(flow: Flow, { matrix, of }: Extract<Expression, { kind: 'product' }>, blame: Id, route: Route): void {
  const operand = valueOf(flow, of);
  append(flow.contributions.products, matrix, { by: blame, of: operand });
  const { width } = nodeAt(flow.building.nodes, operand);
  if (width === 'one') return;
  const after = intern(flow.building, { op: 'product', matrix, transposed: true, of: blame }, width);
  flowThrough(flow, of, after, route.matrix === null ? { ...route, matrix, before: blame, after } : route);
}

function throughFunction(flow: Flow, call: Extract<Expression, { kind: 'call' }>, blame: Id): Id {
  const { building: b } = flow;
  const value = valueOf(flow, call);
  if (call.function === 'sqrt') return divide(b, blame, multiply(b, constant(b, 2), value));
  return multiply(b, blame, slope(b, call.function, value, valueOf(flow, call.of)));
}

/** The derivative of a function at `of`, where it is `value`. */
function slope(b: Building, name: Exclude<FunctionName, 'sqrt'>, value: Id, of: Id): Id {
  const one = constant(b, 1);
  switch (name) {
    case 'sigmoid':
      return multiply(b, value, subtract(b, one, value));
    case 'tanh':
      return subtract(b, one, multiply(b, value, value));
    case 'relu':
      return unary(b, 'step', value);
    case 'softplus':
      return unary(b, 'sigmoid', of);
    case 'exp':
      return value;
    case 'abs':
      return unary(b, 'sign', of);
  }
}

/** Whichever argument is the extreme one gets the blame; on a tie each gets half. */
function throughExtreme(
  flow: Flow,
  { function: name, left, right }: Extract<Expression, { kind: 'extreme' }>,
  blame: Id,
  route: Route,
): void {
  const { building: b } = flow;
  const [p, q] = name === 'max' ? [left, right] : [right, left];
  const share = (a: Expression, c: Expression): Id => multiply(b, blame, binary(b, 'exceeds', valueOf(flow, a), valueOf(flow, c)));
  if (valueWidth(flow, left) !== 'one') flowThrough(flow, left, share(p, q), route);
  if (valueWidth(flow, right) !== 'one') flowThrough(flow, right, share(q, p), route);
}
