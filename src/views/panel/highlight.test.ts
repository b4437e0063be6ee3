import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCell } from '../../core/cell/parse.ts';
import { highlight } from './highlight.ts';

const faultsOf = (source: string) => {
  const parsed = parseCell(source);
  return parsed.ok ? [] : parsed.faults;
};

describe('the coloured text of a cell', () => {
  test('is the text, whatever is typed', () => {
    const piece = fc.constantFrom("h'", 'Wx', 'σ(', '1.5e-3', '# note', '\n', ' ', '+ *', '½', '🙂', '\u0301', '0x', "'", '`');
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string({ maxLength: 4 })), { maxLength: 30 }), (parts) => {
        const source = parts.join('');
        const pieces = highlight(source, faultsOf(source));
        expect(pieces.map(({ text }) => text).join('')).toBe(source);
      }),
    );
  });

  test('tells matrices, functions, states, numbers and comments apart', () => {
    const kinds = new Map(highlight("c' = 0.5 * tanh(Wc x) + c # carry", []).map(({ text, kind }) => [text.trim(), kind]));
    expect(kinds.get("c'")).toBe('state');
    expect(kinds.get('0.5')).toBe('number');
    expect(kinds.get('tanh')).toBe('function');
    expect(kinds.get('Wc')).toBe('matrix');
    expect(kinds.get('# carry')).toBe('comment');
  });

  test('underlines what is at fault and nothing else', () => {
    const source = "z = sigmod(Wz x + Uz h)\nh' = z * h";
    const faulty = highlight(source, faultsOf(source)).filter((piece) => piece.faulty);
    expect(faulty.map(({ text }) => text)).toEqual(['sigmod']);
  });
});
