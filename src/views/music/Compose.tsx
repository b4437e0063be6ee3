import { useId, useState } from 'react';
import { LIMITS, type Range } from '../../core/limits.ts';
import { printNote } from '../../core/music/note.ts';
import { NumberBox } from '../panel/NumberBox.tsx';
import { NumberRow } from '../panel/NumberRow.tsx';
import rows from '../panel/Row.module.css';
import { Complaint, Row } from '../panel/Row.tsx';
import { DiceIcon } from '../shell/icons.tsx';
import { useIsAble } from '../try/useFree.ts';
import { describeComposed } from './composed.ts';
import type { Given } from './layers.ts';
import styles from './music.module.css';
import type { Composing, Wish } from './useComposing.ts';

const TEMPERATURE: Range = {
  label: 'Temperature',
  explanation:
    '0 always takes the likeliest note, and soon repeats itself. At 1 each is drawn as often as the network holds it for right; above, it is bolder than that.',
  minimum: 0,
  maximum: 2,
  step: 0.05,
  value: 0.7,
};
const SEED: Range = { ...LIMITS.seed, label: 'Tune seed', explanation: 'The same number draws the same tune from the same network.' };
const NOTES: Range = {
  label: 'Length',
  explanation: 'Notes that it composes at most; it may end the tune earlier by itself.',
  minimum: 1,
  maximum: 64,
  step: 1,
  value: 24,
};
export const FIRST_WISH: Wish = { text: '', temperature: TEMPERATURE.value, seed: SEED.value, notes: NOTES.value };

/** How many notes of the tune on show are taken to begin with. */
const TAKEN = 6;
const LONGEST_TEXT = 2000;

interface Props {
  readonly tune: readonly Given[];
  readonly example: string;
  readonly wish: Wish;
  readonly live: boolean;
  readonly composing: Composing;
  onWish(wish: Wish): void;
  onLive(live: boolean): void;
}

/** What the network begins with, how boldly it goes on and how long, and what came of it in words. */
export function Compose({ tune, example, wish, live, composing, onWish, onLive }: Props) {
  const able = useIsAble();
  const change = (part: Partial<Wish>): null => {
    onWish({ ...wish, ...part });
    return null;
  };
  return (
    <form
      className={styles['compose']}
      aria-label="Compose"
      onSubmit={(event) => {
        event.preventDefault();
        // What was asked for by hand stays until it is asked for again.
        onLive(false);
        composing.compose();
      }}
    >
      <Beginning text={wish.text} example={example} fault={composing.fault} onText={(text) => change({ text })} />
      <div className={styles['buttons']}>
        <button type="submit" className={styles['press']} data-main disabled={!able || composing.isComposing || composing.fault !== null}>
          Compose
        </button>
        <button
          type="button"
          className={styles['press']}
          disabled={tune.length === 0}
          onClick={() => change({ text: tune.slice(0, TAKEN).map(printNote).join(' ') })}
        >
          Begin as the tune on show
        </button>
      </div>
      <NumberRow
        range={TEMPERATURE}
        formula="p^(1/temperature)"
        value={wish.temperature}
        onCommit={(temperature) => change({ temperature })}
      />
      <NumberRow range={NOTES} value={wish.notes} onCommit={(notes) => change({ notes })} />
      <Draw seed={wish.seed} onSeed={(seed) => change({ seed })} />
      <Live live={live} onLive={onLive} />
      <Result composing={composing} />
    </form>
  );
}

interface BeginningProps {
  readonly text: string;
  readonly example: string;
  readonly fault: string | null;
  onText(text: string): void;
}

function Beginning({ text, example, fault, onText }: BeginningProps) {
  const id = useId();
  return (
    <>
      <Row
        label="Begin with"
        explanation="Notes that the network reads before it goes on: pitch with its octave, a stroke, the note value. C4 is middle C, 4 a quarter, 8 an eighth, a dot half as long again, r a rest."
        formula="C4/4 F#4/8. r/2"
      >
        {({ id: field, focused }) => (
          <textarea
            id={field}
            className={styles['notes']}
            rows={2}
            value={text}
            maxLength={LONGEST_TEXT}
            placeholder={example}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            aria-invalid={fault !== null || undefined}
            aria-describedby={`${id}-fault ${focused['aria-describedby']}`}
            onFocus={focused.onFocus}
            onBlur={focused.onBlur}
            onKeyDown={focused.onKeyDown}
            onChange={(event) => onText(event.target.value)}
          />
        )}
      </Row>
      <div className={styles['fault']}>
        <Complaint id={`${id}-fault`}>{fault}</Complaint>
      </div>
    </>
  );
}

/** A drawn number is small enough to be read out. */
const drawn = (): number => 1 + Math.floor(Math.random() * 998);

function Draw({ seed, onSeed }: { readonly seed: number; readonly onSeed: (seed: number) => null }) {
  const [fault, setFault] = useState<string | null>(null);
  return (
    <Row label={SEED.label} explanation={SEED.explanation}>
      {({ id }) => (
        <>
          <NumberBox
            id={id}
            className={rows['seed']}
            label={SEED.label}
            describedBy={`${id}-fault`}
            range={SEED}
            value={seed}
            onCommit={onSeed}
            onFault={setFault}
            faulty={fault !== null}
          />
          <button
            type="button"
            className={rows['small']}
            aria-label="Another tune seed"
            title="Another tune seed"
            onClick={() => onSeed(drawn())}
          >
            <DiceIcon />
          </button>
          <Complaint id={`${id}-fault`}>{fault}</Complaint>
        </>
      )}
    </Row>
  );
}

function Live({ live, onLive }: { readonly live: boolean; onLive(live: boolean): void }) {
  return (
    <Row
      label="As it trains"
      explanation="Composes anew every two seconds or so, as long as training changes the network; it waits while what it composed is played."
      explains
    >
      {({ id, focused }) => (
        <input
          id={id}
          type="checkbox"
          className={rows['check']}
          checked={live}
          {...focused}
          onChange={({ target }) => onLive(target.checked)}
        />
      )}
    </Row>
  );
}

/** What it composed, in the notation, to be read and copied. */
function Result({ composing: { composed } }: { readonly composing: Composing }) {
  const own = composed?.notes.slice(composed.prompt) ?? [];
  return (
    <div className={styles['result']}>
      <p className={styles['made']}>{composed === null ? 'Nothing is composed yet.' : describeComposed(composed)}</p>
      <output className={styles['printed']} aria-label="What it composed">
        {own.map(printNote).join(' ')}
      </output>
    </div>
  );
}
