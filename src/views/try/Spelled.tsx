import { type CSSProperties, type KeyboardEvent, type MouseEvent, type RefObject, useRef, useState } from 'react';
import { clamp } from '../lanes/axis.ts';
import { consume, isPlain } from '../lanes/keys.ts';
import { isBlank } from '../paint/letters.ts';
import { percent, plainOf, spelled } from './spelling.ts';
import styles from './try.module.css';

interface Props {
  readonly label: string;
  readonly alphabet: readonly string[];
  /** What it was given to read. */
  readonly lead: readonly number[];
  readonly symbols: readonly number[];
  /** The network's own probability of each. */
  readonly probabilities: ArrayLike<number>;
  /** In so many lines that nothing moves when it is another text; else as long as it is. */
  readonly boxed?: boolean;
  /** Stands at the end of the line under the text. */
  readonly note: string;
  readonly onChoose: (index: number) => void;
}

/** What a network said, character by character, each on as much ink as the probability it gave it. */
export function Spelled({ label, alphabet, lead, symbols, probabilities, boxed = false, note, onChoose }: Props) {
  const [at, point] = useState<number | null>(null);
  const [box, last] = [useRef<HTMLDivElement>(null), symbols.length - 1];
  const pointed = at === null ? null : Math.min(at, last);
  const tell = (index: number): string => `${spelled(alphabet, symbols[index])}: ${percent(probabilities[index])}`;
  const press = (event: KeyboardEvent): void => {
    const to = moved(event.key, pointed ?? 0, last);
    if (!isPlain(event) || (to === null && event.key !== 'Enter') || last < 0) return;
    consume(event);
    if (to === null) return onChoose(pointed ?? 0);
    point(to);
    reveal(box, to);
  };
  return (
    <div className={styles['spelled']}>
      <p className="visually-hidden">
        {label}: {plainOf(alphabet, symbols)}
      </p>
      <div
        ref={box}
        className={styles['letters']}
        data-boxed={boxed || undefined}
        role="slider"
        tabIndex={0}
        aria-label={`${label}, character by character`}
        aria-valuemin={1}
        aria-valuemax={Math.max(1, symbols.length)}
        aria-valuenow={(pointed ?? 0) + 1}
        aria-valuetext={last < 0 ? 'nothing yet' : tell(pointed ?? 0)}
        onKeyDown={press}
        onFocus={() => point(pointed ?? 0)}
        onBlur={() => point(null)}
        onPointerMove={(event) => point(indexOf(event))}
        onPointerLeave={() => point(null)}
        onClick={(event) => {
          const index = indexOf(event);
          if (index !== null) onChoose(index);
        }}
      >
        <span className={styles['lead']}>{plainOf(alphabet, lead)}</span>
        {symbols.map((symbol, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a character of a text is known by its place
            key={index}
            data-index={index}
            data-pointed={index === pointed || undefined}
            data-blank={isBlank(alphabet[symbol] ?? '') || undefined}
            style={{ '--given': probabilities[index] ?? 0 } as CSSProperties}
          >
            {plainOf(alphabet, [symbol])}
          </span>
        ))}
      </div>
      <p className={styles['under']} aria-hidden="true">
        <span>{pointed === null ? 'the deeper, the likelier it was' : tell(pointed)}</span>
        <span>{note}</span>
      </p>
    </div>
  );
}

function indexOf({ target }: MouseEvent): number | null {
  const index = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-index]')?.dataset['index'] : undefined;
  return index === undefined ? null : Number(index);
}

function moved(key: string, from: number, last: number): number | null {
  const to: Readonly<Record<string, number>> = {
    ArrowLeft: from - 1,
    ArrowRight: from + 1,
    ArrowUp: from - 1,
    ArrowDown: from + 1,
    Home: 0,
    End: last,
  };
  const wanted = Object.hasOwn(to, key) ? to[key] : undefined;
  return wanted === undefined ? null : clamp(wanted, 0, last);
}

/** Scrolls the box alone, not the page. */
function reveal({ current: box }: RefObject<HTMLDivElement | null>, index: number): void {
  const letter = box?.querySelector<HTMLElement>(`[data-index="${index}"]`);
  if (box == null || letter == null) return;
  const above = letter.offsetTop - box.scrollTop;
  if (above < 0) box.scrollTop = letter.offsetTop;
  else if (above + letter.offsetHeight > box.clientHeight) box.scrollTop = letter.offsetTop + letter.offsetHeight - box.clientHeight;
}
