import { describe, expect, it } from 'vitest';
import { faultOfFile, faultOfMicrophone } from './faults.ts';

const named = (name: string): Error => Object.assign(new Error('x'), { name });

describe('why nothing is heard', () => {
  it('is told by a sentence for each way in which a browser refuses a microphone, with what to do', () => {
    const names = ['NotAllowedError', 'NotFoundError', 'NotReadableError', 'toString'];
    const sentences = names.map((name) => faultOfMicrophone(named(name)));
    expect(new Set(sentences).size).toBe(names.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^The microphone .*|^No microphone .*/);
    for (const sentence of sentences) expect(sentence).toMatch(/press again, or choose a file\.$/);
    expect(faultOfMicrophone('no error at all')).toBe(faultOfMicrophone(named('toString')));
  });

  it('is told of a file before it is read', () => {
    expect(faultOfFile({ name: 'a.wav', size: 0 })).toBe('“a.wav” is empty: choose a recording of one word.');
    expect(faultOfFile({ name: 'a.wav', size: 45_000_000 })).toContain('“a.wav” has 45 MB');
    expect(faultOfFile({ name: 'a.wav', size: 96_044 })).toBeNull();
  });
});
