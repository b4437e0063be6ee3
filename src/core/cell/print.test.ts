import { describe, expect, test } from 'vitest';
import { cellOf } from './builtin.ts';
import { formatNumber, type Leaf, printEquation, printNumbers } from './print.ts';
import { printBackward } from './printBackward.ts';

const printed = (source: string) => cellOf(source).equations.map(printEquation).join('\n');
const backward = (source: string) => printBackward(cellOf(source)).map(({ name, text }) => `${name} = ${text}`);

describe('an equation as text', () => {
  test.each([
    ["h' = tanh( W x+U h+b )", "h' = tanh(W x + U h + b)"],
    ["h' = ((W (x)) * (a * (b))) - (c - d)", "h' = W x * (a * b) - (c - d)"],
    ["h' = σ(W x) ∘ h − −b / 2.50", "h' = sigmoid(W x) * h - -b / 2.5"],
    ["h' = W (x + x) - -(b * b) + W -(x)", null],
    ["h' = U (V (W x)) + max((b), min(b, 1e-7))", "h' = U V W x + max(b, min(b, 1e-7))"],
  ])('%s', (source, expected) => {
    if (expected === null) expect(() => printed(source)).toThrow('nothing to multiply');
    else expect(printed(source)).toBe(expected);
  });
});

describe('an equation with its numbers', () => {
  const numbers = (source: string, value: (leaf: Leaf) => number) =>
    printNumbers(cellOf(source).equations[0]?.expression ?? expect.fail(), value);
  const values: Record<string, number> = { W: 0.21, U: -0.55, b: 0.03, h: -0.5 };
  const valueOf = (leaf: Leaf) => values[leaf.kind === 'product' ? leaf.matrix : leaf.kind === 'name' ? leaf.name : ''] ?? Number.NaN;

  test.each([
    ["h' = tanh(W x + U h + b)", 'tanh(0.21 − 0.55 + 0.03)'],
    ["h' = W x - U h", '0.21 + 0.55'],
    ["h' = W x * h - h * b", '0.21 * (−0.50) + 0.50 * 0.03'],
    ["h' = -h + W x * (1 - h)", '−(−0.50) + 0.21 * (1 + 0.50)'],
    ["h' = W x + q", '0.21 + not a number'],
  ])('%s', (source, expected) => expect(numbers(source, valueOf)).toBe(expected));

  test.each([
    [0, '0'],
    [-0.3, '−0.30'],
    [1.2e-7, '1.2e−7'],
    [-0.004, '−4.0e−3'],
    [123456, '1.2e5'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('%d is written %s', (value, expected) => expect(formatNumber(value)).toBe(expected));
});

describe('the derived backward pass as equations', () => {
  test('of a tanh RNN', () => {
    expect(backward('rnn')).toEqual([
      "∂h' = ∂⁺h'",
      "δh' = ∂h' * (1 - h' * h')",
      "∂h = Uᵀ δh'",
      "∂x = Wᵀ δh'",
      "∂b = δh'",
      "∂W = δh' ⊗ x",
      "∂U = δh' ⊗ h",
    ]);
  });

  test('of an LSTM: the carry path, and the blame of c with what h adds', () => {
    expect(backward('lstm')).toEqual(
      expect.arrayContaining([
        "∂c' = ∂⁺c' + ∂h' * o * (1 - tanh(c') * tanh(c'))",
        "∂f = ∂c' * c",
        'δf = ∂f * f * (1 - f)',
        "∂c = ∂c' * f",
        '∂h = Uoᵀ δo + Ugᵀ δg + Ufᵀ δf + Uiᵀ δi',
      ]),
    );
  });

  test('of a GRU, with what the update gate chooses between drawn together', () => {
    expect(backward('gru')).toEqual(
      expect.arrayContaining(["∂z = ∂h' * (h - n)", "∂h = ∂h' * z + Unᵀ δn₂ + Urᵀ δr + Uzᵀ δz", '∂cn = δn₂']),
    );
  });

  test('of a matrix that is used twice on one operand: one product', () => {
    expect(backward("a = tanh(U h)\nh' = W x + a * U h")).toEqual(
      expect.arrayContaining(["δh' = ∂h' * a + ∂a * (1 - a * a)", "∂h = Uᵀ δh'", "∂U = δh' ⊗ h"]),
    );
    expect(backward("h' = W x + U h + U h")).toEqual(expect.arrayContaining(["∂U = δh' ⊗ h", "δh' = 2 * ∂h'"]));
  });
});
