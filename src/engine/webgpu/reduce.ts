import type { Shape } from './shape.ts';
import { block, type Lines, u } from './wgsl.ts';

/** Numbers that each workgroup of the last two kernels reports: max |g|, Σ (g/max)², its share of the loss, max |θ|. */
export const REPORTED = 4;

/** No quotient is taken by less. */
export const LEAST = 1e-30;
export const LEAST_TEXT = '1e-30';

/** Magnitudes as whole numbers, whose order is theirs, and in which infinity and NaN are the largest. */
export const BITS: Lines = ['fn bitsOf(a : f32) -> u32 {', '  return bitcast<u32>(a) & 0x7fffffffu;', '}', ''];

/** A number for each lane of a workgroup. */
export const perLane = (name: string, type: 'f32' | 'u32', { reduce }: Shape): string =>
  `var<workgroup> ${name} : array<${type}, ${reduce.lanes}>;`;

/** Among all invocations. */
export const placeLine = ({ reduce }: Shape): string => `let place = workgroupId.x * ${u(reduce.lanes)} + lane;`;

/** What is done for every i below `count`, each invocation taking every so-manyth. */
export const strided = ({ reduce }: Shape, count: string, body: Lines): Lines =>
  block(`for (var i = place; i < ${count}; i += ${u(reduce.groups * reduce.lanes)})`, body);

/**
 * `largest` as bits and `total` = Σ (g/largest)², so that ‖g‖ = largest √total without an overflow, from `count` maxima
 * and sums of squares relative to them.
 */
export function mergeLines(most: (index: string) => string, squares: (index: string) => string, count: string): Lines {
  return [
    'var largest = 0u;',
    ...block(`for (var k = 0u; k < ${count}; k++)`, [`largest = max(largest, bitsOf(${most('k')}));`]),
    `let scale = max(bitcast<f32>(largest), ${LEAST_TEXT});`,
    'var total = 0.0;',
    ...block(`for (var k = 0u; k < ${count}; k++)`, [
      `let ratio = max(${most('k')}, ${LEAST_TEXT}) / scale;`,
      `total += ${squares('k')} * ratio * ratio;`,
    ]),
  ];
}
