import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { cells } from '../cell/randomCells.test.helper.ts';
import { planOf } from './planOf.ts';
import { printPlan } from './printPlan.ts';

test('the plan of the RNN reads as what is done', () => {
  const plan = planOf({ cell: cellOf('rnn'), inputs: 3, units: 4, layers: 1, outputs: 2, loss: 'mse' });
  expect(printPlan(plan)).toMatchInlineSnapshot(`
    "θ: 42 numbers: W at 0, U at 12, b at 28, V at 32, a at 40

    layer 1: a step's frame has 19 rows, one number per sequence in each
      0–3       h'
      4–7       ∂b
      8–11      ∂h'
      12–15     ∂h
      16–18     ∂x
    for all steps, before the forward loop:
      (h') ← [W] x + b   (4 × 3)
    forward loop, t = 1 … T:
      (h') ← [U] h'@t−1 onto it   (4 × 4)
      h' ← tanh(h')
    backward loop, t = T … 1:
      ∂h' ← (∂h@t+1 + ∂L/∂h')
      ∂b ← (∂h' * (1 - (h' * h')))
      (∂h) ← [U]ᵀ ∂b   (4 × 4)
    for all steps, for the trace alone:
      (∂x) ← [W]ᵀ ∂b   (4 × 3)
    gradients, summed over all steps and sequences:
      ∂[W] ← Σ (∂b) ⊗ x   (4 × 3)
      ∂[U] ← Σ (∂b) ⊗ h'@t−1   (4 × 4)
      ∂[b] ← Σ (∂b)

    head: y = V h' + a, V at θ[32], a at θ[40], h' in row 0 of the last layer"
  `);
});

test('the plan of the LSTM shows one product before the loop, one in it and one on the way back', () => {
  const text = printPlan(planOf({ cell: cellOf('lstm'), inputs: 3, units: 4, layers: 1, outputs: 2, loss: 'mse' }));
  expect(text).toContain('(i; f; g; o) ← [Wi; Wf; Wg; Wo] x + [bi; bf; bg; bo]   (16 × 3)');
  expect(text).toContain("(i; f; g; o) ← [Ui; Uf; Ug; Uo] h'@t−1 onto it   (16 × 4)");
  expect(text).toContain('(∂h) ← [Ui; Uf; Ug; Uo]ᵀ ∂bi   (16 × 4)');
});

test('every plan can be printed, and names all that it reads', () => {
  fc.assert(
    fc.property(cells, (cell) => {
      const text = printPlan(planOf({ cell, inputs: 3, units: 2, layers: 2, outputs: 1, loss: 'crossEntropy' }));
      expect(text).not.toMatch(/undefined|NaN|\[object|\?/);
      const introduced = new Set([...text.matchAll(/^ {2}(v\d+|constant\[\d+\]) ←/gm)].map(([, name]) => name));
      for (const [name] of text.matchAll(/\bv\d+\b|constant\[\d+\]/g)) expect(introduced).toContain(name);
    }),
    { numRuns: 100 },
  );
});
