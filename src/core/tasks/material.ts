/** Data that a task needs and that does not stand in the code: a file of the page, or what a person gave. */
export interface Material {
  /** Under which it is supplied: a file's path from the page, or the kind of what a person gave with its digest. */
  readonly name: string;
  /** What it is, for a person who waits for it or has to give it. */
  readonly title: string;
  /** Null where a person has to give it: it is on no server. */
  readonly file: { readonly bytes: number; readonly digest: number } | null;
}

/** A sequence was asked for before its data were there. */
export class MissingMaterial extends Error {
  override readonly name = 'MissingMaterial';
  constructor(name: string) {
    super(`${name} is not here yet: supply it before a sequence is made`);
  }
}

/** What was supplied in this thread, by name. A name always means the same bytes, so that what is here never changes. */
const HELD = new Map<string, Uint8Array>();

/** Makes data known to this thread's tasks. */
export function supply(name: string, bytes: Uint8Array): void {
  if (!HELD.has(name)) HELD.set(name, bytes);
}

export const isSupplied = (name: string): boolean => HELD.has(name);

/** @throws {MissingMaterial} */
export function materialOf(name: string): Uint8Array {
  const bytes = HELD.get(name);
  if (bytes === undefined) throw new MissingMaterial(name);
  return bytes;
}

/** What is made of a material, made once. @throws {MissingMaterial} */
export function madeOf<T>(make: (bytes: Uint8Array) => T): (name: string) => T {
  const made = new WeakMap<Uint8Array, { readonly value: T }>();
  return (name) => {
    const bytes = materialOf(name);
    const known = made.get(bytes) ?? { value: make(bytes) };
    made.set(bytes, known);
    return known.value;
  };
}
