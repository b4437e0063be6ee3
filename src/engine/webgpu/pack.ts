import type { Plan, ProductStage } from '../../core/plan/plan.ts';
import { type Packed, packKey } from './products.ts';
import { Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { block, type Kernel, u } from './wgsl.ts';

/** Matrices that are multiplied row by row, with where their transposed copies lie. */
export interface Packing {
  readonly packed: Packed;
  readonly kernel: Kernel | null;
  /** Numbers in all copies. */
  readonly length: number;
}

/** Copies, where the shape wants them, that let neighbouring lanes read neighbouring rows' weights. */
export function packingOf(plan: Plan, shape: Shape): Packing {
  const packed = new Map<string, number>();
  if (!shape.packed) return { packed, kernel: null, length: 0 };
  const stages: ProductStage[] = [];
  let length = 0;
  for (const stage of plan.layers.flatMap(({ stages: { before, forward } }) => [...before, ...forward])) {
    if (stage.kind !== 'product' || stage.transposed || packed.has(packKey(stage))) continue;
    packed.set(packKey(stage), length);
    stages.push(stage);
    length += stage.rows * stage.columns;
  }
  return { packed, kernel: stages.length === 0 ? null : packKernel(plan, shape, stages, packed), length };
}

function packKernel(plan: Plan, shape: Shape, stages: readonly ProductStage[], packed: Packed): Kernel {
  const scope = new Scope(plan, shape);
  const { lanes, groups } = shape.reduce;
  const [theta, pack] = [scope.uniform('theta'), scope.uniform('pack')];
  const lines = stages.flatMap((stage) => {
    const { rows, columns, matrix } = stage;
    return block(`for (var i = place; i < ${u(rows * columns)}; i += ${u(lanes * groups)})`, [
      `result[${pack} + ${u(packed.get(packKey(stage)) ?? 0)} + i] = result[${theta} + ${u(matrix)} + (i % ${u(rows)}) * ${u(columns)} + i / ${u(rows)}];`,
    ]);
  });
  return scope.kernel('matrices, transposed', lanes, [], [`let place = workgroupId.x * ${u(lanes)} + lane;`, ...lines]);
}
