import { TableFault } from './fault.ts';

const CSV = 'save it as CSV first';
const EXCEL = `It looks like an Excel or OpenDocument file: open it in a spreadsheet and ${CSV}`;

/** What a file that is no table begins with, as bytes read as UTF-8 or as windows-1252. */
const OTHERS: readonly (readonly [string, string])[] = [
  ['PK\u0003\u0004', EXCEL],
  ['\ufffd\ufffd\u0011', EXCEL],
  ['ÐÏ\u0011', EXCEL],
  ['%PDF', 'It looks like a PDF: find the table that it was printed from, as CSV'],
  ['\u001f\ufffd', 'It looks like a compressed file (gzip): unpack it first'],
  ['\u001f‹', 'It looks like a compressed file (gzip): unpack it first'],
  ['{\\rtf', `It looks like a document with formatting: ${CSV}, as plain text`],
];
const MARKUP = /^\s*<(!doctype|html|\?xml|!--|svg|table)/i;
const JSON_START = /^\s*(\{\s*["'}]|\[\s*[[{"\d-])/;

/** @throws {TableFault} where the beginning of a file shows that it is no table. */
export function refuseOthers(head: string): void {
  const other = OTHERS.find(([start]) => head.startsWith(start));
  if (other !== undefined) throw new TableFault(other[1]);
  if (MARKUP.test(head))
    throw new TableFault('It looks like a web page or XML, where a table should be: download the data themselves, as CSV', 1);
  if (JSON_START.test(head)) throw new TableFault(`It looks like JSON: ${CSV}, one row a line`, 1);
  const { zeros, others } = controlsIn(head);
  if (zeros > head.length / 4) throw new TableFault('It looks like text in UTF-16: save it as CSV in UTF-8 first');
  if (zeros > 0 || others > head.length / 100) throw new TableFault(`It looks like a binary file, and not like text: ${CSV}`);
}

/** Characters that no table holds: zeros, and others below the space but for line ends, tabs and the end mark of DOS. */
function controlsIn(text: string): { readonly zeros: number; readonly others: number } {
  let [zeros, others] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0) zeros++;
    else if (code < 0x20 && (code < 0x09 || code > 0x0d) && code !== 0x1a) others++;
  }
  return { zeros, others };
}
