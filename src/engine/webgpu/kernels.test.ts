import { describe, expect, test } from 'vitest';
import { OPTIMIZERS } from '../../core/choices.ts';
import { MOMENTS } from '../executor/host.ts';
import { environmentOf, placesOf } from './places.ts';
import { BOOSTED, CELLS, plan } from './plans.test.helper.ts';
import { kernelsOf, programOf } from './program.ts';
import { scheduleOf } from './schedule.ts';
import { shapeFor } from './shape.ts';
import { literal } from './wgsl.ts';

const SHAPES = { 'a graphics card': shapeFor(false, 8, 16), 'a software rasteriser': shapeFor(true, 8, 16) };

describe.each(Object.entries(SHAPES))('kernels for %s', (_, shape) => {
  test.each(Object.entries(CELLS))('of %s read nothing that is not given to them', (_name, cell) => {
    for (const sizes of [{ layers: 1 }, { layers: 2 }, { layers: 2, interventions: BOOSTED }]) {
      const program = programOf(plan(cell, sizes), shape, 'adam');
      const at = placesOf(program, 7, 16, MOMENTS.adam);
      const environment = environmentOf(at, 0, 1);
      for (const { kernel, integers } of scheduleOf(program, at, { trace: true, update: true }, 1e9)) {
        for (const name of kernel.integers) expect({ ...environment, ...integers }, `${kernel.title} reads ${name}`).toHaveProperty(name);
      }
    }
  });

  test.each(Object.entries(CELLS))('of %s use the uniforms, without which the automatic layout would drop their binding', (_name, cell) => {
    for (const kernel of kernelsOf(programOf(plan(cell), shape, 'adam'))) expect(kernel.code, kernel.title).toContain('uniforms.');
  });

  test('wait only where the control flow is uniform: not within loops over rows or sequences', () => {
    for (const planned of Object.values(CELLS).flatMap((cell) => [plan(cell), plan(cell, { interventions: BOOSTED })])) {
      for (const { code, title } of kernelsOf(programOf(planned, shape, 'adam'))) {
        for (const line of code.split('\n').filter((text) => text.includes('storageBarrier')))
          expect(line, title).toBe('    storageBarrier();');
      }
    }
  });

  test.each(OPTIMIZERS)('read of the optimiser only what %s has', (optimizer) => {
    const { update } = programOf(plan('rnn'), shape, optimizer);
    expect(update.integers.filter((name) => name.startsWith('moment'))).toHaveLength(MOMENTS[optimizer]);
    expect(update.floats).toContain('rate');
  });

  test.each(Object.entries(CELLS))(
    'of %s raise blame in the loops that read what is handed back, and only where they are asked to',
    (_name, cell) => {
      const kernels = (boost: boolean) => kernelsOf(programOf(plan(cell, { interventions: { ...BOOSTED, boost } }), shape, 'adam'));
      const [plain, boosted] = [kernels(false), kernels(true)];
      const raises = ({ code }: { readonly code: string }): boolean => code.includes('raise[s]');
      expect(plain.filter(raises)).toEqual([]);
      expect(boosted.filter((kernel) => !raises(kernel))).toEqual(plain.filter((_, k) => !raises(boosted[k] ?? { code: '' })));
      expect(boosted.some(raises)).toBe(plan(cell).layers[0]?.recurs.backward);
    },
  );

  test('are the same text for the same plan', () => {
    const codes = () => kernelsOf(programOf(plan('lstm'), shape, 'adam')).map(({ code }) => code);
    expect(codes()).toEqual(codes());
  });
});

describe('WGSL', () => {
  test('writes numbers as float32, and those that float32 lacks as WGSL has them at run time', () => {
    expect([1, -0.5, 0.1, 1e-30, 1e40, -1e40].map(literal)).toEqual([
      '1.0f',
      '-0.5f',
      '0.10000000149011612f',
      '1.0000000031710769e-30f',
      'uniforms.INFINITY',
      '-uniforms.INFINITY',
    ]);
  });

  test('of a plan is shown kernel by kernel in the order of an iteration', () => {
    const kernels = kernelsOf(programOf(plan('rnn'), SHAPES['a graphics card'], 'adam'));
    expect(kernels.map(({ title }) => title)).toEqual([
      'matrices, transposed',
      'before the forward loop',
      'forward loop',
      'head and loss',
      'backward loop',
      'for the trace alone',
      'weight gradients',
      'gradient norm',
      'clipping and adam',
    ]);
    expect(kernels[2]?.code).toContain('cellTanh(');
  });
});
