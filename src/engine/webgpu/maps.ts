import type { MapStage } from '../../core/plan/plan.ts';
import { type Value, type ValueId, valueAt } from '../../core/plan/values.ts';
import { binaryText, unaryText } from './functions.ts';
import { element, type Scope } from './scope.ts';
import { block, type Lines, literal, range, u } from './wgsl.ts';

/**
 * Element-wise work of a step: each lane takes the rows that are its own (row modulo lanes), all loads before all
 * stores. What no sequence changes is read once.
 */
export function mapLines(scope: Scope, layer: number, stage: MapStage): Lines {
  const { lanes, sequences } = scope.shape;
  const loads = stage.loads.map(({ value, from }) => ({ value, at: scope.at(layer, from, stage.rows) }));
  const text = ({ value, at }: (typeof loads)[number]): string =>
    `let v${value} = ${at === null ? '0.0' : at.stride === 0 ? element(at, '0u', 'i') : `result[${at.name} + e]`};`;
  const each = block(`for (var s = 0u; s < ${u(sequences)}; s++)`, [
    `let e = (b0 + s) * ${u(stage.rows)} + i;`,
    ...loads.filter(({ at }) => at !== null && at.stride > 0).map(text),
    ...computeLines(scope.layer(layer).values, stage),
    ...stage.stores.map(({ value, row }) => `result[${scope.row(layer, row, stage.rows).name} + e] = v${value};`),
  ]);
  const shared = loads.filter(({ at }) => at === null || at.stride === 0).map(text);
  return block(`for (var i = lane; i < ${u(stage.rows)}; i += ${u(lanes)})`, [...shared, ...each]);
}

/** Element-wise work on parameters alone, into the layer's constants. */
export function constantLines(scope: Scope, layer: number, stage: MapStage): Lines {
  const loads = stage.loads.map(({ value, from }) => {
    const at = scope.at(layer, from, stage.rows);
    return `let v${value} = ${at === null ? '0.0' : element(at, '0u', 'i')};`;
  });
  return block(`for (var i = lane; i < ${u(stage.rows)}; i += ${u(scope.shape.lanes)})`, [
    ...loads,
    ...computeLines(scope.layer(layer).values, stage),
    ...stage.stores.map(({ value, row }) => `result[${scope.uniform(`constants${layer}`)} + ${u(row)} + i] = v${value};`),
  ]);
}

/** `let v… = …` for what is computed, numbers first where they are read. Declared values are never folded to an error by the compiler, as 1/0 would be. */
function computeLines(values: readonly Value[], { loads, compute, stores }: MapStage): Lines {
  const known = new Set<ValueId>(loads.map(({ value }) => value));
  const lines: string[] = [];
  const need = (id: ValueId): void => {
    if (known.has(id)) return;
    known.add(id);
    const value = valueAt(values, id);
    for (const of of operandsOf(value)) need(of);
    lines.push(`let v${id} = ${expression(value)};`);
  };
  for (const id of [...compute, ...stores.map(({ value }) => value)]) need(id);
  return lines;
}

function operandsOf(value: Value): ValueId[] {
  if (value.op === 'binary') return [value.left, value.right];
  return value.op === 'unary' || value.op === 'copy' ? [value.of] : [];
}

function expression(value: Value): string {
  switch (value.op) {
    case 'number':
      return literal(value.value);
    case 'copy':
      return `v${value.of}`;
    case 'unary':
      return unaryText(value.function, `v${value.of}`);
    case 'binary':
      return binaryText(value.function, `v${value.left}`, `v${value.right}`);
    default:
      throw new Error(`a value that is ${value.op} is loaded, not computed`);
  }
}

/** Values that a map keeps in rows of the frame. */
export const writtenBy = (stage: MapStage): number[] => stage.stores.flatMap(({ row }) => range(stage.rows).map((k) => row + k));
