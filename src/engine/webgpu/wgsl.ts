/** Lines of WGSL. */
export type Lines = readonly string[];

/** `head { … }` */
export const block = (head: string, body: Lines): string[] => [`${head} {`, ...body.map((line) => `  ${line}`), '}'];

/** A whole number of type u32. */
export const u = (value: number): string => `${value}u`;

/** Text of a sum of u32 without terms that are 0. */
export function sum(...terms: readonly string[]): string {
  const present = terms.filter((term) => term !== '0u');
  return present.length === 0 ? '0u' : present.join(' + ');
}

/** Text of a product of u32 without factors that are 1. */
export function times(a: string, b: string): string {
  if (a === '0u' || b === '0u') return '0u';
  if (a === '1u') return b;
  return b === '1u' ? a : `${a} * ${b}`;
}

/** A float32 as a literal; an infinite one as WGSL can say it at run time only. */
export function literal(value: number): string {
  const single = Math.fround(value);
  if (single === Number.POSITIVE_INFINITY) return 'uniforms.INFINITY';
  if (single === Number.NEGATIVE_INFINITY) return '-uniforms.INFINITY';
  if (Number.isNaN(single)) return 'uniforms.NAN';
  const text = String(single);
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}

/** Whole numbers from 0. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

/**
 * What a kernel is: WGSL around `fn main`, over the memory `result`. `tfjs` declares the memory and the uniforms.
 */
export interface Kernel {
  readonly title: string;
  readonly code: string;
  readonly lanes: number;
  /** Names of u32 that it reads as uniforms, in their order; then those of f32. */
  readonly integers: readonly string[];
  readonly floats: readonly string[];
}
