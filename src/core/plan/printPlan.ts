import { layoutOf } from '../network.ts';
import type { LayerPlan, MapStage, OuterStage, Plan, ProductStage, Ref, Stage, SumStage } from './plan.ts';
import { PHASES, type Phase, type ValueId, valueAt } from './values.ts';

const TITLES: Readonly<Record<Phase, string>> = {
  constant: 'once',
  before: 'for all steps, before the forward loop',
  forward: 'forward loop, t = 1 … T',
  backward: 'backward loop, t = T … 1',
  after: 'for all steps, after the backward loop',
  trace: 'for all steps, for the trace alone',
};

/** The plan as text: what lies in a step's frame, and the stages in the order in which they run. */
export function printPlan(plan: Plan): string {
  const lines = [
    `θ: ${plan.parameters} numbers: ${namesOf(plan)
      .map(({ name, at }) => `${name} at ${at}`)
      .join(', ')}`,
  ];
  plan.layers.forEach((layer, index) => lines.push('', ...printLayer({ ...layer, parameters: namesOf(plan) }, index)));
  lines.push('', `head: y = V h' + a, V at θ[${plan.head.V}], a at θ[${plan.head.a}], h' in row ${plan.head.h} of the last layer`);
  return lines.join('\n');
}

interface Named {
  readonly name: string;
  readonly at: number;
  readonly length: number;
}

/** A layer with the names of what lies in θ. */
type Layer = LayerPlan & { readonly parameters: readonly Named[] };

function namesOf({ network, moves }: Plan): Named[] {
  const { slots } = layoutOf(network);
  const nameAt = (offset: number): string => slots.find((slot) => slot.offset === offset)?.name ?? '?';
  return [...moves].sort((a, b) => a.to - b.to).map(({ from, to, length }) => ({ name: nameAt(from), at: to, length }));
}

function printLayer(layer: Layer, index: number): string[] {
  const lines = [`layer ${index + 1}: a step's frame has ${layer.frame} rows, one number per sequence in each`];
  for (const { row, rows, name } of layer.names) lines.push(`  ${`${row}–${row + rows - 1}`.padEnd(10)}${name}`);
  for (const phase of PHASES) {
    if (layer.stages[phase].length === 0) continue;
    lines.push(`${TITLES[phase]}:`, ...layer.stages[phase].flatMap((stage) => printStage(layer, stage)));
  }
  lines.push('gradients, summed over all steps and sequences:', ...layer.outers.map((outer) => printOuter(layer, outer)));
  return [...lines, ...layer.sums.map((sum) => printSum(layer, sum))];
}

const printStage = (layer: Layer, stage: Stage): string[] => (stage.kind === 'map' ? printMap(layer, stage) : [printProduct(layer, stage)]);

function printProduct(layer: Layer, { matrices, transposed, rows, columns, of, to, start }: ProductStage): string {
  const matrix = `[${matrices.join('; ')}]${transposed ? 'ᵀ' : ''}`;
  const onto = { zero: '', add: ' onto it', bias: start.kind === 'bias' ? ` + ${refText(layer, start.from, rows)}` : '' }[start.kind];
  const result = `${span(layer, to, transposed ? columns : rows)}`;
  return `  ${result} ← ${matrix} ${refText(layer, of)}${onto}   (${rows} × ${columns})`;
}

function printMap(layer: Layer, stage: MapStage): string[] {
  const { loads, compute, stores } = stage;
  const placeAt = (row: number): string => (layer.stages.constant.includes(stage) ? `constant[${row}]` : nameAt(layer, row));
  const names = new Map<ValueId, string>(loads.map(({ value, from }) => [value, refText(layer, from)]));
  const text = (id: ValueId): string => names.get(id) ?? expressionOf(layer, id, text);
  const places = new Map(stores.map(({ value, row }) => [value, row]));
  const used = new Map<ValueId, number>();
  for (const id of compute) for (const of of readsIn(layer, id)) used.set(of, (used.get(of) ?? 0) + 1);
  const lines: string[] = [];
  for (const id of compute) {
    const row = places.get(id);
    if (row === undefined && (used.get(id) ?? 0) < 2) continue;
    const name = row === undefined ? `v${id}` : placeAt(row);
    lines.push(`  ${name} ← ${expressionOf(layer, id, text)}`);
    names.set(id, name);
  }
  for (const { value, row } of stores) {
    if (!compute.includes(value)) lines.push(`  ${placeAt(row)} ← ${text(value)}`);
  }
  return lines;
}

function readsIn({ values }: Layer, id: ValueId): ValueId[] {
  const value = valueAt(values, id);
  if (value.op === 'binary') return [value.left, value.right];
  return value.op === 'unary' || value.op === 'copy' ? [value.of] : [];
}

const OPERATORS: Readonly<Record<string, string>> = { add: '+', subtract: '-', multiply: '*', divide: '/' };

function expressionOf({ values }: Layer, id: ValueId, text: (id: ValueId) => string): string {
  const value = valueAt(values, id);
  switch (value.op) {
    case 'number':
      return String(value.value);
    case 'copy':
      return text(value.of);
    case 'unary':
      return value.function === 'negate' ? `-${text(value.of)}` : `${value.function}(${text(value.of)})`;
    case 'binary': {
      const operator = OPERATORS[value.function];
      const [left, right] = [text(value.left), text(value.right)];
      return operator === undefined ? `${value.function}(${left}, ${right})` : `(${left} ${operator} ${right})`;
    }
    default:
      return `v${id}`;
  }
}

function printOuter(layer: Layer, { matrices, rows, columns, by, of, adds }: OuterStage): string {
  return `  ∂[${matrices.join('; ')}] ${adds ? '+←' : '←'} Σ ${span(layer, by, rows)} ⊗ ${refText(layer, of)}   (${rows} × ${columns})`;
}

const printSum = (layer: Layer, { vectors, rows, by }: SumStage): string => `  ∂[${vectors.join('; ')}] ← Σ ${span(layer, by, rows)}`;

function refText(layer: Layer, ref: Ref, rows = 1): string {
  switch (ref.kind) {
    case 'x':
      return 'x';
    case 'outside':
      return "∂L/∂h'";
    case 'parameter':
      return parameterText(layer, ref.offset, rows);
    case 'constant':
      return `constant[${ref.offset}]`;
    case 'frame':
      return `${nameAt(layer, ref.row)}${ref.step === 0 ? '' : ref.step === 1 ? '@t+1' : '@t−1'}`;
  }
}

function parameterText({ parameters }: Layer, offset: number, rows: number): string {
  const found = parameters.filter(({ at, length }) => at < offset + rows && offset < at + length).map(({ name }) => name);
  return found.length === 1 ? (found[0] as string) : `[${found.join('; ')}]`;
}

/** A place by the first of its names. */
const nameAt = ({ names }: Layer, row: number): string => names.find((name) => name.row === row)?.name.split(', ')[0] ?? `row ${row}`;

const span = ({ names }: Layer, row: number, rows: number): string =>
  `(${names
    .filter((name) => name.row >= row && name.row < row + rows)
    .map(({ name }) => name.split(', ')[0])
    .join('; ')})`;
