import { describe, expect, test } from 'vitest';
import type { Cell } from './cell.ts';
import { describeFault, LONGEST_SOURCE, parseCell } from './parse.ts';
import { printEquation } from './print.ts';

function cell(source: string): Cell {
  const parsed = parseCell(source);
  if (!parsed.ok) throw new Error(parsed.faults.map(describeFault).join('\n'));
  return parsed.cell;
}

function faults(source: string): string[] {
  const parsed = parseCell(source);
  return parsed.ok ? [] : parsed.faults.map(describeFault);
}

describe('a fault is told with its place and a mend', () => {
  test.each([
    // Functions
    ["h' = sigmod(W x)", 6, 'no function `sigmod`; did you mean `sigmoid`?'],
    ["h' = tnah(W x)", 6, 'no function `tnah`; did you mean `tanh`?'],
    [
      "h' = W x + q(3)",
      12,
      'no function `q`: write `q * (…)` to multiply; the functions are sigmoid, tanh, relu, softplus, exp, abs, sqrt, min, max',
    ],
    [
      "h' = sin(W x)",
      6,
      'no function `sin`: write `sin * (…)` to multiply; the functions are sigmoid, tanh, relu, softplus, exp, abs, sqrt, min, max',
    ],
    ["h' = Tanh(W x)", 6, 'functions are written in small letters: `tanh`'],
    ["h' = tanh W x", 6, '`tanh` is a function: write `tanh(…)`'],
    ["h' = tanh()", 6, '`tanh` has nothing between its parentheses: write `tanh(…)`'],
    ["h' = tanh(W x, b)", 14, '`tanh` takes one argument: delete the comma and what follows it'],
    ["h' = max(W x)", 6, '`max` takes two arguments with a comma between them: `max(a, b)`'],
    ["h' = min()", 6, '`min` takes two arguments with a comma between them: `min(a, b)`'],
    ["h' = min(W x, 1, 2)", 6, '`min` takes two arguments with a comma between them: `min(a, b)`'],
    // Products
    ["h' = 2 x", 8, 'put `*` between `2` and `x` to multiply them'],
    ["h' = a b + W x", 8, 'put `*` between `a` and `b` to multiply them'],
    ["h' = (a) W x", 10, 'put `*` between `)` and `W` to multiply them'],
    ["h' = tanh(W * x + b)", 11, '`W` is a matrix and multiplies what follows it: write `W x`, without `*`'],
    ["h' = W · (x * x)", 6, '`W` is a matrix and multiplies what follows it: write `W (…)`, without `*`'],
    ["h' = tanh(W + b)", 11, '`W` is a matrix and has nothing after it to multiply: write `W x`, or a small letter for a vector'],
    ["h' = W -x", 6, '`W` is a matrix and has nothing to multiply here: write `W x - …`, or `W (-x)`'],
    ["h' = tanh(Wx + b)", 11, '`Wx` is one name, of a matrix: put a space in it to multiply, `W x`'],
    ["h' = W' x", 6, '`W` is a matrix of weights and takes no prime: write `W`'],
    // Definitions
    ['W = 3', 1, 'a capital letter stands for a matrix of weights, which no line defines: write `w`'],
    ['x = 3', 1, '`x` is the input and cannot be defined: choose another name'],
    ['tanh = 3', 1, '`tanh` is a function and cannot be defined: choose another name'],
    ["h' = W x\nh' = U x", 1, "`h'` is defined twice, first on line 1: give one of them another name", 2],
    ["c = W x\nc' = U x\nh' = c", 1, "line 1 defines `c`, and `c'` would be a state of the same name: give one of them another name", 2],
    ['h = tanh(W x + U h)', 1, "the new state takes a prime: write `h' = …`"],
    ['z = W x', 1, "no line gives `h'`, the output of the cell: add one, such as `h' = tanh(W x + U h + b)`"],
    ['', 1, "this cell has no equation: add one, such as `h' = tanh(W x + U h + b)`"],
    ['# nothing\n ', 1, "this cell has no equation: add one, such as `h' = tanh(W x + U h + b)`", 2],
    ["h' = W x\n y", 2, "this line has no `=`: an equation is written `h' = …`, a comment starts with `#`", 2],
    ['f(x) = 3', 2, '`=` should stand right after the first name: write `f = …`'],
    ['3 = W x', 1, "a line begins with the name that it defines, as in `h' = …`"],
    ["h' =", 4, 'nothing follows the `=`: write what it equals, as in `tanh(W x + b)`'],
    ["h' = W x = 3", 10, 'a second `=` in one line: write each equation on a line of its own'],
    // Names and primes
    ["h' = W x + z\nz = V x", 12, '`z` is used before its line, line 2: move that line above this one'],
    ["z = z * W x\nh' = z", 5, "`z` is defined by itself: to carry it from step to step make it a state, `z' = …`"],
    ["h' = W x + z'", 12, "no line defines `z'`: add a line `z' = …` above, or drop the prime"],
    ["cell' = W x\nh' = cel'", 6, "no line defines `cel'`; did you mean `cell'`?", 2],
    ["z = W x\nh' = z'", 6, '`z` is no state and takes no prime: write `z`', 2],
    ["h' = W x + h'", 12, "`h'` cannot be read in the line that defines it: its value at the step before is `h`"],
    ["h' = W x + c'\nc' = f * c", 12, "`c'` is defined below, on line 2: move that line up, or write `c` for its value at the step before"],
    ["h' = W x'", 8, "`x'` is nothing: the input is `x`, and only states take a prime"],
    ["h'' = W x", 1, "one prime is enough: write `h'`"],
    ["h '= W x", 3, "a prime stands right behind the name of a state, as in `h'`"],
    // Parentheses and operators
    ["h' = tanh((W x + b)", 10, 'this `(` is never closed: add a `)`'],
    ["h' = W x)", 9, 'this `)` closes nothing: delete it, or open a `(` before it'],
    ["h' = W x +", 10, 'the line ends after `+` where a value should be: write a name, a number or something in parentheses there'],
    ["h' = (W x + ) * 2", 13, '`)` stands after `+` where a value should be: write a name, a number or something in parentheses there'],
    ["h' = 1,5 * W x", 7, 'a comma only parts the two arguments of `min` and `max`; decimals take a point'],
    // Shapes
    ["h' = x + h", 6, '`x` has one entry per input and `h` one per unit: multiply `x` by a matrix first, as in `W x`'],
    [
      "h' = tanh(W h + x * 2)",
      17,
      '`x * 2` has one entry per input and `W h` one per unit: multiply `x * 2` by a matrix first, as in `W2 (x * 2)`',
    ],
    ["h' = max(h, x)", 13, '`x` has one entry per input and `h` one per unit: multiply `x` by a matrix first, as in `W x`'],
    [
      "h' = W x + W h",
      12,
      '`W` multiplies `h` here, which has one entry per unit, and on line 1 what has one entry per input: use two matrices',
    ],
    ["h' = tanh(x)", 6, "`h'` would have one entry per input, and a state has one per unit: multiply by a matrix, as in `W tanh(x)`"],
    ["h' = 0.5", 6, "`h'` would be one and the same number in every unit: give it a matrix or a vector, as in `tanh(W x + b)`"],
    // Numbers
    ["h' = 0x10 * W x", 6, '`0x10` is not a decimal number: write `16`'],
    ["h' = 1e309 * W x", 6, '`1e309` is too large: the largest number is about 1.8e308'],
    ["h' = 1e-400 * W x", 6, '`1e-400` is too small to be told from 0: write `0`'],
    ["h' = ０ * W x", 6, 'the cell language has no `０` (U+FF10): write numbers in digits 0 to 9'],
    ["h' = 2.5.1 * W x", 9, 'put `*` between `2.5` and `.1` to multiply them'],
    // Characters
    ["h' = $a + W x", 6, 'the cell language has no `$` (U+0024): delete it'],
    ["h' = W x + h^2", 13, '`^` is not part of the cell language: a power is written `a * a`'],
    ["h' = W @ x", 8, '`@` is not part of the cell language: a matrix multiplies what follows it: write `W x`'],
    ["h' = W x; z = 3", 9, '`;` is not part of the cell language: write each equation on a line of its own'],
    ["h' = a\u200b + W x", 7, 'the cell language has no invisible U+200B: delete it'],
    ["h' = 😀 + W x", 6, 'the cell language has no `😀` (U+1F600): delete it'],
  ])('%s', (source, column, message, line = 1) => expect(faults(source)).toEqual([`line ${line}, column ${column}: ${message}`]));

  test('of every line that is wrong, in the order of the lines', () => {
    expect(faults("h' = sigmod(W x)\nz = V x\nr = 2 x\nq = (z")).toEqual([
      'line 1, column 6: no function `sigmod`; did you mean `sigmoid`?',
      'line 3, column 7: put `*` between `2` and `x` to multiply them',
      'line 4, column 5: this `(` is never closed: add a `)`',
    ]);
  });

  test('without following one fault into the lines that use its name', () => {
    expect(faults("z = sigmod(V x)\nh' = z * x")).toEqual(['line 1, column 5: no function `sigmod`; did you mean `sigmoid`?']);
  });

  test('with offset and length, so that it can be underlined', () => {
    const source = "z = V x\r\nh' = tanh(x * 2 + U h)";
    const parsed = parseCell(source);
    const { offset, length } = parsed.ok ? expect.fail() : (parsed.faults[0] ?? expect.fail());
    expect(source.slice(offset, offset + length)).toBe('x * 2');
  });

  test('with a long name cut short', () => {
    expect(faults(`h' = ${'q'.repeat(100)}(W x)`)[0]).toContain(`no function \`${'q'.repeat(23)}…\``);
  });
});

