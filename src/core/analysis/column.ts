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
  const columns = layers.map((values) => columnOf(values, column));
  const joined = new Float32Array(columns.reduce((length, part) => length + part.length, 0));
  columns.reduce((offset, part) => {
    joined.set(part, offset);
    return offset + part.length;
  }, 0);
  return joined;
}
