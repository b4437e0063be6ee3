import { faultOfText, OTHER } from '../../core/text/corpus.ts';
import { fromUtf8 } from '../../core/utf8.ts';

/** Bytes of the longest text that is read: four a character at most. */
const MOST_BYTES = 8_000_000;
/** From this share of characters on that are none, the bytes are of another encoding. */
const STRANGE = 0.002;

export type Read = { readonly text: string } | { readonly fault: string };

/** What a person gave, as a text that can be learned from; or a sentence on why not. */
export function readText(text: string): Read {
  const fault = faultOfText(text);
  return fault === null ? { text } : { fault };
}

/** Why a file is not even read; null where it is. */
export const faultOfSize = (bytes: number): string | null =>
  bytes <= MOST_BYTES ? null : `The file has ${megabytes(bytes)} MB: give one of ${megabytes(MOST_BYTES)} MB at most.`;

/** A file's bytes, which have to be UTF-8. */
export function readBytes(bytes: Uint8Array): Read {
  const text = fromUtf8(bytes);
  const strange = text.split(OTHER).length - 1;
  if (strange > STRANGE * text.length && !bytes.includes(0))
    return { fault: `${strange.toLocaleString('en')} of its characters cannot be read: save the file as UTF-8 first.` };
  return readText(text);
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);

/** A text by its first words and its length. */
export function toldText(bytes: Uint8Array): string {
  const text = fromUtf8(bytes);
  const words = text.replace(/\s+/g, ' ').trim();
  const start = [...words.slice(0, 80)].slice(0, 40).join('');
  return `“${start}${start.length < words.length ? ' …' : ''}”, ${[...text].length.toLocaleString('en')} characters`;
}
