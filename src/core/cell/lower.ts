import { type Building, binary, constant, intern, nodeAt, unary } from './build.ts';
import type { Id, Width } from './graph.ts';
import { add, divide, multiply, negate, subtract } from './simplify.ts';
import { type Operation, spineOf } from './spine.ts';
import type { Expression } from './syntax.ts';

/** The forward pass being lowered: where each name and each piece of text ended in the graph. */
export interface Lowering {
  readonly building: Building;
  readonly states: ReadonlySet<string>;
  /** Name as written → its `define` node, for the lines lowered so far. */
  readonly definitions: Map<string, Id>;
  readonly nodeOf: Map<Expression, Id>;
}

/** Lowers one line and names what it comes to, as wide as that is where nothing else is said. */
export function lowerLine(lowering: Lowering, name: string, expression: Expression, width?: Width): Id {
  const of = lower(lowering, expression);
  const { building, definitions } = lowering;
  const id = intern(building, { op: 'define', name, of }, width ?? nodeAt(building.nodes, of).width);
  definitions.set(name, id);
  return id;
}

function lower(lowering: Lowering, expression: Expression): Id {
  const { first, operations } = spineOf(expression);
  let id = keep(lowering, first, operand(lowering, first));
  for (const operation of operations) id = keep(lowering, operation, operate(lowering, operation, id));
  return id;
}

function keep({ nodeOf }: Lowering, expression: Expression, id: Id): Id {
  nodeOf.set(expression, id);
  return id;
}

const OPERATORS = { '+': add, '-': subtract, '*': multiply, '/': divide } as const;

const operate = (lowering: Lowering, { operator, right }: Operation, left: Id): Id =>
  OPERATORS[operator](lowering.building, left, lower(lowering, right));

function operand(lowering: Lowering, expression: Expression): Id {
  const { building } = lowering;
  switch (expression.kind) {
    case 'number':
      return constant(building, expression.value);
    case 'name':
      return reference(lowering, expression.name);
    case 'noise':
      return intern(building, { op: 'noise', state: expression.state }, 'units');
    case 'product':
      return intern(building, { op: 'product', matrix: expression.matrix, transposed: false, of: lower(lowering, expression.of) }, 'units');
    case 'call':
      return unary(building, expression.function, lower(lowering, expression.of));
    case 'extreme':
      return binary(building, expression.function, lower(lowering, expression.left), lower(lowering, expression.right));
    case 'negate':
      return negate(building, lower(lowering, expression.of));
    case 'operator':
      return lower(lowering, expression);
  }
}

function reference({ building, states, definitions }: Lowering, name: string): Id {
  const defined = definitions.get(name);
  if (defined !== undefined) return defined;
  if (name === 'x') return intern(building, { op: 'input' }, 'inputs');
  if (states.has(name)) return intern(building, { op: 'previous', state: name }, 'units');
  return intern(building, { op: 'vector', name }, 'units');
}
