import type { OptimizerName } from '../../core/choices.ts';
import { MOMENTS } from '../executor/host.ts';
import type { Group } from './place.ts';
import { HEADER, targetsText } from './shader.ts';
import type { Strip } from './theta.ts';

/** Shaders of what follows the gradients' partial sums: each reads textures by the names of its samplers. */
export interface UpdateSources {
  /** `partial` → the gradient. */
  readonly gather: string;
  /** `values` → for some rows each: max |v|, Σ (v/max)², and how many are not finite. */
  readonly tiles: string;
  /** `even`, `odd` → sums of the terms of the loss. */
  readonly loss: string;
  /** `tiles`, `losses` → loss, norm, and what clipping multiplies the gradient by. */
  readonly norm: string;
  /** `theta`, `gradient`, `moment0`, `moment1`, `norm` → θ and moments, so many targets in each draw. */
  readonly update: readonly string[];
  /** `norm`, `tiles` → loss, norm, max |θ|. */
  readonly result: string;
}

const FINITE = 'bool finite(float v) { return (floatBitsToUint(v) & 0x7f800000u) != 0x7f800000u; }';
const NAN = 'uintBitsToFloat(0x7fc00000u)';

export function updateSources(
  optimizer: OptimizerName,
  strips: readonly Strip[],
  loss: Group,
  block: number,
  targets: number,
  interventions: readonly string[],
): UpdateSources {
  return {
    gather: gatherSource(strips, block, interventions),
    tiles: TILES,
    loss: lossSource(loss),
    norm: NORM,
    update: updateParts(optimizer, targets),
    result: RESULT,
  };
}

const shader = (uniforms: readonly string[], body: readonly string[], targets = 1): string =>
  [
    ...HEADER,
    ...uniforms,
    ...targetsText(targets),
    'void main() {',
    '  ivec2 p = ivec2(gl_FragCoord.xy);',
    ...body.map((line) => `  ${line}`),
    '}',
  ].join('\n');

const gatherSource = (strips: readonly Strip[], block: number, interventions: readonly string[]): string =>
  shader(
    ['uniform sampler2DArray partial;', 'uniform ivec3 chunks;', ...(interventions.length === 0 ? [] : [FINITE])],
    [
      'int x = 0, width = 1;',
      ...strips.map((strip) => `if (p.x >= ${strip.x}) { x = ${strip.x}; width = ${strip.width}; }`),
      'vec4 sum = vec4(0);',
      'for (int c = 0; c < chunks.x; c++) {',
      `  sum += texelFetch(partial, ivec3(x * chunks.x + c * width + p.x - x, p.y / ${block}, p.y % ${block}), 0);`,
      '}',
      ...interventions,
      'out0 = sum;',
    ],
  );

/** ‖v‖ = m ‖v/m‖ with m = max |v|, so that no square overflows or vanishes. */
const TILES = [
  ...HEADER,
  // Width, height, rows of one tile.
  'uniform ivec3 extent;',
  'uniform sampler2D values;',
  ...targetsText(1),
  FINITE,
  'void main() {',
  '  int first = int(gl_FragCoord.x) * extent.z;',
  '  int end = min(first + extent.z, extent.y);',
  '  float most = 0.0, wrong = 0.0;',
  '  for (int y = first; y < end; y++) {',
  '    for (int x = 0; x < extent.x; x++) {',
  '      vec4 v = abs(texelFetch(values, ivec2(x, y), 0));',
  '      float m = max(max(v.x, v.y), max(v.z, v.w));',
  '      if (finite(v.x) && finite(v.y) && finite(v.z) && finite(v.w)) most = max(most, m);',
  '      else wrong += 1.0;',
  '    }',
  '  }',
  '  float by = 1.0 / max(most, 1e-30), sum = 0.0;',
  '  for (int y = first; y < end; y++) {',
  '    for (int x = 0; x < extent.x; x++) {',
  '      vec4 v = texelFetch(values, ivec2(x, y), 0) * by;',
  '      sum += dot(v, v);',
  '    }',
  '  }',
  '  out0 = vec4(most, sum, wrong, 0);',
  '}',
].join('\n');

