/** Bytes in nested lists, as pieces of a module are put together; flattened once, at the end. */
export type Code = number | readonly Code[];

/** LEB128 without sign, up to 2³²−1. */
export function unsigned(value: number): Code {
  if (!Number.isInteger(value) || value < 0 || value >= 2 ** 32) throw new RangeError(`${value} is no unsigned number of 32 bits`);
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  bytes.push(rest);
  return bytes;
}

/** LEB128 with sign, of 32 bits; numbers from 2³¹ to 2³²−1 stand for the same bits. */
export function signed(value: number): Code {
  if (!Number.isInteger(value) || value < -(2 ** 31) || value >= 2 ** 32) throw new RangeError(`${value} is no number of 32 bits`);
  const bytes: number[] = [];
  let rest = value | 0;
  for (; rest < -0x40 || rest >= 0x40; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest & 0x7f);
  return bytes;
}

export const float32 = (value: number): Code => [...new Uint8Array(Float32Array.of(value).buffer)];
export const float64 = (value: number): Code => [...new Uint8Array(Float64Array.of(value).buffer)];

/** A list as the format writes it: its length, then its entries. */
export const list = (entries: readonly Code[]): Code => [unsigned(entries.length), entries];

export const text = (value: string): Code => list([...new TextEncoder().encode(value)]);

/** Bytes with their length before them. */
export function sized(code: Code): Code {
  return [unsigned(lengthOf(code)), code];
}

export const section = (id: number, code: Code): Code => [id, sized(code)];

export function flatten(code: Code): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(code));
  let at = 0;
  const write = (piece: Code): void => {
    if (typeof piece === 'number') bytes[at++] = piece;
    else for (const inner of piece) write(inner);
  };
  write(code);
  return bytes;
}

function lengthOf(code: Code): number {
  if (typeof code === 'number') return 1;
  let length = 0;
  for (const piece of code) length += lengthOf(piece);
  return length;
}
