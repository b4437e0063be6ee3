import { beforeEach, describe, expect, test, vi } from 'vitest';
import { digestOf } from '../core/digest.ts';
import { isSupplied, type Material } from '../core/tasks/material.ts';
import { Materials, type Stock, type Wait, Wanting } from './materials.ts';

const BYTES = Uint8Array.from({ length: 100 }, (_, k) => (k * k) & 0xff);
let count = 0;
/** A material that no test has asked for yet. */
const fresh = (): Material => ({ name: `data/${++count}.bin`, title: 'A file', file: { bytes: 100, digest: digestOf(BYTES) } });
/** Bytes that no test has given yet, under the digest that a task has for them. */
function given(): { readonly material: Material; readonly bytes: Uint8Array } {
  const bytes = Uint8Array.of(...BYTES, ++count);
  return { material: { name: `text:${digestOf(bytes)}`, title: 'Your own text', file: null }, bytes };
}

function materials(stock: Partial<Stock>) {
  const waits: (Wait | null)[] = [];
  const whole: Stock = {
    load: async (_, progress) => {
      progress(40);
      return BYTES;
    },
    recall: async () => null,
    keep: async () => {},
    ...stock,
  };
  return { made: new Materials(whole, (wait) => waits.push(wait)), waits };
}

beforeEach(() => vi.restoreAllMocks());

describe('data that a task needs', () => {
  test('are fetched with progress, once', async () => {
    const load = vi.fn(async (_file: string, progress: (loaded: number) => void) => {
      progress(40);
      return BYTES;
    });
    const { made, waits } = materials({ load });
    const material = fresh();
    await made.have(material);
    expect(isSupplied(material.name)).toBe(true);
    expect(waits.map((wait) => wait?.loaded ?? null)).toEqual([0, 40, null]);
    await made.have(material);
    expect(load).toHaveBeenCalledTimes(1);
  });

  test.each([
    ['cut off', BYTES.subarray(0, 60), '60 bytes where 100 were expected'],
    ['changed', BYTES.map((byte, k) => (k === 50 ? byte ^ 1 : byte)), 'not those that were expected'],
  ])('that came %s are told and never used', async (_, bytes, reason) => {
    const { made, waits } = materials({ load: async () => bytes });
    const material = fresh();
    await expect(made.have(material)).rejects.toThrow(Wanting);
    expect(isSupplied(material.name)).toBe(false);
    expect(waits.at(-1)).toMatchObject({ status: 'failed', reason: expect.stringContaining(reason) });
    await expect(made.provide(material)).rejects.toThrow(reason);
  });

  test('that do not come are told, and come when asked for again', async () => {
    let there = false;
    const load = async () => {
      if (!there) throw new Error('there is no connection');
      return BYTES;
    };
    const { made, waits } = materials({ load });
    const material = fresh();
    await expect(made.have(material)).rejects.toThrow('there is no connection');
    expect(waits.at(-1)).toMatchObject({ status: 'failed', reason: 'there is no connection' });
    there = true;
    await made.have(material);
    expect(isSupplied(material.name)).toBe(true);
  });

  test('may be stopped on their way', async () => {
    const load: Stock['load'] = (_, progress, signal) =>
      new Promise((_resolve, reject) => {
        progress(30);
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const { made, waits } = materials({ load });
    const having = made.have(fresh());
    made.stop();
    await expect(having).rejects.toThrow('was stopped');
    expect(waits.at(-1)).toMatchObject({ status: 'stopped', loaded: 30, reason: null });
  });

  test('that a person gave are recalled, or asked for where this device does not have them', async () => {
    const kept = new Map<string, Uint8Array>();
    const stock = {
      recall: async (name: string) => kept.get(name) ?? null,
      keep: async (name: string, bytes: Uint8Array) => {
        kept.set(name, bytes);
      },
    };
    const { made, waits } = materials(stock);
    const missing = given();
    await expect(made.have(missing.material)).rejects.toThrow('give it again');
    expect(waits.at(-1)).toMatchObject({ status: 'missing' });
    made.give(missing.material.name, missing.bytes);
    expect(kept.get(missing.material.name)).toBe(missing.bytes);
    await made.have(missing.material);
    const earlier = given();
    kept.set(earlier.material.name, earlier.bytes);
    await made.have(earlier.material);
    expect(isSupplied(earlier.material.name)).toBe(true);
    const damaged = given();
    kept.set(damaged.material.name, earlier.bytes);
    await expect(made.have(damaged.material)).rejects.toThrow('give it again');
    expect(isSupplied(damaged.material.name)).toBe(false);
  });

  test('that another experiment no longer waits for are not spoken of', async () => {
    const load: Stock['load'] = (_, progress, signal) =>
      new Promise((_resolve, reject) => {
        progress(30);
        signal.addEventListener('abort', () => reject(new Error('the request was aborted')));
      });
    const { made, waits } = materials({ load });
    const before = made.have(fresh());
    const next = made.have(fresh());
    await expect(before).rejects.toThrow('no longer waited for');
    expect(waits.map((wait) => wait?.status)).toEqual(['loading', 'loading', 'loading', 'loading']);
    made.leave();
    await expect(next).rejects.toThrow('no longer waited for');
    expect(waits.some((wait) => wait?.status === 'stopped' || wait?.status === 'failed')).toBe(false);
  });
});
