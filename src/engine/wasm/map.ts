import type { LayerPlan, MapStage, Ref } from '../../core/plan/plan.ts';
import { type Value, type ValueId, valueAt } from '../../core/plan/values.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local } from './body.ts';
import { binaryOf, flushed, unaryOf } from './functions.ts';
import { i32, v128 } from './opcodes.ts';

/**
 * Where one step of a layer stands, as addresses: the frame of the step *before* it, whose first rows and those of the
 * next frame the forward pass wrote; the frame in which the backward pass writes the other rows of this step, and the one
 * in which it wrote those of the step after; x, ∂L/∂h from outside, and θ.
 */
export const STEP = { frame: 'i32', back: 'i32', next: 'i32', x: 'i32', outside: 'i32', theta: 'i32' } as const;
export type StepFunction = ModuleFunction<typeof STEP, 'void'>;

/** What the code of a layer holds as numbers: bytes of a frame, its rows of the forward pass, sequences in a row, where its constants lie. */
export interface LayerSizes {
  readonly frameBytes: number;
  readonly kept: number;
  readonly columns: number;
  /** Address. */
  readonly constants: number;
}

export type StepPointers = { readonly [K in keyof typeof STEP]: Local<'i32'> };

/** The pointer and the bytes behind it at which a row stands. */
export function rowAt({ frameBytes, kept, columns }: LayerSizes, { frame, back, next }: StepPointers, row: number, step: -1 | 0 | 1 = 0) {
  const offset = 4 * row * columns;
  if (row < kept) return { pointer: frame, offset: offset + (step + 1) * frameBytes };
  if (step === -1) throw new Error(`row ${row} is of the backward pass, which never looks at the step before`);
  return { pointer: step === 0 ? back : next, offset };
}

/** One element-wise stage of a layer as a function of one step: vectors of sequences, row by row. */
export function defineMap(module: Module, name: string, layer: LayerPlan, stage: MapStage, sizes: LayerSizes): StepFunction {
  return module.define(name, STEP, (f, step) => {
    if (stage.loads.some(({ from }) => isPerUnit(from))) emitByRows(f, layer, stage, sizes, step);
    else emitVectors(f, layer, stage, sizes, step, (stage.rows * sizes.columns) / 4, () => null);
  });
}

const isPerUnit = ({ kind }: Ref): boolean => kind === 'parameter' || kind === 'constant';

/** Parameters and constants are one number a row: they are spread before the row's sequences are gone through. */
function emitByRows(f: Body, layer: LayerPlan, stage: MapStage, sizes: LayerSizes, step: StepPointers): void {
  const parameter = f.value(i32.add(step.theta, 0));
  const constant = f.value(i32.const(sizes.constants));
  f.repeat(stage.rows, () => {
    const spread = new Map<ValueId, Local<'v128'>>();
    for (const { value, from } of stage.loads) {
      if (from.kind === 'parameter') spread.set(value, f.value(v128.load32_splat(parameter, 4 * from.offset)));
      if (from.kind === 'constant') spread.set(value, f.value(v128.load32_splat(constant, 4 * from.offset)));
    }
    emitVectors(f, layer, stage, sizes, step, sizes.columns / 4, (id) => spread.get(id) ?? null);
    f.advance(parameter, 4);
    f.advance(constant, 4);
  });
}

/** Goes through so many vectors and moves the pointers behind them. */
function emitVectors(
  f: Body,
  layer: LayerPlan,
  stage: MapStage,
  sizes: LayerSizes,
  step: StepPointers,
  count: number,
  spread: (id: ValueId) => Local<'v128'> | null,
): void {
  f.repeat(count, () => {
    const values = new Map<ValueId, Local<'v128'>>();
    for (const { value, from } of stage.loads) values.set(value, spread(value) ?? f.value(loadOf(from, sizes, step)));
    computeInto(f, layer, stage, values);
    for (const { value, row } of stage.stores) {
      const { pointer, offset } = rowAt(sizes, step, row);
      const stored = known(values, value);
      f.store(pointer, row < sizes.kept ? stored : flushed(f, stored), offset);
    }
    for (const pointer of pointersOf(stage, sizes, step)) f.advance(pointer, 16);
  });
}

/** The pointers that a stage moves. */
function pointersOf({ loads, stores }: MapStage, sizes: LayerSizes, step: StepPointers): Set<Local<'i32'>> {
  const pointers = new Set(stores.map(({ row }) => rowAt(sizes, step, row).pointer));
  for (const { from } of loads) {
    if (from.kind === 'frame') pointers.add(rowAt(sizes, step, from.row, from.step).pointer);
    if (from.kind === 'x' || from.kind === 'outside') pointers.add(step[from.kind]);
  }
  return pointers;
}

function loadOf(from: Ref, sizes: LayerSizes, step: StepPointers) {
  switch (from.kind) {
    case 'frame': {
      const { pointer, offset } = rowAt(sizes, step, from.row, from.step);
      return v128.load(pointer, offset);
    }
    case 'x':
    case 'outside':
      return v128.load(step[from.kind]);
    default:
      throw new Error(`a ${from.kind} is no row of a step`);
  }
}

/** A stage over constants: vectors of units, from θ and from other constants. */
export function defineConstants(module: Module, name: string, layer: LayerPlan, stage: MapStage, sizes: LayerSizes) {
  return module.define(name, { theta: 'i32' }, (f, { theta }) => {
    const constant = f.value(i32.const(sizes.constants));
    f.repeat(Math.ceil(stage.rows / 4), () => {
      const values = new Map<ValueId, Local<'v128'>>();
      for (const { value, from } of stage.loads) {
        if (from.kind !== 'parameter' && from.kind !== 'constant') throw new Error(`a constant reads a ${from.kind}`);
        values.set(value, f.value(v128.load(from.kind === 'parameter' ? theta : constant, 4 * from.offset)));
      }
      computeInto(f, layer, stage, values);
      for (const { value, row } of stage.stores) f.store(constant, known(values, value), 4 * row);
      f.advance(theta, 16);
      f.advance(constant, 16);
    });
  });
}

function computeInto(f: Body, layer: LayerPlan, { compute, stores }: MapStage, values: Map<ValueId, Local<'v128'>>): void {
  const operand = (id: ValueId): Local<'v128'> => {
    const known = values.get(id);
    if (known !== undefined) return known;
    const value = valueAt(layer.values, id);
    if (value.op !== 'number') throw new Error(`value ${id} is read before it is computed`);
    const made = f.constant(value.value);
    values.set(id, made);
    return made;
  };
  for (const id of compute) values.set(id, computed(f, valueAt(layer.values, id), operand));
  for (const { value } of stores) operand(value);
}

function computed(f: Body, value: Value, operand: (id: ValueId) => Local<'v128'>): Local<'v128'> {
  switch (value.op) {
    case 'copy':
      return operand(value.of);
    case 'unary':
      return f.value(unaryOf(value.function, f, operand(value.of)));
    case 'binary':
      return f.value(binaryOf(value.function, f, operand(value.left), operand(value.right)));
    default:
      throw new Error(`${value.op} is not computed element by element`);
  }
}

function known(values: ReadonlyMap<ValueId, Local<'v128'>>, id: ValueId): Local<'v128'> {
  const value = values.get(id);
  if (value === undefined) throw new Error(`value ${id} is stored before it is computed`);
  return value;
}
