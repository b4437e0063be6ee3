import { cellOf } from './cell/builtin.ts';
import type { Sequences } from './cell/interpret.ts';
import { flatten, nest, shapeOf, shown } from './nested.ts';
import type { Net, NetDifferentiation } from './net.ts';
import type { Differentiation, Loss, Network } from './network.ts';
import { type Fields, field, flattenParameters, nameParameters, requireObject } from './parameters.ts';

export interface ReadNet {
  readonly network: Network;
  /** By `layoutOf(network)`. */
  readonly parameters: Float64Array;
  /** In float64; each scored step weighs 1 / (scored steps of all sequences). */
  readonly batch: Sequences & { readonly [K in 'x' | 'y' | 'weights']: Float64Array };
}

/**
 * Reads a net in the oracle's form, whose sizes follow from its arrays.
 * @throws a sentence that names what is missing, superfluous, of the wrong length, or no finite number.
 */
export function fromNet(net: Net): ReadNet {
  const fields = requireObject(net, 'the net');
  const network = networkOf(fields);
  return { network, parameters: flattenParameters(network, net), batch: readBatch(fields, network) };
}

function networkOf(fields: Fields): Network {
  const cell = field(fields, 'cell');
  if (typeof cell !== 'string') throw new Error(`cell is ${shown(cell)} and must be a cell's name or its equations`);
  const [layers = 0] = shapeOf(field(fields, 'parameters'), 1, 'parameters');
  const [outputs = 0, units = 0] = shapeOf(field(requireObject(field(fields, 'head'), 'head'), 'V'), 2, 'head.V');
  const [, , inputs = 0] = shapeOf(field(fields, 'x'), 3, 'x');
  return { cell: cellOf(cell), inputs, units, layers, outputs, loss: lossOf(field(fields, 'loss')) };
}

/** The oracle's own files add which steps are scored to the loss, as in `mse-last`; the mask says that anyway. */
function lossOf(value: unknown): Loss {
  const [name, which = 'all', ...rest] = typeof value === 'string' ? value.split('-') : [];
  if (rest.length === 0 && ['last', 'all', 'tail'].includes(which)) {
    if (name === 'mse') return 'mse';
    if (name === 'crossEntropy' || name === 'ce') return 'crossEntropy';
  }
  throw new Error(`loss is ${shown(value)} and must be "mse" or "crossEntropy"`);
}

function readBatch(fields: Fields, { inputs, outputs, loss }: Network): ReadNet['batch'] {
  const [size = 0, steps = 0] = shapeOf(field(fields, 'x'), 2, 'x');
  const read = (name: string, width: readonly number[]) => inTime(flatten(field(fields, name), [size, steps, ...width], name), size, steps);
  const x = read('x', [inputs]);
  const y = loss === 'mse' ? read('y', [outputs]) : requireEach(read('y', []), 'y', isClass(outputs), `a class from 0 to ${outputs - 1}`);
  const mask = requireEach(read('mask', []), 'mask', (value) => value === 0 || value === 1, '0 or 1');
  const scored = mask.reduce((sum, value) => sum + value, 0);
  if (scored === 0) throw new Error('mask scores no step: set at least one entry to 1');
  return { steps, size, x, y, weights: mask.map((value) => value / scored) };
}

const isClass = (classes: number) => (value: number) => Number.isInteger(value) && value >= 0 && value < classes;

function requireEach(values: Float64Array, what: string, holds: (value: number) => boolean, wanted: string): Float64Array {
  const wrong = values.find((value) => !holds(value));
  if (wrong !== undefined) throw new Error(`${what} holds ${wrong}, which is not ${wanted}`);
  return values;
}

/** From sequences first, (b, t, …), to time first, (t, b, …). */
function inTime(values: readonly number[], size: number, steps: number): Float64Array {
  const width = values.length / (size * steps);
  return Float64Array.from(values, (_, at) => {
    const [t, b] = [Math.floor(at / (size * width)), Math.floor(at / width) % size];
    return values[(b * steps + t) * width + (at % width)] ?? Number.NaN;
  });
}

/** What was measured, in the form of the oracle's `expect`. */
export function toNet(network: Network, { steps, size }: Pick<Sequences, 'steps' | 'size'>, measured: Differentiation): NetDifferentiation {
  const { inputs, units, outputs } = network;
  const perStep = (values: ArrayLike<number>, width: number) =>
    nest([size, steps, width], (b = 0, t = 0, j = 0) => values[(t * size + b) * width + j] ?? Number.NaN);
  const perLayer = (series: Differentiation['states']) =>
    Object.fromEntries([...series].map(([name, values]) => [name, values.map((layer) => perStep(layer, units))]));
  const { parameters: parameterGradients, head: headGradients } = nameParameters(network, measured.parameterGradients);
  return {
    loss: measured.loss,
    output: perStep(measured.outputs, outputs),
    states: perLayer(measured.states),
    stateGradients: perLayer(measured.stateGradients),
    inputGradients: perStep(measured.inputGradients, inputs),
    parameterGradients,
    headGradients,
  };
}
