import { expect, test } from 'vitest';
import type { GateHistograms, Histogram } from '../../../../core/laboratory/gateHistograms.ts';
import { painted, sceneOf } from '../scene.test.helper.ts';
import { gateHistograms } from './figure.ts';

const BINS = 20;

/** Half of all values in the first bin, half in the last. */
const histogramOf = (change: Partial<Histogram> = {}): Histogram => ({
  name: 'f',
  kind: 'gate',
  low: 0,
  high: 1,
  bins: Array.from({ length: BINS }, (_, k) => (k === 0 || k === BINS - 1 ? 0.5 : 0)),
  shut: 0.04,
  open: 0.72,
  mean: 0.8,
  lost: 0,
  carries: null,
  ...change,
});

const takenOf = (histograms: readonly Histogram[], change: Partial<GateHistograms> = {}): GateHistograms => ({
  iteration: 5,
  layer: 0,
  gated: true,
  histograms,
  measured: 320,
  places: 320,
  ...change,
});

const told = (histograms: readonly Histogram[], change: Partial<GateHistograms> = {}): string =>
  gateHistograms.describe(sceneOf<'gate-histograms'>(takenOf(histograms, change)));

test('says how many values of each gate are shut and open, and what that means for the carry path', () => {
  const carries = { state: 'c', complement: false };
  const candidate = histogramOf({ name: 'g', kind: 'candidate', low: -1, shut: 0.1, open: 0.2 });
  expect(told([histogramOf({ carries }), candidate])).toBe(
    'f shut 4 %, open 72 %; g beyond ±0.9 30 %. On the carry path ∂cₜ/∂cₜ₋₁ is f, 0.80 on average: it hands blame back nearly whole in 72 % of its values, and ends it within a step in 4 %.',
  );
  const halves = { carries, shut: 0.55, open: 0.45, mean: 0.46 };
  expect(told([histogramOf(halves)])).toContain('nearly whole in 45 % of its values, and ends it within a step in 55 %.');
});

test('of a gate that is held beyond 1 it tells the factor, and no shares of a gate', () => {
  const carries = { state: 'c', complement: false };
  const told15 = told([histogramOf({ kind: 'free', carries, shut: 0, open: 0, mean: 1.5 })]);
  expect(told15).toContain('On the carry path ∂cₜ/∂cₜ₋₁ is f, 1.50 on average.');
  expect(told15).not.toContain('nearly whole');
});

test('of a gate that keeps where it is shut says so', () => {
  const carries = { state: 'h', complement: true };
  expect(told([histogramOf({ name: 'z', carries, shut: 0.7, open: 0 })])).toContain(
    'is 1 − z, 0.20 on average: it hands blame back nearly whole in 70 % of its values, and ends it within a step in 0 %.',
  );
  expect(told([histogramOf({ name: 'z', carries, shut: 0, open: 0.7 })])).toContain(
    'nearly whole in 0 % of its values, and ends it within a step in 70 %.',
  );
});

test('of a cell without gates tells the values of h, whose slope is what saturation is', () => {
  const h = histogramOf({ name: 'h', kind: 'candidate', low: -1, shut: 0.1, open: 0.24 });
  expect(told([h], { gated: false })).toBe(
    'This cell has no gates; these are the values of h. 34 % lie beyond ±0.9, where a tanh is saturated: its slope 1 − h² is below 0.19, and little blame gets through.',
  );
  expect(told([{ ...h, kind: 'rectified', low: 0, high: 2, shut: 0.45, open: 0 }], { gated: false })).toContain(
    '45 % are 0, where the slope of relu is 0',
  );
});

test('says what part was counted, and that values are not finite', () => {
  expect(told([histogramOf()], { measured: 1000, places: 4000 })).toContain('Counted at 1,000 of 4,000 places.');
  expect(told([histogramOf({ lost: 0.1 })])).toContain('not finite');
});

test('draws the saturated bins in another colour than the others, as tall as their shares', () => {
  const bins = Array.from({ length: BINS }, (_, k) => (k === 0 ? 0.5 : k === 10 ? 0.25 : k === 19 ? 0.25 : 0));
  const scene = sceneOf<'gate-histograms'>(takenOf([histogramOf({ bins })]));
  const { named, texts } = painted(gateHistograms, scene);
  const bars = named('fillRect').filter((_, k) => k % 2 === 1);
  const tall = bars.map(({ arguments: [, , , height] }) => height as number);
  expect(tall[0]).toBeGreaterThan(0);
  expect(tall[10]).toBeCloseTo((tall[0] as number) / 2, 9);
  expect(bars.map(({ fill }) => fill === bars[0]?.fill)).toEqual(Array.from({ length: BINS }, (_, k) => k < 2 || k >= 18));
  expect(texts).toEqual(expect.arrayContaining(['f', 'shut 4 %, open 72 %', '50 %', '0.0', '0.5', '1.0']));
});

test('tells the bin that is pointed at', () => {
  const scene = sceneOf<'gate-histograms'>(takenOf([histogramOf({ name: 'i' }), histogramOf()]));
  expect(gateHistograms.read(scene, { x: 0.01, y: 0.1 })).toBe('i from 0.00 to 0.05: 50 %');
  expect(gateHistograms.read(scene, { x: 1, y: 1 })).toBe('f from 0.95 to 1.00: 50 %');
});
