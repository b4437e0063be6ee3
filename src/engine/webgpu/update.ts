import type { OptimizerName } from '../../core/choices.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { BITS, LEAST_TEXT, mergeLines, perLane, placeLine, REPORTED, strided } from './reduce.ts';
import { Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { block, type Kernel, type Lines, u } from './wgsl.ts';

/** The updates of `oracle/optimizers.ts`; `rate` and `root` hold the corrections of Adam's moments by their age. */
const UPDATES: Readonly<Record<OptimizerName, (scope: Scope) => Lines>> = {
  sgd: () => ['let changed = old - rate * g;'],
  momentum: (scope) => [
    `let m = result[${scope.uniform('moment0')} + i] * 0.9 + g;`,
    `result[${scope.uniform('nextMoment0')} + i] = m;`,
    'let changed = old - rate * m;',
  ],
  rmsprop: (scope) => [
    `let v = result[${scope.uniform('moment0')} + i] * 0.99 + (g * g) * ${Math.fround(1 - 0.99)};`,
    `result[${scope.uniform('nextMoment0')} + i] = v;`,
    `let changed = old - (g * rate) / (sqrt(v) + ${scope.float('epsilon')});`,
  ],
  adam: (scope) => [
    `let m = result[${scope.uniform('moment0')} + i] * 0.9 + g * ${Math.fround(1 - 0.9)};`,
    `let v = result[${scope.uniform('moment1')} + i] * 0.999 + (g * g) * ${Math.fround(1 - 0.999)};`,
    `result[${scope.uniform('nextMoment0')} + i] = m;`,
    `result[${scope.uniform('nextMoment1')} + i] = v;`,
    `let changed = old - (m * rate) / (sqrt(v) * ${scope.float('root')} + ${scope.float('epsilon')});`,
  ],
};

/** g · min(1, clip/‖g‖) and the optimiser's update into another place of θ, of whose share each workgroup reports max |θ|. */
export function updateKernel(plan: Plan, shape: Shape, optimizer: OptimizerName): Kernel {
  const scope = new Scope(plan, shape);
  const body = [
    placeLine(shape),
    ...factorLines(scope),
    'var bits = 0u;',
    ...strided(shape, u(plan.parameters), changeLines(scope, optimizer)),
    'allBits[lane] = bits;',
    'workgroupBarrier();',
    ...block('if (lane == 0u)', [
      ...block(`for (var k = 1u; k < ${u(shape.reduce.lanes)}; k++)`, ['bits = max(bits, allBits[k]);']),
      `result[${scope.uniform('report')} + workgroupId.x * ${u(REPORTED)} + 3u] = bitcast<f32>(bits);`,
    ]),
  ];
  return scope.kernel(`clipping and ${optimizer}`, shape.reduce.lanes, [...BITS, perLane('allBits', 'u32', shape), ''], body);
}

/** Every invocation takes the norm from what the workgroups before reported. */
function factorLines(scope: Scope): Lines {
  const report = scope.uniform('report');
  const clip = scope.float('clip');
  const reported = (offset: number) => (k: string) => `result[${report} + ${k} * ${u(REPORTED)} + ${u(offset)}]`;
  return [
    ...mergeLines(reported(0), reported(1), u(scope.shape.reduce.groups)),
    'let norm = scale * sqrt(total);',
    `let factor = select(1.0, min(1.0, ${clip} / max(norm, ${LEAST_TEXT})), ${clip} > 0.0);`,
  ];
}

function changeLines(scope: Scope, optimizer: OptimizerName): Lines {
  scope.float('rate');
  return [
    `let g = result[${scope.uniform('gradient')} + i] * factor;`,
    `let old = result[${scope.uniform('theta')} + i];`,
    ...UPDATES[optimizer](scope),
    `result[${scope.uniform('nextTheta')} + i] = changed;`,
    'bits = max(bits, bitsOf(changed));',
  ];
}
