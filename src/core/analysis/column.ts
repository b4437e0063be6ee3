import type { Column } from './norms.ts';

/** One sequence's columns, (t, ·), out of an array ordered (t, b, ·). */
export function columnOf(values: ArrayLike<number>, { steps, size, sequence }: Column): Float32Array {
  const width = values.length / (steps * size);
  const column = new Float32Array(steps * width);
  for (let t = 0; t < steps; t++) {
    const offset = (t * size + sequence) * width;
    for (let i = 0; i < width; i++) column[t * width + i] = values[offset + i] as number;
  }
  return column;
}

/** The columns of all layers after one another: (layer, t, ·). */
export function columnsOf(layers: readonly ArrayLike<number>[], column: Column): Float32Array {
  return joined(layers.map((values) => columnOf(values, column)));
}

export function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}
