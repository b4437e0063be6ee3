const [BAD, BOM] = ['�', 0xfeff];

/** The text of UTF-8 bytes, without its byte order mark; what is no UTF-8 becomes `�`. */
export function fromUtf8(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [code, length] = codeAt(bytes, at);
    if (code !== BOM || at > 0) parts.push(code < 0 ? BAD : String.fromCodePoint(code));
    at += length;
  }
  return parts.join('');
}

/** The code point at a place and its bytes; −1 where none starts there. */
function codeAt(bytes: Uint8Array, at: number): [number, number] {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return [first, 1];
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4) return [-1, 1];
  let code = first & (0x7f >> length);
  for (let k = 1; k < length; k++) {
    const next = bytes[at + k] ?? 0;
    if ((next & 0xc0) !== 0x80) return [-1, k];
    code = code * 64 + (next & 0x3f);
  }
  return isWhole(code, length) ? [code, length] : [-1, length];
}

const LEAST = [0, 0, 0x80, 0x800, 0x10000];

const isWhole = (code: number, length: number): boolean =>
  code >= (LEAST[length] ?? 0) && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);

/** The UTF-8 bytes of a text; halves of surrogate pairs become `�`. */
export function toUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text.replace(/\p{Surrogate}/gu, BAD)) push(bytes, character.codePointAt(0) ?? 0);
  return Uint8Array.from(bytes);
}

function push(bytes: number[], code: number): void {
  if (code < 0x80) bytes.push(code);
  else if (code < 0x800) bytes.push(0xc0 | (code >> 6), rest(code, 0));
  else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), rest(code, 6), rest(code, 0));
  else bytes.push(0xf0 | (code >> 18), rest(code, 12), rest(code, 6), rest(code, 0));
}

const rest = (code: number, shift: number): number => 0x80 | ((code >> shift) & 0x3f);
