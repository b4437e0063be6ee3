import { describe, expect, test } from 'vitest';
import { stageAfter } from './firstVisit.ts';

describe('the first visit', () => {
  test('asks to press Train until something trains', () => {
    expect(stageAfter('press', { training: false, iteration: 0 })).toBe('press');
    expect(stageAfter('press', { training: true, iteration: 0 })).toBe('watch');
    expect(stageAfter('press', { training: false, iteration: 1 })).toBe('watch');
  });

  test('says what to look for while it trains, and for a while after a pause that came early', () => {
    expect(stageAfter('watch', { training: true, iteration: 900 })).toBe('watch');
    expect(stageAfter('watch', { training: false, iteration: 20 })).toBe('watch');
  });

  test('is done once there was time to see it', () => {
    expect(stageAfter('watch', { training: false, iteration: 400 })).toBe('done');
    expect(stageAfter('watch', { training: true, iteration: 3000 })).toBe('done');
  });

  test('stays done', () => {
    expect(stageAfter('done', { training: false, iteration: 0 })).toBe('done');
  });
});
