import type { LayerPlan } from '../../core/plan/plan.ts';
import { LEAST_TEXT } from './reduce.ts';
import type { Pointer, Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { block, type Lines, u } from './wgsl.ts';

/** Of blame (x) and of what is handed back (y): largest magnitudes and Σ (v/largest)², by sequence and lane; and by sequence what to divide by and to multiply with. */
export const boostDeclared = ({ lanes, sequences }: Shape): Lines => [
  `var<workgroup> allMost : array<vec2<f32>, ${lanes * sequences}>;`,
  `var<workgroup> allSquares : array<vec2<f32>, ${lanes * sequences}>;`,
  `var<workgroup> raise : array<vec2<f32>, ${sequences}>;`,
];

/** Multiplications for each sequence at each step, about. */
export const boostWork = ({ blame, carry }: LayerPlan, units: number): number => units * (8 * blame.size + 14 * carry.size);

/**
 * Before a step: what the step after hands back, brought up, where it is smaller, to the norm of the blame at the last step
 * that has any, sequence by sequence, and left in `boosted`. Norms are taken relative to the largest entry, so that no
 * square vanishes, and what is raised is divided by that first: the factor itself may be beyond float32. `isShared` says
 * whether lanes read one another's rows of it.
 */
export function boostLines(scope: Scope, layer: number, isShared: boolean): Lines {
  const barrier = isShared ? ['storageBarrier();'] : [];
  return [
    ...partLines(scope, layer),
    ...mergeLines(scope.shape),
    'workgroupBarrier();',
    ...factorLines(scope),
    'workgroupBarrier();',
    ...barrier,
    ...raiseLines(scope, layer),
    ...barrier,
  ];
}

const eachSequence = ({ shape }: Scope, body: Lines): Lines => block(`for (var s = 0u; s < ${u(shape.sequences)}; s++)`, body);

/** The rows that are the lane's own. */
const eachRow = ({ plan, shape }: Scope, body: Lines): Lines => {
  const units = u(plan.network.units);
  return block(`for (var i = lane; i < ${units}; i += ${u(shape.lanes)})`, [`let e = (b0 + s) * ${units} + i;`, ...body]);
};

/** Each lane's share of the norms. */
function partLines(scope: Scope, layer: number): Lines {
  const { blame, carry } = scope.layer(layer);
  const later = (row: number): Pointer => scope.later(layer, row, scope.plan.network.units);
  const entries = [
    ...[...blame.values()].map(({ row }) => ({ part: 'x', at: later(row) })),
    ...[...carry.values()].map(({ row }) => ({ part: 'y', at: later(row) })),
  ];
  return eachSequence(scope, [
    `var most = vec2<f32>(${LEAST_TEXT}, ${LEAST_TEXT});`,
    ...eachRow(
      scope,
      entries.map(({ part, at }) => `most.${part} = max(most.${part}, abs(result[${at.name} + e]));`),
    ),
    'var squares = vec2<f32>(0.0, 0.0);',
    ...eachRow(
      scope,
      entries.flatMap(({ part, at }, k) => [`let q${k} = result[${at.name} + e] / most.${part};`, `squares.${part} += q${k} * q${k};`]),
    ),
    `let own = s * ${u(scope.shape.lanes)} + lane;`,
    'allMost[own] = most;',
    'allSquares[own] = squares;',
  ]);
}

/** The lanes' shares, brought together in half as many lanes again and again. */
function mergeLines({ lanes, sequences }: Shape): Lines {
  const half = 2 ** Math.ceil(Math.log2(lanes)) / 2;
  return block(`for (var reach = ${u(half)}; reach > 0u; reach /= 2u)`, [
    'workgroupBarrier();',
    ...block(`if (lane < reach && lane + reach < ${u(lanes)})`, [
      ...block(`for (var s = 0u; s < ${u(sequences)}; s++)`, [
        `let own = s * ${u(lanes)} + lane;`,
        'let most = max(allMost[own], allMost[own + reach]);',
        'let p = allMost[own] / most;',
        'let q = allMost[own + reach] / most;',
        'allSquares[own] = allSquares[own] * p * p + allSquares[own + reach] * q * q;',
        'allMost[own] = most;',
      ]),
    ]),
  ]);
}

/** Each lane takes sequences: the norm that is the measure, noted where none was before, and what brings the other up to it. */
function factorLines(scope: Scope): Lines {
  const { lanes, sequences } = scope.shape;
  return block(`for (var s = lane; s < ${u(sequences)}; s += ${u(lanes)})`, [
    `let most = allMost[s * ${u(lanes)}];`,
    `let root = sqrt(allSquares[s * ${u(lanes)}]);`,
    `let at = ${scope.uniform('norms')} + b0 + s;`,
    `var wanted = select(result[at], 0.0, t + 1u == ${scope.uniform('steps')});`,
    'if (wanted == 0.0) { wanted = most.x * root.x; }',
    'result[at] = wanted;',
    'let isSmaller = root.y > 0.0 && most.y * root.y < wanted;',
    'raise[s] = select(vec2<f32>(1.0, 1.0), vec2<f32>(most.y, wanted / root.y), isSmaller);',
  ]);
}

function raiseLines(scope: Scope, layer: number): Lines {
  const { units } = scope.plan.network;
  const { carry } = scope.layer(layer);
  const lines = [...carry.values()].map(({ row }) => {
    const [from, to] = [scope.later(layer, row, units).name, scope.boosted(row, units).name];
    return `result[${to} + e] = result[${from} + e] / raise[s].x * raise[s].y;`;
  });
  return eachSequence(scope, eachRow(scope, lines));
}
