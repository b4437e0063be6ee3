import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { conversation } from '../../core/tasks/conversation.ts';
import type { FreeRunning } from '../../core/tasks/free.ts';
import { defaultOptions } from '../../core/tasks/index.ts';
import { readExchange, symbolsOf, symbolsRead } from '../../core/tasks/symbols.ts';
import { judgementOn, ownExchange, ownText, promptOf, roomFor, shortened } from './asking.ts';

const ALPHABET = Array.from('→■abcdef ?.');
const EXTENT = { steps: 12, width: ALPHABET.length };
const free: Pick<FreeRunning, 'prompt'> = { prompt: (text) => symbolsOf(`${text}→`, ALPHABET) };
const symbols = (text: string): readonly number[] => [...text].map((letter) => ALPHABET.indexOf(letter));

test('an answer is judged where the right one is known, and nothing is said where it is not', () => {
  const free = conversation.free?.(defaultOptions(conversation)) as FreeRunning;
  const spelled = (text: string): readonly number[] => [...text].map((letter) => free.alphabet.indexOf(letter));
  const asked = spelled('i am ada. who am i?→');
  expect(judgementOn(free, asked, spelled('ada.■'))).toBe('✓ right');
  expect(judgementOn(free, asked, spelled('leo.■'))).toBe('✕ right would be ada.');
  expect(judgementOn(free, spelled('who am i?→'), spelled('leo.■'))).toBe('');
});

describe('what is typed', () => {
  test('is read as its symbols', () => {
    expect(promptOf(free, EXTENT, 'abc')).toEqual({ symbols: symbols('abc→') });
  });

  test('is refused by the names of what is unknown in it', () => {
    expect(promptOf(free, EXTENT, 'axz')).toEqual({ fault: 'The network has never read “x”, “z”: write it without.' });
  });

  test('is refused with the number of characters that fit where it is too long', () => {
    expect(promptOf(free, EXTENT, 'abcdefabcdef')).toEqual({ fault: 'That is 12 characters, and 11 fit: make it shorter.' });
    expect(promptOf(free, EXTENT, 'abcdefabcde')).toHaveProperty('symbols');
  });

  test('is refused where it is nothing', () => {
    expect(promptOf({ prompt: () => ({ symbols: [] }) }, EXTENT, '')).toEqual({
      fault: 'Nothing stands here: write something for the network to read.',
    });
  });
});

describe('an exchange on all lanes', () => {
  test('reads the prompt and what was answered, and scores what was answered with its end', () => {
    const own = ownExchange({ prompt: symbols('abc→'), answer: symbols('de■') }, EXTENT, '“abc” → de');
    expect(symbolsRead(own.x, EXTENT.width)).toEqual([...symbols('abc→de'), ...new Array(6).fill(-1)]);
    expect(Array.from(own.mask)).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
    expect(own).toMatchObject({ clues: [], caption: '“abc” → de' });
  });

  test('has the task’s steps and gives back what it was made of, whatever it is', () => {
    const symbol = fc.integer({ min: 0, max: EXTENT.width - 1 });
    fc.assert(
      fc.property(fc.array(symbol, { minLength: 1, maxLength: 8 }), fc.array(symbol, { minLength: 1, maxLength: 5 }), (prompt, answer) => {
        const own = ownExchange({ prompt, answer }, EXTENT, '');
        expect(own.mask).toHaveLength(EXTENT.steps);
        expect(own.x).toHaveLength(EXTENT.steps * EXTENT.width);
        expect(readExchange({ x: own.x, y: own.y ?? new Float32Array(), mask: own.mask }, EXTENT.width)).toEqual({ prompt, answer });
      }),
      { numRuns: 300 },
    );
  });

  test('always has room for an answer of the length that is asked for', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 40 }), (length, longest) => {
        const prompt = new Array<number>(length).fill(2);
        const answer = new Array<number>(roomFor(EXTENT, prompt, longest)).fill(3);
        expect(answer.length).toBeGreaterThanOrEqual(1);
        expect(() => ownExchange({ prompt, answer }, EXTENT, '')).not.toThrow();
      }),
    );
  });

  test('of a task has the sizes that its lanes have', () => {
    const options = defaultOptions(conversation);
    const { steps, inputs } = conversation.sizes(options);
    const running = conversation.free?.(options);
    const read = promptOf(running as FreeRunning, { steps, width: inputs }, running?.example ?? '');
    if ('fault' in read) throw new Error(read.fault);
    const own = ownExchange({ prompt: read.symbols, answer: [3, 1] }, { steps, width: inputs }, '');
    expect(own.x).toHaveLength(steps * inputs);
  });
});

describe('a text on all lanes', () => {
  const text = symbols('abcdef abcdef abc');

  test('is read up to the symbol that was chosen, each with the next one as its answer', () => {
    const own = ownText(text, 5, EXTENT, 'what it wrote');
    expect(symbolsRead(own.x, EXTENT.width).slice(0, 6)).toEqual([...symbols('abcde'), -1]);
    expect(Array.from(own.y ?? []).slice(0, 5)).toEqual(symbols('bcdef'));
    expect(own.mask.lastIndexOf(1)).toBe(4);
  });

  test('is cut to as many steps as the task has', () => {
    const own = ownText(text, 16, EXTENT, '');
    expect(symbolsRead(own.x, EXTENT.width)).toEqual(text.slice(4, 16));
    expect(own.y?.at(-1)).toBe(text[16]);
  });

  test('needs something before the symbol', () => {
    expect(() => ownText(text, 0, EXTENT, '')).toThrow('symbol 0 of 17 has nothing before it, or is none');
    expect(() => ownText(text, 17, EXTENT, '')).toThrow(RangeError);
  });
});

test('a long text is shown by its end', () => {
  expect(shortened('a\n b')).toBe('a b');
  expect(shortened('0123456789', 4)).toBe('… 6789');
  expect(shortened('四百七', 3)).toBe('四百七');
});
