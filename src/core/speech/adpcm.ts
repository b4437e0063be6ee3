/** Quantiser steps from 7 on, each a tenth larger than the one before, up to the last below 2^15. */
const STEPS = Int32Array.from(grown(7, 0x8000));
/** How far the step moves after each of the eight sizes of a difference: back slowly, up fast. */
const MOVES = Int32Array.of(-1, -1, -1, -1, 2, 4, 6, 8);

function grown(first: number, below: number): number[] {
  const steps: number[] = [];
  for (let step = first; step < below; step += Math.max(1, Math.floor(step / 10))) steps.push(step);
  return steps;
}

/** What encoder and decoder both know of the samples so far. */
interface State {
  value: number;
  before: number;
  step: number;
}

const silence = (): State => ({ value: 0, before: 0, step: 0 });

/** A wave goes on as it went: 1.5 of the last sample less 0.625 of the one before. */
const expected = ({ value, before }: State): number => (12 * value - 5 * before) >> 3;

const clamped = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));

/** Takes a code in: its sign in bit 3, its size m in bits 0 to 2; the difference from what was expected is (m + ½) · step / 4. */
function advance(state: State, code: number): void {
  const size = code & 7;
  const difference = ((2 * size + 1) * (STEPS[state.step] ?? 0)) >> 3;
  const value = clamped(expected(state) + (code < 8 ? difference : -difference), -0x8000, 0x7fff);
  state.before = state.value;
  state.value = value;
  state.step = clamped(state.step + (MOVES[size] ?? 0), 0, STEPS.length - 1);
}

function codeOf(state: State, sample: number): number {
  const difference = sample - expected(state);
  const size = Math.min(7, Math.floor((4 * Math.abs(difference)) / (STEPS[state.step] ?? 1)));
  return difference < 0 ? size + 8 : size;
}

/**
 * Adaptive differential pulse-code modulation: 4 bits a sample, two samples a byte, the first in the lower half. The way of
 * the IMA's (1992), with steps of our own and two samples behind every guess instead of one. Begins from silence.
 * @param samples 16 bits each.
 */
export function encodeAdpcm(samples: Int16Array): Uint8Array {
  const codes = new Uint8Array(Math.ceil(samples.length / 2));
  const state = silence();
  for (let k = 0; k < samples.length; k++) {
    const code = codeOf(state, samples[k] ?? 0);
    advance(state, code);
    codes[k >> 1] = (codes[k >> 1] ?? 0) | (code << (4 * (k & 1)));
  }
  return codes;
}

/** The samples that codes stand for, in [−1, 1). */
export function decodeAdpcm(codes: Uint8Array, length: number): Float32Array {
  const samples = new Float32Array(length);
  const state = silence();
  for (let k = 0; k < length; k++) {
    advance(state, ((codes[k >> 1] ?? 0) >> (4 * (k & 1))) & 15);
    samples[k] = state.value / 0x8000;
  }
  return samples;
}
