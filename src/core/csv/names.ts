import { shorten } from '../words.ts';

/** Names of columns: what the header says, on one line and cut where it is long; "column 3" where it says nothing; with (2) where one comes again. */
export function namesOf(fields: readonly string[], header: boolean): readonly string[] {
  const taken = new Set<string>();
  return fields.map((field, index) => {
    const own = header ? shorten(field).trim() : '';
    const name = unlike(taken, own === '' ? `column ${index + 1}` : own);
    taken.add(name);
    return name;
  });
}

function unlike(taken: ReadonlySet<string>, name: string): string {
  if (!taken.has(name)) return name;
  for (let k = 2; ; k++) if (!taken.has(`${name} (${k})`)) return `${name} (${k})`;
}