describe('what is read', () => {
  test('states with h first, gates, matrices and vectors in the order in which they are met', () => {
    const { states, gates, matrices, vectors } = cell("z = sigmoid(Wz x + bz)\nc' = z * c + Q P h\nh' = tanh(c' + a)");
    expect({ states, gates, vectors }).toEqual({ states: ['h', 'c'], gates: ['z'], vectors: ['bz', 'a'] });
    expect(matrices).toEqual([
      { name: 'Wz', columns: 'inputs' },
      { name: 'Q', columns: 'units' },
      { name: 'P', columns: 'units' },
    ]);
  });

  test('what phones and keyboards type for the prime, the operators and sigma', () => {
    const typed = cell('z = σ(W x)\r\nh’ = z ∘ h − z ⊙ b · b × b ÷ b\rc′ = h‘ * 1\u2028dʼ = h´');
    expect(typed.equations.map(printEquation)).toEqual(['z = sigmoid(W x)', "h' = z * h - z * b * b * b / b", "c' = h' * 1", "d' = h'"]);
  });

  test('names in any script; composed and decomposed letters are one name', () => {
    const { vectors, matrices } = cell("h' = Ω x + größe * β_1 + gro\u0308ße + 门");
    expect({ vectors, matrices: matrices.map(({ name }) => name) }).toEqual({ vectors: ['größe', 'β_1', '门'], matrices: ['Ω'] });
  });

  test('numbers with and without their zeros', () => {
    const literals = ['2', '2.', '.5', '0.25', '1e-3', '1.5E+2', '0', '0.0e-999'];
    const { graph } = cell(`h' = W x + ${literals.map((literal) => `b / ${literal}`).join(' + ')}`);
    for (const literal of literals.filter((literal) => Number(literal) !== 0)) {
      expect(graph).toContainEqual({ op: 'number', value: Number(literal), width: 'one' });
    }
  });

  test('comments and empty lines anywhere', () => {
    expect(cell("# an RNN\n\n  h' = tanh(W x + U h) # $%&\n\t\n").equations).toHaveLength(1);
  });

  test('names of things that every JavaScript object has are names like any other', () => {
    const source =
      "toString = sigmoid(Constructor x + valueOf)\nconstructor' = toString * constructor + hasOwnProperty\nh' = constructor' * prototype";
    const { states, gates, vectors, definitions } = cell(source);
    expect({ states, gates, vectors }).toEqual({
      states: ['h', 'constructor'],
      gates: ['toString'],
      vectors: ['valueOf', 'hasOwnProperty', 'prototype'],
    });
    expect([...definitions.keys()]).toEqual(['toString', "constructor'", "h'"]);
    expect(faults("h' = constructor(W x)")[0]).toContain('no function `constructor`');
  });

  test('unary minus binds tighter than a product, a matrix tighter than both', () => {
    const [equation] = cell("h' = -a * W x / b - c").equations;
    expect(equation?.expression).toMatchObject({
      operator: '-',
      left: { operator: '/', left: { operator: '*', left: { kind: 'negate' }, right: { kind: 'product', of: { name: 'x' } } } },
    });
  });

  test('a cell that never reads x, or never looks back, or has a gate that nothing reads, is remarked on', () => {
    expect(cell("h' = tanh(U h)").remarks).toEqual([expect.stringContaining('never reads `x`')]);
    expect(cell("h' = tanh(W x)").remarks).toEqual([expect.stringContaining('never looks back')]);
    expect(cell("z = V x\nh' = W x + h").remarks).toEqual([expect.stringContaining('No line reads `z`')]);
    expect(cell("h' = W x + h").remarks).toEqual([]);
  });
});

