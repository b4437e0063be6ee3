/** An entry of the list of what is done, and the iteration from which on it is: `freeze:U@120` is done once 120 iterations are made, `freeze:U` before the first. */
export function splitEntry(entry: string): { readonly text: string; readonly at: string } {
  const place = entry.lastIndexOf('@');
  return place < 0 ? { text: entry, at: '0' } : { text: entry.slice(0, place), at: entry.slice(place + 1) };
}

/** What of a list is done to the network once so many iterations are made. */
export function doneAt(list: string, iteration: number): string {
  if (!list.includes('@')) return list;
  return entriesOf(list)
    .filter((entry) => !(Number(splitEntry(entry).at) > iteration))
    .join(',');
}

/** A list without some of its entries. */
export const without = (list: string, entries: readonly string[]): string =>
  entriesOf(list)
    .filter((entry) => !entries.includes(entry))
    .join(',');

/** Whether an entry stands in a list, in the same words. */
export const stands = (entry: string, list: string): boolean => entriesOf(list).includes(entry);

/**
 * The list as it came about: what is in it and was not in the one before is done from this iteration on, where it says that it
 * was done earlier.
 */
export function dated(list: string, before: string, iteration: number): string {
  const known = new Set(entriesOf(before));
  const date = (entry: string): string => {
    const { text, at } = splitEntry(entry);
    return known.has(entry) || Number(at) >= iteration ? entry : `${text}@${iteration}`;
  };
  return entriesOf(list).map(date).join(',');
}

const entriesOf = (list: string): readonly string[] => list.split(',').filter((entry) => entry !== '');
