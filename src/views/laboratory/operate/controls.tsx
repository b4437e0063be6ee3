import { type ReactNode, useId, useState } from 'react';
import shared from '../../lanes/shared.module.css';
import { Explained } from '../../shell/Explained.tsx';
import styles from './operate.module.css';

interface OfferProps {
  readonly title: string;
  readonly explanation: string;
  readonly formula: string;
  /** What the button says; none where the controls act by themselves. */
  readonly act?: string;
  readonly disabled?: boolean;
  readonly onAct?: () => void;
  readonly children: ReactNode;
}

/** One thing that can be done: what it is, what with, and the button that does it. */
export function Offer({ title, explanation, formula, act, disabled = false, onAct, children }: OfferProps) {
  return (
    <fieldset className={styles['offer']} aria-label={title}>
      <Explained explanation={explanation} formula={formula} className={styles['offerTitle']}>
        {title}
      </Explained>
      <span className={styles['with']}>
        {children}
        {act !== undefined && (
          <button type="button" className={shared['chip']} disabled={disabled} onClick={onAct}>
            {act}
          </button>
        )}
      </span>
    </fieldset>
  );
}

interface ChooseProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly string[];
  readonly onChoose: (value: string) => void;
}

export function Choose({ label, value, options, onChoose }: ChooseProps) {
  return (
    <select className={styles['select']} aria-label={label} value={value} onChange={(event) => onChoose(event.target.value)}>
      {options.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

interface EntryProps {
  readonly label: string;
  readonly before: string;
  readonly value: number | null;
  readonly minimum: number;
  readonly maximum: number;
  readonly whole?: boolean;
  /** Null where what stands there is no number of the range. */
  readonly onChange: (value: number | null) => void;
}

/** A number as text, of which only one of the range counts. */
export function Entry({ label, before, value, minimum, maximum, whole = false, onChange }: EntryProps) {
  const [text, setText] = useState<string | null>(null);
  const read = (typed: string): number | null => {
    const number = Number(typed.trim().replace('−', '-').replace(',', '.'));
    const fits = typed.trim() !== '' && number >= minimum && number <= maximum && (!whole || Number.isInteger(number));
    return fits ? number : null;
  };
  // What is typed stands as it is typed, until something else sets the number.
  const typed = text !== null && read(text) === value ? text : null;
  const shown = typed ?? (value === null ? '' : String(value));
  const faulty = typed !== null && value === null;
  const rule = useId();
  return (
    <label className={styles['entry']}>
      {before}
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-invalid={faulty || undefined}
        aria-describedby={rule}
        value={shown}
        onFocus={(event) => event.target.select()}
        onBlur={() => !faulty && setText(null)}
        onChange={(event) => {
          setText(event.target.value);
          onChange(read(event.target.value));
        }}
      />
      <span id={rule} className={faulty ? styles['rule'] : 'visually-hidden'}>
        {whole ? 'a whole number' : 'a number'} from {minimum} to {maximum}
      </span>
    </label>
  );
}
