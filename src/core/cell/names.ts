import type { Fault } from './cell.ts';
import type { Definition } from './definitions.ts';
import { faultAt, quote } from './fault.ts';
import { nearest } from './nearest.ts';
import type { Expression } from './syntax.ts';

type Name = Extract<Expression, { kind: 'name' }>;

/** What a name stands for in the line where it is read. */
export type Meaning =
  | { readonly kind: 'input' }
  | { readonly kind: 'previous'; readonly state: string }
  | { readonly kind: 'vector' }
  | { readonly kind: 'definition'; readonly index: number };

/** Which names the lines of a cell define: each with the index of its line. */
export interface Scope {
  readonly definitions: readonly Definition[];
  readonly states: ReadonlyMap<string, number>;
  readonly gates: ReadonlyMap<string, number>;
}

/** The scope of some definitions, the first of a name counting, with a fault for each that takes a name already taken. */
export function scopeOf(definitions: readonly Definition[]): { readonly scope: Scope; readonly faults: readonly Fault[] } {
  const states = new Map<string, number>();
  const gates = new Map<string, number>();
  const faults: Fault[] = [];
  definitions.forEach(({ name, primed, place }, index) => {
    const earlier = states.get(name) ?? gates.get(name);
    const own = primed ? states : gates;
    if (!own.has(name)) own.set(name, index);
    if (earlier !== undefined) faults.push(faultAt(place, taken(definitions, earlier, index)));
  });
  return { scope: { definitions, states, gates }, faults };
}

function taken(definitions: readonly Definition[], earlier: number, index: number): string {
  const first = definitions[earlier];
  const second = definitions[index];
  const line = first?.place.line ?? 1;
  if (first?.primed === second?.primed)
    return `${quote(shown(second))} is defined twice, first on line ${line}: give one of them another name`;
  const state = quote(`${second?.name ?? ''}'`);
  return `line ${line} defines ${quote(shown(first))}, and ${state} would be a state of the same name: give one of them another name`;
}

const shown = (definition: Definition | undefined): string =>
  definition === undefined ? '' : `${definition.name}${definition.primed ? "'" : ''}`;

/** What `expression` stands for in line `index`, or the fault in it. */
export function meaningOf(scope: Scope, { name, place }: Name, index: number): Meaning | Fault {
  if (name === 'x') return { kind: 'input' };
  const meaning = name.endsWith("'") ? primedMeaning(scope, name.slice(0, -1), index) : plainMeaning(scope, name, index);
  return typeof meaning === 'string' ? faultAt(place, meaning) : meaning;
}

function primedMeaning(scope: Scope, name: string, index: number): Meaning | string {
  if (name === 'x') return "`x'` is nothing: the input is `x`, and only states take a prime";
  const line = scope.states.get(name);
  if (line === undefined) return noState(scope, name);
  if (line < index) return { kind: 'definition', index: line };
  const state = quote(`${name}'`);
  if (line === index) return `${state} cannot be read in the line that defines it: its value at the step before is ${quote(name)}`;
  return `${state} is defined below, on line ${lineOf(scope, line)}: move that line up, or write ${quote(name)} for its value at the step before`;
}

function noState(scope: Scope, name: string): string {
  if (scope.gates.has(name)) return `${quote(name)} is no state and takes no prime: write ${quote(name)}`;
  const close = nearest(name, scope.states.keys());
  const mend = close === null ? `add a line ${quote(`${name}' = …`)} above, or drop the prime` : `did you mean ${quote(`${close}'`)}?`;
  return `no line defines ${quote(`${name}'`)}${close === null ? ': ' : '; '}${mend}`;
}

function plainMeaning(scope: Scope, name: string, index: number): Meaning | string {
  if (scope.states.has(name)) return { kind: 'previous', state: name };
  const line = scope.gates.get(name);
  if (line === undefined) return { kind: 'vector' };
  if (line < index) return { kind: 'definition', index: line };
  const gate = quote(name);
  if (line === index) return `${gate} is defined by itself: to carry it from step to step make it a state, ${quote(`${name}' = …`)}`;
  return `${gate} is used before its line, line ${lineOf(scope, line)}: move that line above this one`;
}

const lineOf = (scope: Scope, index: number): number => scope.definitions[index]?.place.line ?? 1;
