import type { Cell, Equation, Fault, Parsed } from './cell.ts';
import { type Checked, check } from './check.ts';
import { type Definition, readDefinitions } from './definitions.ts';
import { derive } from './derive.ts';
import { faultAt, quote } from './fault.ts';
import { scopeOf } from './names.ts';
import { linesOf } from './scan.ts';

export { describeFault } from './fault.ts';

/** How many characters (UTF-16 units) a cell's text may have. */
export const LONGEST_SOURCE = 4000;
/** How many faults are told at once. */
const MOST_FAULTS = 20;

/**
 * Reads a cell's text: its equations, their shapes, the backward pass derived from them; or everything that is wrong with
 * it, in the order of the text. Takes time proportional to the text, and never throws.
 */
export function parseCell(source: string): Parsed {
  if (source.length > LONGEST_SOURCE) return { ok: false, faults: [tooLong(source)] };
  const { definitions, faults, unnamed } = readDefinitions(source);
  const [meant, missing] = requireOutput(definitions, source, unnamed || (faults.length > 0 && definitions.length === 0));
  const { scope, faults: taken } = scopeOf(meant);
  const checked = check(source, scope);
  const all = [...faults, ...missing, ...taken, ...checked.faults];
  if (all.length > 0) return { ok: false, faults: all.sort((a, b) => a.offset - b.offset).slice(0, MOST_FAULTS) };
  return { ok: true, cell: assemble(source, meant, checked) };
}

function tooLong(source: string): Fault {
  const line = linesOf(source.slice(0, LONGEST_SOURCE)).at(-1) ?? { line: 1, offset: 0 };
  const place = {
    line: line.line,
    column: LONGEST_SOURCE - line.offset + 1,
    offset: LONGEST_SOURCE,
    length: source.length - LONGEST_SOURCE,
  };
  return faultAt(place, `this cell has ${source.length} characters and may have ${LONGEST_SOURCE}: shorten it from here on`);
}

/** The definitions with `h'` among them, or a fault; where `h` is defined without its prime, that is taken to be meant. */
function requireOutput(definitions: readonly Definition[], source: string, unsure: boolean): [readonly Definition[], readonly Fault[]] {
  if (definitions.some(({ name, primed }) => name === 'h' && primed)) return [definitions, []];
  const index = definitions.findIndex(({ name }) => name === 'h');
  const bare = definitions[index];
  if (bare !== undefined)
    return [definitions.with(index, { ...bare, primed: true }), [faultAt(bare.place, "the new state takes a prime: write `h' = …`")]];
  if (unsure) return [definitions, []];
  const last = definitions.at(-1);
  const end = linesOf(source).at(-1);
  const place = last?.place ?? { line: end?.line ?? 1, column: 1, offset: end?.offset ?? 0, length: 0 };
  const what = last === undefined ? 'this cell has no equation' : "no line gives `h'`, the output of the cell";
  return [definitions, [faultAt(place, `${what}: add one, such as \`h' = tanh(W x + U h + b)\``)]];
}

function assemble(source: string, definitions: readonly Definition[], checked: Checked): Cell {
  const equations = definitions.flatMap(equationOf);
  const states = definitions.filter(({ primed }) => primed).map(({ name }) => name);
  const gates = definitions.filter(({ primed }) => !primed).map(({ name }) => name);
  const matrices = [...checked.matrices]
    .sort(([, a], [, b]) => a.place.offset - b.place.offset)
    .map(([name, { columns }]) => ({ name, columns }));
  const names = { states: ['h', ...states.filter((name) => name !== 'h')], gates, vectors: [...checked.vectors] };
  const derived = derive(equations, { ...names, matrices: matrices.map(({ name }) => name) });
  return { source, equations, ...names, matrices, ...derived, remarks: remarksOn(definitions, checked) };
}

function equationOf({ name, primed, place, expression }: Definition): readonly Equation[] {
  return expression === null ? [] : [{ name: primed ? `${name}'` : name, place, expression }];
}

function remarksOn(definitions: readonly Definition[], { reads }: Checked): string[] {
  const remarks: string[] = [];
  if (!reads.input) remarks.push('This cell never reads `x`: no input can change what it does.');
  if (!reads.previous)
    remarks.push('This cell never looks back: it reads no state of the step before, so nothing is remembered and no blame travels.');
  definitions.forEach(({ name, primed }, index) => {
    if (!primed && !reads.lines.has(index)) remarks.push(`No line reads ${quote(name)}, so it changes nothing.`);
  });
  return remarks;
}
