import type { Fault } from './cell.ts';
import { faultAt, faultOf, LineFault, quote } from './fault.ts';
import { parseExpression } from './grammar.ts';
import type { Place } from './place.ts';
import { isSign } from './reader.ts';
import { linesOf, type SourceLine, scanLine, type Token } from './scan.ts';
import type { Expression } from './syntax.ts';
import { isMatrix, isReserved } from './vocabulary.ts';

/** How many lines of a cell may define something. */
const MOST_DEFINITIONS = 40;

/** A line as read: what it defines, and what that equals where the line could be read to its end. */
export interface Definition {
  readonly name: string;
  readonly primed: boolean;
  readonly place: Place;
  readonly expression: Expression | null;
}

export interface Definitions {
  readonly definitions: readonly Definition[];
  readonly faults: readonly Fault[];
  /** Whether some line could not be read as far as the name that it defines. */
  readonly unnamed: boolean;
}

interface Head {
  readonly name: string;
  readonly primed: boolean;
  readonly place: Place;
}

interface Scanned {
  readonly tokens: readonly Token[];
  readonly head: Head | null;
  readonly fault: Fault | null;
}

/** Reads a source line by line; each line tells its first fault. */
export function readDefinitions(source: string): Definitions {
  const lines = linesOf(source)
    .map(scanHead)
    .filter(({ tokens, fault }) => fault !== null || tokens[0]?.kind !== 'end');
  const known = new Set(lines.flatMap(({ head }) => (head === null ? [] : [head.name])));
  const kept = lines.slice(0, MOST_DEFINITIONS);
  const read = kept.map((line) => readLine(line, known));
  const surplus = lines[MOST_DEFINITIONS];
  const faults = read.flatMap(({ fault }) => fault ?? []);
  return {
    definitions: read.flatMap(({ definition }) => definition ?? []),
    faults: surplus === undefined ? faults : [...faults, tooMany(surplus, lines.length)],
    unnamed: surplus !== undefined || read.some(({ definition }) => definition === null),
  };
}

function tooMany({ tokens, fault }: Scanned, lines: number): Fault {
  const place = tokens[0]?.place ?? fault ?? { line: 1, column: 1, offset: 0, length: 0 };
  return faultAt(place, `this cell has ${lines} equations and may have ${MOST_DEFINITIONS}: put some together`);
}

function scanHead(line: SourceLine): Scanned {
  const { tokens, fault } = scanLine(line);
  try {
    return { tokens, head: headOf(tokens), fault };
  } catch (error) {
    return { tokens, head: null, fault: fault ?? faultOf(error) };
  }
}

/** The name before `=`; null for a line with nothing on it. */
function headOf(tokens: readonly Token[]): Head | null {
  const [name, equals] = tokens;
  if (name === undefined || name.kind === 'end') return null;
  if (name.kind !== 'name') throw new LineFault(name.place, "a line begins with the name that it defines, as in `h' = …`");
  if (equals === undefined || !isSign(equals, '='))
    throw new LineFault((equals?.kind === 'end' ? name : (equals ?? name)).place, noEquals(name, tokens));
  const mend = wrongName(name.text);
  if (mend !== null) throw new LineFault(name.place, mend);
  return { name: name.text, primed: name.primed, place: name.place };
}

function noEquals(name: Token, tokens: readonly Token[]): string {
  if (tokens.some((token) => isSign(token, '=')))
    return `\`=\` should stand right after the first name: write ${quote(`${name.text} = …`)}`;
  return "this line has no `=`: an equation is written `h' = …`, a comment starts with `#`";
}

function wrongName(name: string): string | null {
  if (name === 'x') return '`x` is the input and cannot be defined: choose another name';
  if (isReserved(name)) return `${quote(name)} is a function and cannot be defined: choose another name`;
  if (isMatrix(name)) return `a capital letter stands for a matrix of weights, which no line defines: write ${quote(uncapitalised(name))}`;
  return null;
}

const uncapitalised = (name: string): string => name.replace(/^./u, (first) => first.toLowerCase());

function readLine({ tokens, head, fault }: Scanned, known: ReadonlySet<string>): { definition: Definition | null; fault: Fault | null } {
  if (head === null) return { definition: null, fault };
  if (fault !== null) return { definition: { ...head, expression: null }, fault };
  try {
    return { definition: { ...head, expression: parseExpression({ tokens, known, at: 2, depth: 0 }) }, fault };
  } catch (error) {
    return { definition: { ...head, expression: null }, fault: faultOf(error) };
  }
}
