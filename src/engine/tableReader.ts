import { encodingOf } from '../core/csv/encoding.ts';
import { checkSize, TableFault } from '../core/csv/fault.ts';
import { packTable } from '../core/csv/pack.ts';
import { createReader } from '../core/csv/reader.ts';
import type { FromReader, ToReader } from '../protocol/table.ts';

/* The worker that reads one table and ends: text by text, so that a large file never stands whole in memory. */

const PROGRESS_MS = 100;
/** Bytes from which the encoding is told. */
const HEAD = 65_536;
/** What files that are not UTF-8 are mostly written in. */
const OLDER = 'windows-1252';

self.onmessage = async ({ data: { file } }: MessageEvent<ToReader>) => {
  try {
    checkSize(file.size);
    const encoding = encodingOf(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()));
    const table = await read(file, encoding).catch((error: unknown) => {
      if (error instanceof OtherEncoding) return read(file, OLDER);
      throw error;
    });
    const bytes = packTable(table);
    send({ type: 'read', table: bytes }, [bytes.buffer as ArrayBuffer]);
  } catch (error) {
    send(refusalOf(error));
  }
};

/** The bytes are not of the encoding that was tried. */
class OtherEncoding extends Error {}

/** @throws {OtherEncoding} */
async function read(file: Blob, encoding: string) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reader = createReader();
  const stream = file.stream().getReader();
  let [bytes, told] = [0, performance.now()];
  for (let part = await stream.read(); !part.done; part = await stream.read()) {
    reader.push(decoded(decoder, part.value));
    bytes += part.value.length;
    if (performance.now() - told < PROGRESS_MS) continue;
    told = performance.now();
    send({ type: 'progress', bytes, rows: reader.rows });
  }
  reader.push(decoded(decoder));
  const table = reader.end();
  return encoding === OLDER ? { ...table, notes: [...table.notes, 'The file is not UTF-8: it was read as Windows-1252.'] } : table;
}

function decoded(decoder: TextDecoder, bytes?: Uint8Array<ArrayBuffer>): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (cause) {
    throw new OtherEncoding('the bytes are of another encoding', { cause });
  }
}

function refusalOf(error: unknown): FromReader {
  const message = error instanceof Error ? error.message : String(error);
  const place = error instanceof TableFault ? error : { line: null, column: null };
  return { type: 'refused', message, line: place.line, column: place.column };
}

function send(message: FromReader, transfer: Transferable[] = []): void {
  (self as unknown as Worker).postMessage(message, transfer);
}
