import { describe, expect, test } from 'vitest';
import { makeExperiment, type Wish } from '../core/experiment.ts';
import type { ToPage } from '../protocol/messages.ts';
import type { Backends } from './backends/index.ts';
import { Engine } from './engine.ts';
import { KernelError, type MakeOptions } from './executor/executor.ts';
import { backendsOf, openedWith, type Ways } from './float64.test.helper.ts';

const LOOK = { sequence: 0, layer: 0, step: null, unit: null, spectrum: null };
const SMALL: Wish = { options: { length: 5 }, units: 3, batch: 2, optimizer: 'sgd' };

async function started(backends: Backends, passedOver: readonly { backend: 'webgpu' | 'webgl' | 'wasm' | 'cpu'; reason: string }[] = []) {
  const said: ToPage[] = [];
  const engine = new Engine(backends, (message) => said.push(message));
  const info = await engine.handlers.start({ backend: null, passedOver, lifeline: 'test' });
  const open = (wish: Wish = {}) => engine.handlers.open({ experiment: makeExperiment({ ...SMALL, ...wish }), snapshot: null, look: LOOK });
  return { engine, said, info, open, lost: () => said.filter(({ type }) => type === 'lost') };
}

/** GRU alone goes wrong. */
const wrongOnGru: Ways = {
  measures: (right, { cell }) => (cell.gates.includes('z') ? { ...right, parameterGradients: new Float32Array(3) } : right),
};

