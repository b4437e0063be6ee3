import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../cell/builtin.ts';
import type { Cell } from '../cell/cell.ts';
import { cells } from '../cell/randomCells.test.helper.ts';
import type { LayerPlan, MapStage, Place, ProductStage, Ref, Stage } from './plan.ts';
import { planOf } from './planOf.ts';
import { type Phase, valueAt } from './values.ts';

const STEPS = 3;
/** What a product has left, whichever it was; what lies before the first step and behind the last. */
const [SUM, ZERO] = ['a sum', 'zero'] as const;
/** The value that was written last, or one of the above. */
type Tag = number | typeof SUM | typeof ZERO;

/** Walks all stages of a layer in their order and notes, row by row, which value lies there; says what finds another than it looks for. */
class Walk {
  readonly faults: string[] = [];
  private readonly frames: (Tag | undefined)[][];
  private readonly constants: (Tag | undefined)[] = [];
  private readonly layer: LayerPlan;

  constructor(layer: LayerPlan) {
    this.layer = layer;
    const border = (): Tag[] => Array.from({ length: layer.frame }, () => ZERO);
    this.frames = [border(), ...Array.from({ length: STEPS }, () => []), border()];
  }

  run(): readonly string[] {
    const { definitions, blame, input } = this.layer;
    const steps = Array.from({ length: STEPS }, (_, t) => t);
    this.phase('constant', 0);
    for (const t of steps) this.phase('before', t);
    for (const t of steps) this.phase('forward', t);
    const defined = this.tagsOf([...definitions.values()]);
    for (const t of steps.toReversed()) this.phase('backward', t);
    const blamed = this.tagsOf([...blame.values()]);
    for (const t of steps) this.phase('after', t);
    const whole = this.layer.stages.trace.length === 0;
    const given = this.tagsOf(input === null || !whole ? [] : [input]);
    for (const t of steps) this.phase('trace', t);
    this.expectKept('a definition', [...definitions.values()], defined);
    this.expectKept('blame', [...blame.values()], blamed);
    this.expectKept('∂L/∂x', input === null || !whole ? [] : [input], given);
    return this.faults;
  }

  private phase(phase: Phase, t: number): void {
    for (const stage of this.layer.stages[phase]) this.stage(stage, t, phase === 'constant');
  }

  private stage(stage: Stage, t: number, isConstant: boolean): void {
    if (stage.kind === 'map') this.map(stage, t, isConstant);
    else this.product(stage, t);
  }

  private map({ loads, stores, rows }: MapStage, t: number, isConstant: boolean): void {
    for (const { value, from } of loads) this.load(value, from, rows, t);
    const into = isConstant ? this.constants : this.frame(t);
    for (const { value, row } of stores) this.write(into, row, rows, value);
  }

  private product({ of, to, start, rows, columns, transposed }: ProductStage, t: number): void {
    const [depth, results] = transposed ? [rows, columns] : [columns, rows];
    if (of.kind === 'frame') this.expectThere('an operand', this.frame(t + of.step), of.row, depth);
    if (start.kind === 'add') this.expectThere('a start', this.frame(t), to, results);
    this.write(this.frame(t), to, results, SUM);
  }

  private load(value: number, from: Ref, rows: number, t: number): void {
    if (from.kind !== 'frame' && from.kind !== 'constant') return;
    const [tags, row] = from.kind === 'frame' ? [this.frame(t + from.step), from.row] : [this.constants, from.offset];
    const { op } = valueAt(this.layer.values, value);
    if (op === 'previous' || op === 'carried') this.expectThere(op, tags, row, rows);
    else for (let r = row; r < row + rows; r++) this.expectTag(`value ${value}`, tags[r], op === 'accumulate' ? SUM : value);
  }

  private expectTag(what: string, found: Tag | undefined, wanted: Tag): void {
    if (found !== wanted) this.faults.push(`${what} should be ${wanted} and is ${found}`);
  }

  private expectThere(what: string, tags: readonly (Tag | undefined)[], row: number, rows: number): void {
    for (let r = row; r < row + rows; r++) if (tags[r] === undefined) this.faults.push(`${what} in row ${r} was never written`);
  }

  private expectKept(what: string, places: readonly Place[], before: readonly unknown[]): void {
    this.tagsOf(places).forEach((tag, index) => {
      if (tag === undefined || tag !== before[index]) this.faults.push(`${what} was ${before[index]} and became ${tag}`);
    });
  }

  private write(tags: (Tag | undefined)[], row: number, rows: number, tag: Tag): void {
    for (let r = row; r < row + rows; r++) tags[r] = tag;
  }

  private frame(t: number): (Tag | undefined)[] {
    const frame = this.frames[t + 1];
    if (frame === undefined) throw new Error(`step ${t} has no frame`);
    return frame;
  }

  private tagsOf(places: readonly Place[]): (Tag | undefined)[] {
    const rows = places.flatMap(({ row, rows: count }) => Array.from({ length: count }, (_, r) => row + r));
    return Array.from({ length: STEPS }, (_, t) => rows.map((row) => this.frame(t)[row])).flat();
  }
}

function faultsOf(cell: Cell): string[] {
  const { layers } = planOf({ cell, inputs: 3, units: 2, layers: 2, outputs: 1, loss: 'mse' });
  return layers.flatMap((layer) => [...new Walk(layer).run()]);
}

describe('no two values that live at the same time lie in one place', () => {
  test.each(Object.keys(BUILTIN))('in the plan of %s', (name) => {
    expect(faultsOf(cellOf(name))).toEqual([]);
  });

  test('in the plan of any cell', () => {
    fc.assert(
      fc.property(cells, (cell) => {
        expect(faultsOf(cell)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('and a plan where they did would be found out', () => {
    const [layer] = planOf({ cell: cellOf('lstm'), inputs: 3, units: 2, layers: 1, outputs: 1, loss: 'mse' }).layers;
    const forward = layer?.stages.forward.map((stage) =>
      stage.kind === 'map' ? { ...stage, stores: stage.stores.map(({ value }, index) => ({ value, row: 2 * (index % 2) })) } : stage,
    );
    const broken = { ...layer, stages: { ...layer?.stages, forward } } as LayerPlan;
    expect(new Walk(broken).run()).not.toEqual([]);
  });
});
