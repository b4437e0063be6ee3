import type { Home, StepOffset } from './place.ts';
import type { Shader } from './shader.ts';
import type { Region } from './theta.ts';

/** `M a` or `Mᵀ a`, added to the variables `<into>_0`, `<into>_1`, … of the fragment's units. */
export interface Product {
  readonly into: string;
  readonly region: Region;
  readonly transposed: boolean;
  readonly of: Home;
  readonly step: StepOffset;
}

/**
 * The loops of products: those equally deep run together, so that each operand is read once. A texel of M holds four of
 * its columns: four entries of the sum for one unit, or (transposed) one entry of the sum for four units.
 */
export function addProducts(shader: Shader, products: readonly Product[]): void {
  const loops = new Map<number, Product[]>();
  for (const product of products) {
    const depth = product.transposed ? product.region.rows : product.region.columns;
    loops.set(depth, [...(loops.get(depth) ?? []), product]);
  }
  for (const [depth, together] of loops) {
    shader.line(`for (int i = 0; i < ${Math.ceil(depth / 4)}; i++) {`, ...loopBody(shader, together).map((line) => `  ${line}`), '}');
  }
}

function loopBody(shader: Shader, products: readonly Product[]): string[] {
  const lines = ['vec4 w;'];
  const operands = new Map<string, string>();
  for (const product of products) {
    const key = `${product.of.group.index} ${product.of.slot} ${product.of.row} ${product.step}`;
    const name = operands.get(key) ?? `a${operands.size}`;
    if (!operands.has(key)) for (let j = 0; j < 4; j++) lines.push(`vec4 ${name}_${j} = ${shader.fourth(product.of, product.step, j)};`);
    operands.set(key, name);
    lines.push(...(product.transposed ? transposedLines(shader, product, name) : plainLines(shader, product, name)));
  }
  return lines;
}

function plainLines(shader: Shader, { into, region: { x, y } }: Product, a: string): string[] {
  return Array.from({ length: shader.block }, (_, r) => [
    `w = ${shader.theta(`${x} + i`, `${y + r} + u0`)};`,
    `${into}_${r} += ${a}_0 * w.x + ${a}_1 * w.y + ${a}_2 * w.z + ${a}_3 * w.w;`,
  ]).flat();
}

function transposedLines(shader: Shader, { into, region: { x, y } }: Product, a: string): string[] {
  const { block } = shader;
  const lines: string[] = [];
  for (let j = 0; j < 4; j++) {
    for (let r = 0; r < block; r += 4) {
      lines.push(`w = ${shader.theta(`${x + r / 4} + (u0 >> 2)`, `${y + j} + 4 * i`)};`);
      lines.push(...Array.from({ length: Math.min(4, block) }, (_, k) => `${into}_${r + k} += ${a}_${j} * ${component(block, k)};`));
    }
  }
  return lines;
}

/** Of the texel's four columns, that of the fragment's unit k. */
function component(block: number, k: number): string {
  if (block >= 4) return `w.${'xyzw'[k]}`;
  if (block === 2) return `((u0 & 2) == 0 ? w.${'xy'[k]} : w.${'zw'[k]})`;
  return '((u0 & 2) == 0 ? ((u0 & 1) == 0 ? w.x : w.y) : ((u0 & 1) == 0 ? w.z : w.w))';
}
