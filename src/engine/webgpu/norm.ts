import type { Plan } from '../../core/plan/plan.ts';
import { stillIn } from '../../core/plan/still.ts';
import { BITS, LEAST_TEXT, mergeLines, perLane, placeLine, REPORTED, strided } from './reduce.ts';
import { Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { block, type Kernel, type Lines, literal, u } from './wgsl.ts';

/** Adds up the parts of the gradient and intervenes in it; each workgroup reports of its share max |g|, Σ (g/max)² and the sum of the loss. */
export function normKernel(plan: Plan, shape: Shape): Kernel {
  const scope = new Scope(plan, shape);
  const body = [
    placeLine(shape),
    ...gradientLines(scope),
    ...lossLines(scope),
    'allMost[lane] = bitcast<f32>(bits);',
    'allSquares[lane] = squares;',
    'allLosses[lane] = loss;',
    'workgroupBarrier();',
    ...block('if (lane == 0u)', reportLines(scope)),
  ];
  const lanes = ['allMost', 'allSquares', 'allLosses'].map((name) => perLane(name, 'f32', shape));
  return scope.kernel('gradient norm', shape.reduce.lanes, [...BITS, ...lanes, ''], body);
}

function gradientLines(scope: Scope): Lines {
  const { plan, shape } = scope;
  const [parts, into, distance, gradient] = ['parts', 'into', 'distance', 'gradient'].map((name) => scope.uniform(name));
  return [
    'var bits = 0u;',
    ...strided(shape, u(plan.parameters), [
      `var g = result[${into} + i];`,
      ...block(`for (var k = 1u; k < ${parts}; k++)`, [`g += result[${into} + k * ${distance} + i];`]),
      ...interventionLines(plan),
      `result[${gradient} + i] = g;`,
      'bits = max(bits, bitsOf(g));',
    ]),
    `let most = max(bitcast<f32>(bits), ${LEAST_TEXT});`,
    'var squares = 0.0;',
    ...strided(shape, u(plan.parameters), [`let q = result[${gradient} + i] / most;`, 'squares += q * q;']),
  ];
}

/** The gradient becomes the one that learning gets; `clamp` would let NaN and infinity pass for numbers. */
function interventionLines(plan: Plan): Lines {
  const { clipValue = 0 } = plan.network.interventions ?? {};
  const limit = literal(clipValue);
  return [
    ...stillIn(plan).map(({ from, length }) => `if (i >= ${u(from)} && i < ${u(from + length)}) { g = 0.0; }`),
    ...(clipValue > 0 ? [`if (bitsOf(g) < 0x7f800000u) { g = clamp(g, -${limit}, ${limit}); }`] : []),
  ];
}

function lossLines(scope: Scope): Lines {
  const count = `${scope.uniform('steps')} * ${scope.uniform('size')}`;
  return ['var loss = 0.0;', ...strided(scope.shape, count, [`loss += result[${scope.uniform('losses')} + i];`])];
}

function reportLines(scope: Scope): Lines {
  const lanes = u(scope.shape.reduce.lanes);
  return [
    ...mergeLines(
      (i) => `allMost[${i}]`,
      (i) => `allSquares[${i}]`,
      lanes,
    ),
    'var sum = 0.0;',
    ...block(`for (var k = 0u; k < ${lanes}; k++)`, ['sum += allLosses[k];']),
    `let at = ${scope.uniform('report')} + workgroupId.x * ${u(REPORTED)};`,
    'result[at] = bitcast<f32>(largest);',
    'result[at + 1u] = total;',
    'result[at + 2u] = sum;',
  ];
}
