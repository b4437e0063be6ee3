/**
 * A whole number below 2^48 that stands for bytes: two multiplicative hashes of 32 bits side by side over words of four
 * bytes, each finished as MurmurHash3 does. Two different files share one by chance once in 2^24 files; it guards against
 * what was cut off or mixed up, not against malice.
 */
export function digestOf(bytes: Uint8Array): number {
  let a = 0x9e3779b1 ^ bytes.length;
  let b = 0x85ebca77 ^ bytes.length;
  for (let at = 0; at < bytes.length; at += 4) {
    const word = wordAt(bytes, at);
    a = mixed(a ^ word, 0xc2b2ae3d);
    b = mixed(b ^ word, 0x27d4eb2f);
  }
  return (finished(a) & 0xffff) * 0x100000000 + finished(b);
}

/** The digest of a text, by its UTF-16 units. */
export function digestOfText(text: string): number {
  const bytes = new Uint8Array(2 * text.length);
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    bytes[2 * k] = unit & 0xff;
    bytes[2 * k + 1] = unit >> 8;
  }
  return digestOf(bytes);
}

/** Four bytes, the first the lowest; those past the end are 0. */
const wordAt = (bytes: Uint8Array, at: number): number =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24);

function mixed(value: number, factor: number): number {
  const product = Math.imul(value, factor);
  return product ^ (product >>> 15);
}

function finished(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
