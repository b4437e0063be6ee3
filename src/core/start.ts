import { nodeAt } from './cell/build.ts';
import type { Cell } from './cell/cell.ts';
import { disturbedStates } from './cell/disturbed.ts';
import type { Id } from './cell/graph.ts';
import type { Batch, Network, States } from './network.ts';

/**
 * Refuses states that so many sequences of a network cannot start from.
 * @throws {RangeError} a sentence that names the one that the cell does not have, that is of the wrong length, or that
 * is given twice in different words.
 */
export function requireStart({ cell, layers, units }: Network, size: number, start: States): void {
  for (const [name, values] of start) {
    if (!cell.states.includes(name))
      throw new RangeError(`the start names \`${name}\`: this cell has the states ${cell.states.join(', ')}`);
    if (values.length !== layers)
      throw new RangeError(`the start of ${name} has ${values.length} arrays and needs one for each of ${layers} layers`);
    values.forEach((given, layer) => {
      if (given.length === size * units) return;
      const need = `needs ${size * units}, one for each of ${units} units of ${size} sequences`;
      throw new RangeError(`the start of ${name} in layer ${layer + 1} has ${given.length} numbers and ${need}`);
    });
  }
  requireLikeness(cell, start);
}

/**
 * Refuses noise that does not fit so many steps and sequences.
 * @throws {RangeError} a sentence that names the state that is not disturbed, or whose noise is of the wrong length.
 */
export function requireNoise({ cell, layers, units }: Network, { steps, size, noise }: Pick<Batch, 'steps' | 'size' | 'noise'>): void {
  if (noise === undefined) return;
  const disturbed = disturbedStates(cell);
  for (const [name, values] of noise) {
    if (!disturbed.includes(name)) throw new RangeError(`noise is given for \`${name}\`, which this cell does not disturb`);
    const wrong = values.find(({ length }) => length !== steps * size * units);
    if (values.length === layers && wrong === undefined) continue;
    const need = `${layers} of ${steps * size * units}, one number for each of ${units} units at each of ${steps} steps of ${size} sequences`;
    throw new RangeError(`the noise of ${name} has arrays of ${values.map(({ length }) => length).join(', ')} numbers and needs ${need}`);
  }
}

/** States that one expression defines (`h' = c'`) are one state, and lie in one place. */
function requireLikeness(cell: Cell, start: States): void {
  const first = new Map<Id, string>();
  for (const name of cell.states) {
    const id = expressionOf(cell, name);
    const other = first.get(id);
    if (other === undefined) first.set(id, name);
    else if (!isLike(start.get(other), start.get(name))) {
      throw new RangeError(`the starts of ${other} and ${name} differ, and this cell gives both the same value: start them alike`);
    }
  }
}

function expressionOf({ graph, definitions }: Cell, state: string): Id {
  let id = definitions.get(`${state}'`) ?? -1;
  for (let node = nodeAt(graph, id); node.op === 'define'; node = nodeAt(graph, id)) id = node.of;
  return id;
}

function isLike(a: readonly ArrayLike<number>[] = [], b: readonly ArrayLike<number>[] = []): boolean {
  const at = (layers: readonly ArrayLike<number>[], layer: number, k: number): number => layers[layer]?.[k] ?? 0;
  const most = a.length === 0 ? b : a;
  return most.every((values, layer) => Array.from(values).every((_, k) => at(a, layer, k) === at(b, layer, k)));
}
