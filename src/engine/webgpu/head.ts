import type { Plan } from '../../core/plan/plan.ts';
import { stepKernel } from './loop.ts';
import { type Product, productLines } from './products.ts';
import { Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { block, type Kernel, type Lines, sum, times, u } from './wgsl.ts';

/**
 * The head at every step: y = V h + a, each sequence's share of the loss, ∂L/∂y and ∂L/∂h = Vᵀ ∂L/∂y. At steps that are
 * not scored the latter two are zero, and y is left out unless `everywhere` is 1.
 */
export function headKernel(plan: Plan, shape: Shape): Kernel {
  const scope = new Scope(plan, shape);
  const body = [
    `let live = ${scope.uniform('everywhere')} != 0u || result[${scope.uniform('scored')} + t] != 0.0;`,
    `let outputs = select(0u, ${u(plan.network.outputs)}, live);`,
    ...productLines(scope, answers(scope)),
    'storageBarrier();',
    ...lossLines(scope),
    'storageBarrier();',
    ...productLines(scope, blame(scope)),
  ];
  return stepKernel('head and loss', scope, body, 'up');
}

function answers(scope: Scope): Product {
  const { head, network, layers } = scope.plan;
  return {
    results: [scope.region('answers', network.outputs)],
    width: network.outputs,
    operands: [scope.row(layers.length - 1, head.h, network.units)],
    depth: network.units,
    onto: { kind: 'bias', from: [scope.at(0, { kind: 'parameter', offset: head.a }, 0) ?? { name: '', stride: 0 }] },
    weight: (_v, _d, i) => sum(scope.uniform('theta'), u(head.V), times(i, u(network.units))),
    stride: '1u',
    limits: { width: 'outputs', depth: u(network.units) },
  };
}

function blame(scope: Scope): Product {
  const { head, network } = scope.plan;
  return {
    results: [scope.region('outside', network.units)],
    width: network.units,
    operands: [scope.region('blame', network.outputs)],
    depth: network.outputs,
    onto: { kind: 'zero' },
    weight: (_v, _d, i) => sum(scope.uniform('theta'), u(head.V), i),
    stride: u(network.units),
    limits: { width: u(network.units), depth: 'outputs' },
  };
}

/** Each lane takes sequences: their share of the loss and ∂L/∂y. */
function lossLines(scope: Scope): Lines {
  const { network } = scope.plan;
  const { lanes, sequences } = scope.shape;
  const outputs = u(network.outputs);
  return block(`for (var s = lane; s < ${u(sequences)}; s += ${u(lanes)})`, [
    `let row = t * ${scope.uniform('size')} + b0 + s;`,
    `let weight = result[${scope.uniform('weights')} + row];`,
    `let answer = ${scope.uniform('answers')} + row * ${outputs};`,
    `let g = ${scope.uniform('blame')} + row * ${outputs};`,
    'var loss = 0.0;',
    ...block(`for (var o = outputs; o < ${outputs}; o++)`, ['result[g + o] = 0.0;']),
    ...(network.loss === 'mse' ? meanSquaredError(scope, outputs) : crossEntropy(scope, outputs)),
    `result[${scope.uniform('losses')} + row] = loss;`,
  ]);
}

/** w · mean_o (y − ŷ)² and 2 w (ŷ − y)/O */
function meanSquaredError(scope: Scope, outputs: string): Lines {
  const count = `${scope.plan.network.outputs}.0`;
  return [
    `let target_ = ${scope.uniform('y')} + row * ${outputs};`,
    ...block('for (var o = 0u; o < outputs; o++)', [
      'let off = result[answer + o] - result[target_ + o];',
      `result[g + o] = weight * off * (2.0 / ${count});`,
      'loss += off * off;',
    ]),
    `loss *= weight / ${count};`,
  ];
}

/** −w ln softmax(ŷ)_class, with the largest ŷ subtracted first, and w (softmax(ŷ) − onehot); the other classes are summed by themselves, so that a nearly certain one loses no digits. */
function crossEntropy(scope: Scope, outputs: string): Lines {
  return [
    `let class_ = u32(result[${scope.uniform('y')} + row]);`,
    'var most = result[answer];',
    ...block('for (var o = 1u; o < outputs; o++)', ['most = max(most, result[answer + o]);']),
    'var rest = 0.0;',
    ...block('for (var o = 0u; o < outputs; o++)', ['rest += select(exp(result[answer + o] - most), 0.0, o == class_);']),
    'let chosen = result[answer + class_] - most;',
    'let total = rest + exp(chosen);',
    ...block(`if (outputs == ${outputs})`, [
      // ln(1 + r) from its series where 1 + r would round r away.
      'let near = select(log(1.0 + rest), rest * (1.0 - rest * (0.5 - rest * (0.33333334 - rest * 0.25))), rest < 0.02);',
      'loss = weight * select(log(total) - chosen, near, chosen == 0.0);',
      ...block('for (var o = 0u; o < outputs; o++)', [
        'result[g + o] = weight * select(exp(result[answer + o] - most), -rest, o == class_) / total;',
      ]),
    ]),
  ];
}