/** Fragment i sums rows i, i + n, i + 2n, … of n fragments. */
const lossSource = (group: Group): string =>
  shader(
    ['uniform ivec3 extent;', 'uniform sampler2DArray even;', 'uniform sampler2DArray odd;', 'uniform int layer;'],
    [
      'vec4 sum = vec4(0);',
      'for (int y = p.x; y < extent.y; y += extent.z) {',
      '  for (int x = 0; x < extent.x; x++) {',
      `    for (int l = layer; l < layer + ${group.block}; l++) {`,
      '      sum += texelFetch(even, ivec3(x, y, l), 0) + texelFetch(odd, ivec3(x, y, l), 0);',
      '    }',
      '  }',
      '}',
      'out0 = vec4(dot(sum, vec4(1)), 0, 0, 0);',
    ],
  );

/** g is multiplied by min(1, clip/‖g‖); clip 0 clips nothing. */
const NORM = shader(
  ['uniform sampler2D tiles;', 'uniform sampler2D losses;', 'uniform ivec2 counts;', 'uniform float clip;'],
  [
    'float most = 0.0, wrong = 0.0, sum = 0.0, loss = 0.0;',
    'for (int i = 0; i < counts.x; i++) most = max(most, texelFetch(tiles, ivec2(i, 0), 0).x);',
    'float by = 1.0 / max(most, 1e-30);',
    'for (int i = 0; i < counts.x; i++) {',
    '  vec4 tile = texelFetch(tiles, ivec2(i, 0), 0);',
    '  float part = max(tile.x, 1e-30) * by;',
    '  sum += tile.y * part * part;',
    '  wrong += tile.z;',
    '}',
    'for (int i = 0; i < counts.y; i++) loss += texelFetch(losses, ivec2(i, 0), 0).x;',
    `float norm = wrong > 0.0 ? ${NAN} : max(most, 1e-30) * sqrt(sum);`,
    'float scale = clip > 0.0 ? min(1.0, clip / max(norm, 1e-30)) : 1.0;',
    'out0 = vec4(loss, norm, scale, 0);',
  ],
);

const RESULT = shader(
  ['uniform sampler2D tiles;', 'uniform sampler2D norm;', 'uniform ivec2 counts;'],
  [
    'float most = 0.0, wrong = 0.0;',
    'for (int i = 0; i < counts.x; i++) {',
    '  vec4 tile = texelFetch(tiles, ivec2(i, 0), 0);',
    '  most = max(most, tile.x);',
    '  wrong += tile.z;',
    '}',
    'vec4 known = texelFetch(norm, ivec2(0, 0), 0);',
    `out0 = vec4(known.x, known.y, wrong > 0.0 ? ${NAN} : most, 0);`,
  ],
);

/**
 * θ and moments after one update, as `optimizers` of the executor on tfjs define them. `by` holds the rate, the rate
 * over 1 − β₁ᵏ, 1/√(1 − β₂ᵏ) and ε.
 */
const UPDATE: Readonly<Record<OptimizerName, { readonly moments: readonly string[]; readonly theta: string }>> = {
  sgd: { moments: [], theta: 't - by.x * g' },
  momentum: { moments: ['0.9 * m0 + g'], theta: 't - by.x * n0' },
  rmsprop: { moments: ['0.99 * m0 + 0.01 * (g * g)'], theta: 't - (by.x * g) / (sqrt(n0) + by.w)' },
  adam: {
    moments: ['0.9 * m0 + 0.1 * g', '0.999 * m1 + 0.001 * (g * g)'],
    theta: 't - (by.y * n0) / (sqrt(n1) * by.z + by.w)',
  },
};

function updateParts(optimizer: OptimizerName, targets: number): string[] {
  const names = ['theta', ...Array.from({ length: MOMENTS[optimizer] }, (_, index) => `n${index}`)];
  const parts: string[] = [];
  for (let first = 0; first < names.length; first += targets) parts.push(updateSource(optimizer, names.slice(first, first + targets)));
  return parts;
}

function updateSource(optimizer: OptimizerName, written: readonly string[]): string {
  const { moments, theta } = UPDATE[optimizer];
  const at = (name: string): string => `texelFetch(${name}, p, 0)`;
  return shader(
    [
      ...['theta', 'gradient', 'norm', ...moments.map((_, index) => `moment${index}`)].map((name) => `uniform sampler2D ${name};`),
      'uniform vec4 by;',
    ],
    [
      `vec4 g = ${at('gradient')} * texelFetch(norm, ivec2(0, 0), 0).z;`,
      `vec4 t = ${at('theta')};`,
      ...moments.map((_, index) => `vec4 m${index} = ${at(`moment${index}`)};`),
      ...moments.map((text, index) => `vec4 n${index} = ${text};`),
      ...written.map((name, index) => `out${index} = ${name === 'theta' ? theta : name};`),
    ],
    written.length,
  );
}