describe('the engine', () => {
  test('starts on the first backend that is there, and says why not on those before', async () => {
    const { info } = await started(backendsOf({ wasm: openedWith() }));
    expect(info).toMatchObject({ backend: 'wasm', floor: 2 ** -149, selfCheck: { ok: true } });
    expect(info.passedOver.map(({ reason }) => reason)).toEqual(['there is no webgpu here', 'there is no webgl here']);
  });

  test('compiles for the batch and for the probe before the experiment is open, and says so meanwhile', async () => {
    const shapes: string[] = [];
    const { open, said } = await started(
      backendsOf({ webgpu: openedWith({ prepare: ({ units }, steps, size) => shapes.push(`${units} units ${steps} × ${size}`) }) }),
    );
    await open();
    expect(shapes).toContain('3 units 5 × 2');
    expect(shapes).toContain('3 units 5 × 32');
    expect(said.filter(({ type }) => type === 'busy')).toEqual([
      { type: 'busy', text: 'compiling shaders' },
      { type: 'busy', text: null },
    ]);
  });

  test('shows the last of the iterations that are asked for once, at rest and judged', async () => {
    const { engine, open, said } = await started(backendsOf({ wasm: openedWith() }));
    await open();
    await engine.handlers.train({ iterations: 1 });
    const frames = said.flatMap((message) => (message.type === 'frame' ? [message.frame] : []));
    expect(frames.map(({ trace, losses, score }) => [trace.iteration, losses.length, score?.iteration])).toEqual([[1, 1, 1]]);
  });

  test('checks the cell at hand once, whatever else changes', async () => {
    const made: string[] = [];
    const { open } = await started(
      backendsOf({ wasm: openedWith({ made: ({ cell, units }) => made.push(`${cell.gates.length} ${units}`) }) }),
    );
    made.length = 0;
    expect((await open({ cell: 'gru', units: 9 })).selfCheck.ok).toBe(true);
    await open({ cell: 'gru', units: 7 });
    expect(made).toEqual(['3 9', '3 5', '3 7']);
  });

  test('gives up a backend that computes a cell wrongly, for this cell', async () => {
    const { open, lost } = await started(backendsOf({ wasm: openedWith(wrongOnGru) }));
    await open();
    expect(lost()).toEqual([]);
    await expect(open({ cell: 'gru' })).rejects.toThrow('WASM computes wrong gradients with this cell');
    expect(lost()).toMatchObject([
      { reason: expect.stringContaining('WASM computes wrong'), unfit: ['cell', 'layers', 'task', 'optimizer', 'exact'] },
    ]);
  });

  test('checks what begins on its way when it begins, and compiles for it', async () => {
    const prepared: string[] = [];
    const wrongOnHeld: Ways = {
      prepare: ({ cell }) => prepared.push(cell.source),
      measures: (right, { cell }) => (cell.source.includes('held') ? { ...right, parameterGradients: new Float32Array(3) } : right),
    };
    const { engine, open, lost } = await started(backendsOf({ wasm: openedWith(wrongOnHeld) }));
    expect((await open({ cell: 'lstm', do: 'hold:f:1@3' })).selfCheck.ok).toBe(true);
    await engine.handlers.train({ iterations: 2 });
    expect(prepared.some((source) => source.includes('held'))).toBe(false);
    await expect(engine.handlers.train({ iterations: 2 })).rejects.toThrow('WASM computes wrong gradients with this cell');
    expect(prepared.at(-1)).toContain('f held at 1');
    expect(lost()).toHaveLength(1);
  });

  test('goes on with a cell that is computed wrongly where no other backend is left, and says so', async () => {
    const { open, lost } = await started(backendsOf({ cpu: openedWith(wrongOnGru) }));
    expect((await open({ cell: 'gru' })).selfCheck.ok).toBe(false);
    expect(lost()).toEqual([]);
  });

  test('gives up a backend whose kernels do not compile, for networks of this size', async () => {
    const prepare: Ways['prepare'] = ({ units }) => {
      if (units > 8) throw new KernelError('too many bindings');
    };
    const { open, lost } = await started(backendsOf({ webgl: openedWith({ prepare }) }));
    await open();
    await expect(open({ units: 9 })).rejects.toThrow('a kernel does not compile: too many bindings');
    expect(lost()).toMatchObject([{ reason: 'a kernel does not compile: too many bindings' }]);
    expect(lost()[0]).toHaveProperty('unfit', expect.arrayContaining(['units', 'batch', 'cell']));
  });

  test('compiles for another batch before it learns from one, and gives up where that fails', async () => {
    const sizes: number[] = [];
    const prepare: Ways['prepare'] = (_, __, size) => {
      sizes.push(size);
      if (size === 64) throw new KernelError('out of memory');
    };
    const { engine, open, lost } = await started(backendsOf({ wasm: openedWith({ prepare }) }));
    await open();
    await engine.handlers.learning({ rate: 0.1, clip: 1, batch: 7, do: '' });
    expect(sizes.at(-1)).toBe(7);
    expect((await engine.handlers.train({ iterations: 2 })).iteration).toBe(2);
    await expect(engine.handlers.learning({ rate: 0.1, clip: 1, batch: 64, do: '' })).rejects.toThrow('out of memory');
    expect(lost()).toMatchObject([{ reason: 'a kernel does not compile: out of memory' }]);
  });

  test('hands exactness on to the executor', async () => {
    const options: MakeOptions[] = [];
    const { open } = await started(backendsOf({ wasm: openedWith({ made: (_, how) => options.push(how) }) }));
    expect(options.some(({ exact }) => exact)).toBe(false);
    options.length = 0;
    await open({ exact: true });
    expect(options.every(({ exact }) => exact)).toBe(true);
  });

  test('says what its backend holds', async () => {
    const { engine } = await started(backendsOf({ wasm: openedWith() }));
    expect(await engine.handlers.memory(null)).toEqual({ buffers: 3, bytes: 12 });
  });

  test('times one iteration on a backend without being started, and says why where that is not there', async () => {
    const said: ToPage[] = [];
    const engine = new Engine(backendsOf({ cpu: openedWith() }), (message) => said.push(message));
    const experiment = makeExperiment(SMALL);
    expect((await engine.handlers.time({ experiment, backend: 'cpu' })).milliseconds).toBeGreaterThan(0);
    expect(said.at(-1)).toEqual({ type: 'busy', text: null });
    await expect(engine.handlers.time({ experiment, backend: 'webgl' })).rejects.toThrow('there is no webgl here');
  });

  test('does not time a device that refuses what it is asked', async () => {
    const refusing = { ...openedWith(), refused: () => 'invalid pipeline' };
    const engine = new Engine(backendsOf({ webgpu: refusing }), () => {});
    await expect(engine.handlers.time({ experiment: makeExperiment(SMALL), backend: 'webgpu' })).rejects.toThrow('invalid pipeline');
  });
});
