import { describe, expect, test } from 'vitest';
import { BUILTIN, cellOf, cellSource, isBuiltin, TITLES } from './builtin.ts';

describe('the built-in cells', () => {
  test.each(Object.keys(BUILTIN))('%s is its text, parsed once', (name) => {
    expect(cellOf(name)).toBe(cellOf(cellSource(name)));
    expect(cellOf(name).source).toBe(cellSource(name));
    expect(Object.keys(TITLES)).toContain(name);
  });

  test('only the feedforward one is remarked on', () => {
    expect(Object.keys(BUILTIN).filter((name) => cellOf(name).remarks.length > 0)).toEqual(['feedforward']);
  });

  test('have the parameters that PyTorch gives them', () => {
    const { matrices, vectors } = cellOf('gru');
    expect(matrices.map(({ name }) => name)).toEqual(['Wz', 'Uz', 'Wr', 'Ur', 'Wn', 'Un']);
    expect(vectors).toEqual(['bz', 'br', 'bn', 'cn']);
  });

  test('are not found under names that every object has', () => {
    expect(isBuiltin('constructor')).toBe(false);
    expect(cellSource('toString')).toBe('toString');
  });

  test('a word that is none of them is answered with their names, a text with its first fault', () => {
    expect(() => cellOf('lsmt')).toThrow('no cell is called `lsmt`; did you mean `lstm`?: take one of feedforward');
    expect(() => cellOf('__proto__')).toThrow('no cell is called `__proto__`');
    expect(() => cellOf("h' = sigmod(x)")).toThrow('line 1, column 6: no function `sigmod`; did you mean `sigmoid`?');
  });
});
