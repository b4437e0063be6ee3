import type { Fault } from '../../core/cell/cell.ts';
import { isMatrix, isReserved } from '../../core/cell/vocabulary.ts';

export type Kind = 'matrix' | 'function' | 'state' | 'number' | 'comment' | 'plain';

/** A piece of the source that is drawn in one way. */
export interface Piece {
  readonly text: string;
  readonly kind: Kind;
  readonly faulty: boolean;
}

const TOKEN = /#[^\n]*|\p{L}[\p{L}\p{M}0-9_]*['’′]?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[^\p{L}\d#]+?/gu;

/**
 * A cell's text cut into pieces to be coloured, faults and all; together they are the text again. `states` are the names
 * that some line gives with a prime.
 */
export function highlight(source: string, faults: readonly Fault[]): Piece[] {
  const states = new Set(Array.from(source.matchAll(/(\p{L}[\p{L}\p{M}0-9_]*)['’′]/gu), ([, name]) => name ?? ''));
  const pieces: Piece[] = [];
  for (const { 0: text, index } of source.matchAll(TOKEN)) {
    for (const part of cut(text, index, faults)) append(pieces, { ...part, kind: kindOf(text, states) });
  }
  return pieces;
}

function kindOf(text: string, states: ReadonlySet<string>): Kind {
  if (text.startsWith('#')) return 'comment';
  if (/^[.\d]/.test(text)) return 'number';
  if (!/^\p{L}/u.test(text)) return 'plain';
  const name = text.replace(/['’′]$/, '');
  if (isReserved(name) || name === 'σ') return 'function';
  if (states.has(name)) return 'state';
  return isMatrix(name) ? 'matrix' : 'plain';
}

/** The text at `offset`, cut where a fault begins or ends. */
function cut(text: string, offset: number, faults: readonly Fault[]): Omit<Piece, 'kind'>[] {
  const parts: Omit<Piece, 'kind'>[] = [];
  let from = 0;
  for (let at = 1; at <= text.length; at++) {
    const faulty = isFaulty(offset + at - 1, faults);
    if (at < text.length && isFaulty(offset + at, faults) === faulty) continue;
    parts.push({ text: text.slice(from, at), faulty });
    from = at;
  }
  return parts;
}

const isFaulty = (at: number, faults: readonly Fault[]): boolean =>
  faults.some(({ offset, length }) => at >= offset && at < offset + Math.max(1, length));

function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last !== undefined && last.kind === piece.kind && last.faulty === piece.faulty)
    pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
  else pieces.push(piece);
}
