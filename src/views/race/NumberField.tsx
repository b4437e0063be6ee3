import { useState } from 'react';
import { isWhole, type Range } from '../../core/limits.ts';

interface Props {
  readonly range: Range;
  readonly label: string;
  readonly value: number;
  readonly onCommit: (value: number) => void;
}

/** A number that is taken on Enter or when it is left; one out of range goes back to what was there. */
export function NumberField({ range, label, value, onCommit }: Props) {
  const [text, setText] = useState<string | null>(null);
  const commit = (): void => {
    const wanted = Number(text ?? value);
    setText(null);
    const whole = isWhole(range) ? Math.round(wanted) : wanted;
    if (text !== null && text.trim() !== '' && Number.isFinite(whole) && whole !== value)
      onCommit(Math.min(range.maximum, Math.max(range.minimum, whole)));
  };
  return (
    <label>
      {label}{' '}
      <input
        inputMode="numeric"
        size={5}
        value={text ?? String(value)}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
        }}
      />
    </label>
  );
}
