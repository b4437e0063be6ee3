/** Names that TextDecoder knows. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * How the text of a file is encoded, by the mark it begins with, else by whether its first bytes (64 kB do) are UTF-8: what
 * is not was saved by an older spreadsheet, for western Europe as windows-1252.
 */
export function encodingOf(head: Uint8Array): Encoding {
  const [first, second] = head;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return head.includes(0) || isUtf8(head) ? 'utf-8' : 'windows-1252';
}

/** Whether every byte above 127 is part of a sequence; one that the end cuts off is let pass. */
function isUtf8(bytes: Uint8Array): boolean {
  let more = 0;
  for (const byte of bytes) {
    if (more > 0) {
      if ((byte & 0xc0) !== 0x80) return false;
      more--;
    } else if (byte >= 0xc2 && byte <= 0xf4) more = byte >= 0xf0 ? 3 : byte >= 0xe0 ? 2 : 1;
    else if (byte >= 0x80) return false;
  }
  return true;
}