describe('the bounds', () => {
  test('4,000 characters', () => {
    const fit = "h' = W x #".padEnd(LONGEST_SOURCE, '.');
    expect(parseCell(fit).ok).toBe(true);
    expect(faults(`${fit}!`)).toEqual(['line 1, column 4001: this cell has 4001 characters and may have 4000: shorten it from here on']);
  });

  test('40 equations', () => {
    const lines = Array.from({ length: 39 }, (_, k) => `g${k} = b`).concat("h' = W x");
    expect(parseCell(lines.join('\n')).ok).toBe(true);
    expect(faults([...lines, 'q = b', 'r = b'].join('\n'))).toEqual([
      'line 41, column 1: this cell has 42 equations and may have 40: put some together',
    ]);
  });

  test.each([
    ['parentheses', (depth: number) => `h' = W x + ${'('.repeat(depth)}b${')'.repeat(depth)}`],
    ['functions', (depth: number) => `h' = W x + ${'abs('.repeat(depth)}b${')'.repeat(depth)}`],
    ['products', (depth: number) => `h' = W x + ${'U '.repeat(depth)}b`],
    ['minuses', (depth: number) => `h' = W x + ${'-'.repeat(depth)}b`],
  ])('64 %s inside each other', (_, nested) => {
    expect(parseCell(nested(64)).ok).toBe(true);
    expect(faults(nested(65))).toEqual([
      expect.stringContaining('this nests deeper than 64 levels: name a part of it on a line of its own'),
    ]);
  });

  test('a long flat sum is not deep', () => {
    expect(parseCell(`h' = W x${' + b'.repeat(990)}`).ok).toBe(true);
  });

  const fill = (piece: string, head = '') => head + piece.repeat(Math.floor((LONGEST_SOURCE - head.length) / piece.length));
  test.each([
    ['a flat sum', fill('+b', "h'=W x")],
    ['a flat product of products', fill('*U h', "h'=W x")],
    ['parentheses never closed', fill('(', "h' = ")],
    ['one long name', fill('a', "h' = ")],
    ['one long number', fill('1', "h' = ")],
    ['unknown characters', fill('$')],
    ['lines without sense', fill('=\n')],
    ['empty lines', fill('\n')],
    ['unknown functions', fill('sigmoi(b)+', "h' = ")],
    ['mismatched shapes', fill('+min(x,h)', "h'=b")],
    [
      'many matrices',
      Array.from({ length: 600 }, (_, k) => `W${k}`)
        .join(' x+')
        .slice(0, 3990),
    ],
    ['long chains of softplus', fill('+softplus(h*h)', "h'=W x")],
    ['deep functions of long sums', `h'=${'tanh('.repeat(64)}W x${'+b'.repeat(1700)}${')'.repeat(64)}`],
    ['spaces', fill(' ', "h' = W x")],
    ['combining marks', fill('\u0301', "h' = a")],
  ])('the longest source is read within a blink: %s', (_, source) => {
    expect(source.length).toBeLessThanOrEqual(LONGEST_SOURCE);
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      parseCell(source);
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(250);
    const parsed = parseCell(source);
    if (parsed.ok) expect(parsed.cell.graph.length).toBeLessThan(8 * LONGEST_SOURCE);
    else expect(parsed.faults.length).toBeLessThanOrEqual(20);
  });
});
