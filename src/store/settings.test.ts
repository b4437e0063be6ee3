import { describe, expect, test } from 'vitest';
import { makeExperiment } from '../core/experiment.ts';
import { DEFAULT_VIEW } from '../core/view.ts';
import { fitted, merged } from './settings.ts';

describe('a change', () => {
  const exact = makeExperiment({ exact: true });

  test('to the same bits everywhere takes WASM, whatever ran before', () => {
    const webgl = makeExperiment({ backend: 'webgl' });
    expect(makeExperiment(merged(webgl, { exact: true }))).toEqual(exact);
    expect(makeExperiment(merged(exact, { exact: false, backend: null }))).toEqual(makeExperiment());
  });

  test('of the backend gives the same bits everywhere up, unless it is to WASM', () => {
    expect(makeExperiment(merged(exact, { backend: 'cpu' }))).toEqual(makeExperiment({ backend: 'cpu' }));
    expect(makeExperiment(merged(exact, { backend: null }))).toEqual(makeExperiment());
    expect(makeExperiment(merged(exact, { backend: 'wasm' }))).toEqual(exact);
  });

  test('of anything else keeps them', () => {
    expect(makeExperiment(merged(exact, { seed: 3, options: { length: 9 } }))).toEqual(
      makeExperiment({ exact: true, seed: 3, options: { length: 9 } }),
    );
  });
});

test('with another cell what it has no quantity for is closed, and the laboratory stays open', () => {
  const open = ['laboratory', 'triangle', 'gate:f', 'gate:z', 'spectrum:Uf', 'blame-matrix'];
  const view = { ...DEFAULT_VIEW, state: 'c', norm: 'c', open };
  const next = fitted(view, makeExperiment({ cell: 'lstm' }), makeExperiment({ cell: 'gru' }));
  expect(next).toMatchObject({ state: 'h', norm: 'all', open: ['laboratory', 'triangle', 'gate:z', 'blame-matrix'] });
});
