import { Module } from './assembler.ts';
import { f32x4 } from './opcodes.ts';

/** Whether WebAssembly has vectors of 128 bits here. */
export function hasSimd(): boolean {
  return accepts((module) => module.define('simd', { a: 'v128' }, (_f, { a }) => f32x4.add(a, a)));
}

/** Whether it has the multiply-add of relaxed SIMD: quicker, but rounded as the machine likes. */
export function hasRelaxedSimd(): boolean {
  return accepts((module) => module.define('relaxed', { a: 'v128' }, (_f, { a }) => f32x4.relaxed_madd(a, a, a)));
}

function accepts(define: (module: Module) => void): boolean {
  if (typeof WebAssembly === 'undefined') return false;
  const module = new Module();
  define(module);
  return WebAssembly.validate(module.bytes());
}
