import type { Fault } from './cell.ts';
import type { Place } from './place.ts';

/** Thrown inside the parser to give up on one line; never leaves it. */
export class LineFault extends Error {
  readonly fault: Fault;
  constructor(place: Place, message: string) {
    super(message);
    this.fault = faultAt(place, message);
  }
}

/** The fault that stopped a line; anything else that was thrown is thrown on. */
export function faultOf(error: unknown): Fault {
  if (error instanceof LineFault) return error.fault;
  throw error;
}

export const faultAt = ({ line, column, offset, length }: Place, message: string): Fault => ({ line, column, offset, length, message });

/** "line 2, column 7: no function `sigmod`; did you mean `sigmoid`?" */
export const describeFault = (fault: Fault): string => `line ${fault.line}, column ${fault.column}: ${fault.message}`;

/** From the start of `first` to the end of `last`, both on one line. */
export const span = (first: Place, last: Place): Place => ({ ...first, length: last.offset + last.length - first.offset });

const LONGEST = 24;

/** A piece of somebody's text in backquotes, cut where it is long. */
export function quote(text: string): string {
  const characters = [...text];
  return `\`${characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : text}\``;
}
