/* Tables for the terminal and for Markdown. */

/** @typedef {{ title: string, head: readonly string[], rows: readonly (readonly string[])[], notes?: readonly string[], words?: boolean }} Table `words`: of sentences, set to the left */

/** Three digits of a duration, as many as are worth reading. @param {number} milliseconds */
export function brief(milliseconds) {
  if (!Number.isFinite(milliseconds)) return '–';
  if (milliseconds >= 1000) return Math.round(milliseconds).toLocaleString('en');
  return milliseconds >= 100 ? milliseconds.toFixed(0) : milliseconds.toPrecision(milliseconds < 0.01 ? 1 : milliseconds < 0.1 ? 2 : 3);
}

/** Rows beneath each other, numbers to the right. @param {Table} table */
export function plain({ title, head, rows, notes = [], words = false }) {
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => (row[column] ?? '').length)));
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((text, column) => (column === 0 || words ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  return ['', title, rule, line(head), rule, ...rows.map(line), rule, ...notes].join('\n');
}

/** @param {Table} table */
export function markdown({ title, head, rows, notes = [], words = false }) {
  const line = (/** @type {readonly string[]} */ row) => `| ${row.join(' | ')} |`;
  const rule = line(head.map((_, column) => (column === 0 || words ? '---' : '--:')));
  return [`### ${title}`, '', line(head), rule, ...rows.map(line), '', ...notes.flatMap((note) => [note, ''])].join('\n');
}
