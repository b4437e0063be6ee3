import { useId, useState } from 'react';
import { LIMITS, type Range } from '../../core/limits.ts';
import { NumberBox } from '../panel/NumberBox.tsx';
import { NumberRow } from '../panel/NumberRow.tsx';
import rows from '../panel/Row.module.css';
import { Complaint, Row } from '../panel/Row.tsx';
import { DiceIcon } from '../shell/icons.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { ownText, shortened } from './asking.ts';
import { Spelled } from './Spelled.tsx';
import { showWithBlame } from './show.ts';
import { plainOf } from './spelling.ts';
import styles from './try.module.css';
import { type Running, useIsAble } from './useFree.ts';
import { useWriting, type Wish, type Written } from './useWriting.ts';

const TEMPERATURE: Range = {
  label: 'Temperature',
  explanation:
    '0 always takes the likeliest character, and soon goes round in circles. At 1 each is drawn as often as the network holds it for right; above, it is bolder than that.',
  minimum: 0,
  maximum: 2,
  step: 0.05,
  value: 0.7,
};
const SEED: Range = { ...LIMITS.seed, explanation: 'The same seed draws the same text from the same network.' };
const MOST_PREFIX = 1000;

/** The network writes on from what one typed, reading each character that it has just written. */
export function Write({ running }: { readonly running: Running }) {
  const session = useSession();
  const able = useIsAble();
  const training = useSessionState(({ phase }) => phase === 'training');
  const [wish, setWish] = useState<Wish>({ prefix: '', temperature: TEMPERATURE.value, seed: SEED.value });
  const [live, setLive] = useState(true);
  const writing = useWriting(running, wish, live);
  const change = (part: Partial<Wish>): null => {
    setWish({ ...wish, ...part });
    return null;
  };
  const stop = (): void => {
    setLive(false);
    writing.stop();
  };
  return (
    <form
      className={styles['write']}
      onSubmit={(event) => {
        event.preventDefault();
        setLive(false);
        writing.write();
      }}
    >
      <Beginning prefix={wish.prefix} example={running.free.example} fault={writing.fault} onType={(prefix) => change({ prefix })}>
        <button type="submit" className={styles['press']} disabled={!able}>
          Write on
        </button>
        <button type="button" className={styles['press']} disabled={!writing.isWriting && !(live && training)} onClick={stop}>
          Stop
        </button>
      </Beginning>
      <div className={styles['settings']}>
        <NumberRow
          range={TEMPERATURE}
          formula="p^(1/temperature)"
          value={wish.temperature}
          onCommit={(temperature) => change({ temperature })}
        />
        <Seed seed={wish.seed} onSeed={(seed) => change({ seed })} />
        <Live live={live} onLive={setLive} />
      </div>
      <Result written={writing.written} running={running} onChoose={(written, index) => show(session, running, written, index)} />
    </form>
  );
}

interface BeginningProps {
  readonly prefix: string;
  readonly example: string;
  readonly fault: string | null;
  readonly onType: (prefix: string) => void;
  readonly children: React.ReactNode;
}

function Beginning({ prefix, example, fault, onType, children }: BeginningProps) {
  const id = useId();
  return (
    <>
      <div className={styles['line']}>
        <label htmlFor={id}>Begin with</label>
        <input
          id={id}
          type="text"
          value={prefix}
          maxLength={MOST_PREFIX}
          placeholder={example}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={fault !== null || undefined}
          aria-describedby={`${id}-fault`}
          onChange={(event) => onType(event.target.value)}
        />
        {children}
      </div>
      <Complaint id={`${id}-fault`}>{fault}</Complaint>
    </>
  );
}

/** A drawn seed is small enough to be read out. */
const drawn = (): number => 1 + Math.floor(Math.random() * 998);

function Seed({ seed, onSeed }: { readonly seed: number; readonly onSeed: (seed: number) => null }) {
  const [fault, setFault] = useState<string | null>(null);
  return (
    <Row label="Text seed" explanation={SEED.explanation}>
      {({ id }) => (
        <>
          <NumberBox
            id={id}
            className={rows['seed']}
            label="Text seed"
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
            aria-label="Another text seed"
            title="Another text seed"
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

function Live({ live, onLive }: { readonly live: boolean; readonly onLive: (live: boolean) => void }) {
  return (
    <Row
      label="As it trains"
      explanation="Writes 200 characters anew every two seconds or so, as long as training changes the network."
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

interface ResultProps {
  readonly written: Written | null;
  readonly running: Running;
  readonly onChoose: (written: Written, index: number) => void;
}

function Result({ written, running: { free }, onChoose }: ResultProps) {
  return (
    <Spelled
      label="What it wrote"
      alphabet={free.alphabet}
      lead={written?.lead ?? []}
      symbols={written?.symbols ?? []}
      probabilities={written?.probabilities ?? []}
      boxed
      note={written === null ? '' : `after iteration ${written.iteration}`}
      onChoose={(index) => written !== null && onChoose(written, index)}
    />
  );
}

/** A character that was written and what stood before it, on all lanes. */
function show(session: ReturnType<typeof useSession>, { free, extent }: Running, { lead, symbols }: Written, index: number): void {
  const text = [...lead, ...symbols];
  const at = lead.length + index;
  const caption = `what it wrote: ${shortened(plainOf(free.alphabet, text.slice(0, at + 1)))}`;
  showWithBlame(session, ownText(text, at, extent, caption));
}
