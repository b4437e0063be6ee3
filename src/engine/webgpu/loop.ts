import type { Plan, Ref, Stage } from '../../core/plan/plan.ts';
import { boostDeclared, boostLines } from './boost.ts';
import { constantLines, mapLines, writtenBy } from './maps.ts';
import { type Packed, productLines, stageProduct } from './products.ts';
import { Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { block, type Kernel, type Lines, range, u } from './wgsl.ts';

/** Steps in their order, or from the last to the first. */
export type Direction = 'up' | 'down';

/**
 * A kernel that carries groups of sequences through stages of a layer, step by step from `begin` to before `end`.
 * Steps may be split in parts of `span`, a workgroup for each part and group, where they do not wait for each other.
 */
export function loopKernel(
  title: string,
  plan: Plan,
  shape: Shape,
  layer: number,
  stages: readonly Stage[],
  up: Direction,
  packed: Packed,
): Kernel {
  const scope = new Scope(plan, shape);
  const needs = barriersOf(stages);
  const body = stages.flatMap((stage, index) => [
    ...(needs[index] === true ? ['storageBarrier();'] : []),
    ...(stage.kind === 'map' ? mapLines(scope, layer, stage) : productLines(scope, stageProduct(scope, layer, stage, packed))),
  ]);
  if (!isRaised(plan, stages)) return stepKernel(title, scope, body, up);
  const isShared = stages.some((stage) => stage.kind === 'product' && isAfter(stage.of));
  return stepKernel(title, scope, [...boostLines(scope, layer, isShared), ...body], up, boostDeclared(shape));
}

/** Whether stages read what the step after hands back, and that is raised on its way: they go from the last step to the first then. */
export const isRaised = (plan: Plan, stages: readonly Stage[]): boolean =>
  plan.network.interventions?.boost === true &&
  stages.some((stage) => (stage.kind === 'product' ? isAfter(stage.of) : stage.loads.some(({ from }) => isAfter(from))));

const isAfter = (ref: Ref): boolean => ref.kind === 'frame' && ref.step === 1;

/** A kernel around what is done at step t for the sequences from b0, which may use what is `declared`. */
export function stepKernel(title: string, scope: Scope, body: Lines, up: Direction, declared: Lines = []): Kernel {
  const [begin, end, span, groups] = ['begin', 'end', 'span', 'groups'].map((name) => scope.uniform(name));
  const { lanes, sequences } = scope.shape;
  return scope.kernel(
    title,
    lanes,
    ['var<workgroup> job : u32;', ...declared, ''],
    [
      // Barriers must stand in uniform control flow, and what passes through workgroupUniformLoad is known to be uniform.
      'if (lane == 0u) { job = workgroupId.x; }',
      'let place = workgroupUniformLoad(&job);',
      `let b0 = (place % ${groups}) * ${u(sequences)};`,
      `let first = ${begin} + (place / ${groups}) * ${span};`,
      `let last = min(first + ${span}, ${end});`,
      ...block('for (var n = first; n < last; n++)', [
        `let t = ${up === 'up' ? 'n' : 'last - 1u - (n - first)'};`,
        ...scope.pointed(),
        ...body,
      ]),
    ],
  );
}

/**
 * Which stages begin with a barrier: products that read rows that other lanes may have written since the last one. Lanes
 * own the same rows of every value, so element-wise work and what a product adds onto never wait.
 */
export function barriersOf(stages: readonly Stage[]): boolean[] {
  const written = stages.flatMap((stage) => writtenIn(stage));
  let pending = new Set(written);
  return stages.map((stage) => {
    const waits = readIn(stage).some((row) => pending.has(row));
    if (waits) pending = new Set();
    for (const row of writtenIn(stage)) pending.add(row);
    return waits;
  });
}

function writtenIn(stage: Stage): number[] {
  if (stage.kind === 'map') return writtenBy(stage);
  return range(stage.transposed ? stage.columns : stage.rows).map((k) => stage.to + k);
}

/** Rows of the frame, of whichever step, that a product reads across lanes. */
function readIn(stage: Stage): number[] {
  if (stage.kind === 'map' || stage.of.kind !== 'frame') return [];
  const { row } = stage.of;
  return range(stage.transposed ? stage.rows : stage.columns).map((k) => row + k);
}

/** A kernel of one workgroup that computes a layer's constants from θ. */
export function constantKernel(title: string, plan: Plan, shape: Shape, layer: number): Kernel {
  const scope = new Scope(plan, shape);
  const lines = scope.layer(layer).stages.constant.flatMap((stage) => {
    if (stage.kind !== 'map') throw new Error('constants hold no products');
    return constantLines(scope, layer, stage);
  });
  return scope.kernel(title, shape.lanes, [], [...scope.pointed(), ...lines]);
}
