import { checkSize, TableFault } from '../core/csv/fault.ts';
import { packTable } from '../core/csv/pack.ts';
import { createReader } from '../core/csv/reader.ts';
import type { FromReader, ToReader } from '../protocol/table.ts';

/* The worker that reads one table and ends: text by text, so that a large file never stands whole in memory. */

const PROGRESS_MS = 100;
/** What files that are not UTF-8 are mostly written in. */
const OLDER = 'windows-1252';

self.onmessage = async ({ data: { file } }: MessageEvent<ToReader>) => {
  try {
    checkSize(file.size);
    const table = await read(file, 'utf-8').catch((error: unknown) => {
      if (error instanceof TypeError) return read(file, OLDER);
      throw error;
    });
    const bytes = packTable(table);
    send({ type: 'read', table: bytes }, [bytes.buffer as ArrayBuffer]);
  } catch (error) {
    send(refusalOf(error));
  }
};

/** @throws {TypeError} where the bytes are not of that encoding. */
async function read(file: Blob, encoding: string) {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const reader = createReader();
  const stream = file.stream().getReader();
  let [bytes, told] = [0, performance.now()];
  for (let part = await stream.read(); !part.done; part = await stream.read()) {
    reader.push(decoder.decode(part.value, { stream: true }));
    bytes += part.value.length;
    if (performance.now() - told < PROGRESS_MS) continue;
    told = performance.now();
    send({ type: 'progress', bytes, rows: reader.rows });
  }
  reader.push(decoder.decode());
  const table = reader.end();
  return encoding === OLDER ? { ...table, notes: [...table.notes, 'The file is not UTF-8: it was read as Windows-1252.'] } : table;
}

function refusalOf(error: unknown): FromReader {
  const message = error instanceof Error ? error.message : String(error);
  const place = error instanceof TableFault ? error : { line: null, column: null };
  return { type: 'refused', message, line: place.line, column: place.column };
}

function send(message: FromReader, transfer: Transferable[] = []): void {
  (self as unknown as Worker).postMessage(message, transfer);
}
