import { Module } from './assembler.ts';

export type Exports = Readonly<Record<string, (...args: number[]) => number>>;

/** The functions that `define` adds, over a memory of float32. */
export function instantiate(define: (module: Module) => void, pages = 5): { readonly run: Exports; readonly memory: Float32Array } {
  const module = new Module();
  define(module);
  const memory = new WebAssembly.Memory({ initial: pages });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module.bytes()), { env: { memory } });
  return { run: exports as Exports, memory: new Float32Array(memory.buffer) };
}

/** A fixed sequence of numbers between −1 and 1. */
export function numbers(length: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.fround(state / 2 ** 31 - 1);
  });
}
