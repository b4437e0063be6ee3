import { expect, test } from 'vitest';
import { descentText, guessText, lessonText } from './words.ts';

const none = { trials: 0, best: 0, solved: null };

test('what guessing has come to is told while it goes on and when it is over', () => {
  expect(guessText(none, 32, false)).toBe('Nothing was tried yet.');
  expect(guessText({ trials: 1, best: 0.5, solved: null }, 32, true)).toBe('1 guess so far, the best 50 % right.');
  expect(guessText({ trials: 1200, best: 0.84, solved: null }, 32, false)).toBe(
    'Not solved by 1,200 guesses, on 38,400 sequences; the best was 84 % right.',
  );
  expect(guessText({ trials: 6, best: 1, solved: 6 }, 32, false)).toBe(
    'Solved by guess 6: random weights got two checks of 32 sequences all right.',
  );
});

test('beside it stands what gradient descent has come to, and what follows from the two only when it is over', () => {
  expect(descentText(0, 32, null)).toContain('press Train');
  expect(descentText(300, 32, '12 %')).toBe('Gradient descent: 300 iterations, 9,600 sequences, 12 % on held-out ones.');
  expect(lessonText({ trials: 5, best: 0.4, solved: null }, true)).toBe('');
  expect(lessonText({ trials: 6, best: 1, solved: 6 }, false)).toContain('easy for chance');
  expect(lessonText({ trials: 5, best: 0.4, solved: null }, false)).toContain('Chance does not find it');
});
