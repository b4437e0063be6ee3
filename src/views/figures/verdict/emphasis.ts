export interface Segment {
  readonly text: string;
  readonly strong: boolean;
}

/** A sentence whose strong words stand between pairs of asterisks, in parts. An asterisk pair without its end is plain text. */
export function segmentsOf(text: string): readonly Segment[] {
  const parts = held(text).split('**');
  const unpaired = parts.length % 2 === 0 ? parts.splice(-2).join('**') : null;
  if (unpaired !== null) parts.push(unpaired);
  return parts.map((part, index) => ({ text: part, strong: index % 2 === 1 })).filter((segment) => segment.text !== '');
}

/** A number is not parted from its unit at the end of a line. */
function held(text: string): string {
  return text.replace(/(\d|[⁰¹²³⁴⁵⁶⁷⁸⁹]) (?=%|×|ppm\b)/g, '$1\u00a0');
}

/** The sentence without its asterisks. */
export function plain(text: string): string {
  return segmentsOf(text)
    .map((segment) => segment.text)
    .join('');
}
