import { describe, expect, test } from 'vitest';
import { Module } from './assembler.ts';
import { flatten, signed, unsigned } from './encoding.ts';
import { f32, f32x4, f64, f64x2, i32, i32x4, v128 } from './opcodes.ts';
import { hasSimd } from './relaxed.ts';

type Exports = Record<string, (...args: number[]) => number>;

function instantiate(module: Module, memory = new WebAssembly.Memory({ initial: 2 })): Exports {
  return new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } }).exports as Exports;
}

describe('LEB128', () => {
  test('writes numbers as the specification shows them', () => {
    expect([...flatten(unsigned(624485))]).toEqual([0xe5, 0x8e, 0x26]);
    expect([...flatten(unsigned(2 ** 32 - 1))]).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
    expect([...flatten(signed(-123456))]).toEqual([0xc0, 0xbb, 0x78]);
    expect([...flatten(signed(64))]).toEqual([0xc0, 0x00]);
    expect([...flatten(signed(2 ** 32 - 1))]).toEqual([0x7f]);
  });

  test('refuses what does not fit', () => {
    expect(() => unsigned(-1)).toThrow('-1 is no unsigned number of 32 bits');
    expect(() => unsigned(1.5)).toThrow(RangeError);
    expect(() => signed(2 ** 32)).toThrow(RangeError);
  });
});

describe('a module', () => {
  test('runs the example of its documentation', () => {
    const module = new Module();
    module.define('axpy', { x: 'i32', y: 'i32', a: 'f32' }, (f, { x, y, a }) => {
      const factor = f.value(f32x4.splat(a));
      f.repeat(3, () => {
        f.store(y, f32x4.add(v128.load(y), f32x4.mul(factor, v128.load(x))));
        f.advance(x, 16);
        f.advance(y, 16);
      });
    });
    const memory = new WebAssembly.Memory({ initial: 1 });
    const values = new Float32Array(memory.buffer);
    values.set(Array.from({ length: 24 }, (_, i) => i));
    instantiate(module, memory)['axpy']?.(0, 48, 2);
    expect([...values.subarray(12, 24)]).toEqual(Array.from({ length: 12 }, (_, i) => 12 + i + 2 * i));
  });

  test('calls its own functions by the names of their parameters', () => {
    const module = new Module();
    const minus = module.define('minus', { a: 'f32', b: 'f32' }, (_f, { a, b }) => f32.sub(a, b));
    module.define('twice', { a: 'f32' }, (_f, { a }) => f32.add(minus.call({ b: a, a: 10 }), minus.call({ a, b: 1 })));
    expect(instantiate(module)['twice']?.(4)).toBe(10 - 4 + 4 - 1);
  });

  test('refuses two functions of one name', () => {
    const module = new Module();
    module.define('same', {}, () => {});
    expect(() => module.define('same', {}, () => {})).toThrow('two functions are called same');
  });

  test('reaches memory at large constant offsets', () => {
    const module = new Module();
    module.define('read', { at: 'i32' }, (_f, { at }) => f32.load(at, 100_000));
    const memory = new WebAssembly.Memory({ initial: 2 });
    new Float32Array(memory.buffer)[25_001] = 7;
    expect(instantiate(module, memory)['read']?.(4)).toBe(7);
    const far = new Module();
    far.define('read', { at: 'i32' }, (_f, { at }) => f32.load(at, 2 ** 32 - 4));
    expect(() => instantiate(far)['read']?.(0)).toThrow(WebAssembly.RuntimeError);
  });
});

describe('control', () => {
  test.each([0, 1, 2, 7])('repeats %i times, known early or late', (times) => {
    const module = new Module();
    const counting = (name: string, early: boolean) =>
      module.define(name, { n: 'i32' }, (f, { n }) => {
        const sum = f.local('i32');
        f.repeat(early ? times : n, () => f.set(sum, i32.add(sum, 3)));
        return sum;
      });
    counting('early', true);
    counting('late', false);
    const { early, late } = instantiate(module);
    expect([early?.(times), late?.(times)]).toEqual([3 * times, 3 * times]);
  });

  test.each([
    [10, 4],
    [3, 4],
    [8, 4],
    [1, 1],
  ])('unrolls %i rounds by %i and keeps the rest', (times, by) => {
    const module = new Module();
    module.define('sum', {}, (f) => {
      const [sum, base] = [f.local('i32'), f.local('i32')];
      f.unrolled(
        times,
        by,
        (index) => f.set(sum, i32.add(sum, i32.add(base, index))),
        (count) => f.advance(base, count),
      );
      return sum;
    });
    expect(instantiate(module)['sum']?.()).toBe((times * (times - 1)) / 2);
  });

  test('chooses, leaves blocks and starts loops again', () => {
    const module = new Module();
    module.define('collatz', { n: 'i32' }, (f, { n }) => {
      const steps = f.local('i32');
      f.block((leave) => {
        f.loop((again) => {
          f.branchIf(leave, i32.eq(n, 1));
          f.if(
            i32.and(n, 1),
            () => f.set(n, i32.add(i32.mul(n, 3), 1)),
            () => f.set(n, i32.shr_u(n, 1)),
          );
          f.advance(steps, 1);
          f.branch(again);
        });
      });
      return steps;
    });
    expect(instantiate(module)['collatz']?.(27)).toBe(111);
  });
});

describe('instructions', () => {
  test('on vectors shuffle, extract, replace, compare and select', () => {
    const module = new Module();
    module.define('lanes', { x: 'i32' }, (f, { x }) => {
      const a = f.value(v128.load(x));
      const turned = f.value(f32x4.shuffle(a, f32x4.mul(a, 10), 3, 4, 1, 6));
      f.store(x, turned, 16);
      f.store(x, v128.bitselect(a, turned, f32x4.gt(a, 2)), 32);
      f.store(x, f32x4.replace_lane(a, 2, f32x4.extract_lane(a, 0)), 48);
      f.store(x, i32x4.trunc_sat_f32x4_s(f32x4.mul(a, -1.5)), 64);
      f.store(x, f64.add(f64x2.extract_lane(f64x2.promote_low_f32x4(a), 1), 0.25), 80);
    });
    const memory = new WebAssembly.Memory({ initial: 1 });
    const values = new Float32Array(memory.buffer);
    values.set([1, 2, 3, 4]);
    instantiate(module, memory)['lanes']?.(0);
    expect([...values.subarray(4, 16)]).toEqual([4, 10, 2, 30, 4, 10, 3, 4, 1, 2, 1, 4]);
    expect([...new Int32Array(memory.buffer, 64, 4)]).toEqual([-1, -3, -4, -6]);
    expect(new Float64Array(memory.buffer, 80, 1)[0]).toBe(2.25);
  });

  test('make a constant once for a function, and 0 and −0 apart', () => {
    const module = new Module();
    module.define('constants', { x: 'i32' }, (f, { x }) => {
      expect(f.constant(2)).toBe(f.constant(2));
      expect(f.constant(0)).not.toBe(f.constant(-0));
      f.store(x, f32x4.div(1, f.constant(-0)));
      f.store(x, f32x4.div(1, f.constant(0)), 16);
    });
    const memory = new WebAssembly.Memory({ initial: 1 });
    instantiate(module, memory)['constants']?.(0);
    expect([...new Float32Array(memory.buffer, 12, 2)]).toEqual([-Infinity, Infinity]);
  });

  test('of vectors are here', () => {
    expect(hasSimd()).toBe(true);
  });
});
