import { useState } from 'react';
import type { Range } from '../../core/limits.ts';
import { readNumber, writeNumber } from '../panel/number.ts';

/** A number as it is being typed. */
export interface NumberDraft {
  readonly text: string;
  /** What is wrong with what stands there; null where nothing is. */
  readonly fault: string | null;
  /** The number that stands there; null where none does. */
  readonly wanted: number | null;
  type(text: string): void;
  /** Takes it as meant, if it is a number of the range; what is none stays until it is mended. */
  take(): void;
  /** Goes back to what was there. */
  forget(): void;
}

/** What is typed is judged at once, and taken when it is meant. Another value from elsewhere wins over it. */
export function useNumberDraft(range: Range, value: number, onTake: (value: number) => void): NumberDraft {
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: number } | null>(null);
  const current = typed !== null && typed.over === value ? typed.text : null;
  const read = readNumber(current ?? writeNumber(value), range);
  return {
    text: current ?? writeNumber(value),
    fault: read.ok ? null : read.sentence,
    wanted: read.ok ? read.value : null,
    type: (text) => setTyped({ text, over: value }),
    take() {
      if (current === null || !read.ok) return;
      setTyped(null);
      if (read.value !== value) onTake(read.value);
    },
    forget: () => setTyped(null),
  };
}
