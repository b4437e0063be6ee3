import { flatten, nest, shown } from './nested.ts';
import type { Net } from './net.ts';
import { type Layout, layoutOf, type Network, type Slot } from './network.ts';

/** All parameters of a network by their names: `parameters[layer][name]`, and the head. Matrices are [row][column], vectors [unit]. */
export type Parameters = Pick<Net, 'parameters' | 'head'>;

/** Flat parameters, or their gradients, by name. */
export function nameParameters(network: Network, flat: ArrayLike<number>): Parameters {
  const layout = layoutOf(network);
  const record = (layer: number | null) => Object.fromEntries(slotsOf(layout, layer).map((slot) => [slot.name, nestSlot(slot, flat)]));
  const { V = [], a = [] } = record(null);
  return { parameters: Array.from({ length: network.layers }, (_, layer) => record(layer)), head: { V, a } };
}

/**
 * Parameters by name as one flat array by `layoutOf(network)`.
 * @throws a sentence that names the one that is missing, superfluous, of the wrong shape, or no finite number.
 */
export function flattenParameters(network: Network, named: Parameters): Float64Array {
  const fields = requireObject(named, 'the parameters');
  const layout = layoutOf(network);
  const layers = field(fields, 'parameters');
  if (!Array.isArray(layers) || layers.length !== network.layers) {
    throw new Error(
      `parameters is ${shown(layers)} and must be a list of ${network.layers} ${network.layers === 1 ? 'record' : 'records'}, one a layer`,
    );
  }
  const records = new Map<number | null, [Fields, string]>();
  layers.forEach((record, layer) => records.set(layer, [requireObject(record, `parameters[${layer}]`), `parameters[${layer}]`]));
  records.set(null, [requireObject(field(fields, 'head'), 'head'), 'head']);
  for (const [layer, [record, what]] of records) requireNames(record, what, slotsOf(layout, layer));
  const values = new Float64Array(layout.size);
  for (const slot of layout.slots) values.set(readSlot(records.get(slot.layer), slot), slot.offset);
  return values;
}

const slotsOf = ({ slots }: Layout, layer: number | null): readonly Slot[] => slots.filter((slot) => slot.layer === layer);

function requireNames(record: Fields, what: string, slots: readonly Slot[]): void {
  const names = slots.map(({ name }) => name);
  const missing = names.filter((name) => !Object.hasOwn(record, name));
  if (missing.length > 0) throw new Error(`${what} lacks ${missing.join(', ')}: this cell has ${names.join(', ') || 'no parameters'}`);
  const surplus = Object.keys(record).filter((name) => !names.includes(name));
  if (surplus.length > 0)
    throw new Error(`${what} has ${surplus.map(shown).join(', ')}, which is not among ${names.join(', ') || 'no parameters'}`);
}

function readSlot(found: [Fields, string] | undefined, { name, kind, rows, columns }: Slot): number[] {
  const [record, what] = found ?? [{}, ''];
  return flatten(field(record, name), kind === 'matrix' ? [rows, columns] : [rows], `${what}.${name}`);
}

function nestSlot({ kind, rows, columns, offset }: Slot, values: ArrayLike<number>) {
  return nest(kind === 'matrix' ? [rows, columns] : [rows], (row = 0, column = 0) => values[offset + row * columns + column] ?? Number.NaN);
}

export type Fields = Readonly<Record<string, unknown>>;

export const field = (fields: Fields, name: string): unknown => (Object.hasOwn(fields, name) ? fields[name] : undefined);

export function requireObject(value: unknown, what: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error(`${what} is ${shown(value)} and must be an object`);
  return value as Fields;
}
