import { describe, expect, test } from 'vitest';
import { toUtf8 } from '../../core/utf8.ts';
import { faultOfSize, readBytes, readText, toldText } from './ownText.ts';

const LONG = 'It took rather a long time. '.repeat(100);

describe('a text of one’s own', () => {
  test('is taken where there is enough to learn from', () => {
    expect(readText(LONG)).toEqual({ text: LONG });
    expect(readBytes(toUtf8(`${LONG}四百七`))).toEqual({ text: `${LONG}四百七` });
  });

  test('is refused where it is too short or too long, with its length', () => {
    expect(readText('short')).toEqual({
      fault: 'The text has 5 characters: give it 2,000 or more, so that there is something to learn.',
    });
    expect(readText('x'.repeat(2_000_001))).toEqual({ fault: 'The text has 2,000,001 characters: give it 2,000,000 at most.' });
  });

  test('is refused where it is no text, or text in another encoding', () => {
    expect(readBytes(new Uint8Array(5000))).toEqual({ fault: 'This looks like a binary file: save it as plain text first.' });
    const latin = Uint8Array.from({ length: 3000 }, (_, k) => (k % 20 === 0 ? 0xe9 : 0x61));
    expect(readBytes(latin)).toEqual({ fault: '150 of its characters cannot be read: save the file as UTF-8 first.' });
  });

  test('may hold a character or two that nobody can read', () => {
    expect(readBytes(toUtf8(`${LONG}�`))).toHaveProperty('text');
  });

  test('is not read at all from a file that is far too large', () => {
    expect(faultOfSize(8_000_000)).toBeNull();
    expect(faultOfSize(53_000_000)).toBe('The file has 53 MB: give one of 8 MB at most.');
  });

  test('is told by its first words and its length', () => {
    expect(toldText(toUtf8(LONG))).toBe('“It took rather a long time. It took rath …”, 2,800 characters');
    expect(toldText(toUtf8('四百七\n八'))).toBe('“四百七 八”, 5 characters');
  });
});
