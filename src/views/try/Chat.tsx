import { useEffect, useRef, useState } from 'react';
import { useSession } from '../useSession.ts';
import { Answered, choose, Question } from './Ask.tsx';
import { promptOf } from './asking.ts';
import { asSentence, isQuestion, tell } from './talk.ts';
import styles from './try.module.css';
import { type Asked, useExchanges } from './useExchanges.ts';
import type { Running } from './useFree.ts';

/** What a person said; `asked` is the exchange where it was a question. */
interface Turn {
  readonly said: string;
  /** The first turn that the network was told with it. */
  readonly from: number;
  readonly id: number | null;
}

/** A talk: what is told is kept, and told again with each question. */
export function Chat({ running }: { readonly running: Running }) {
  const { asked, refusal, ask, clear } = useExchanges(running);
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const prompt = (text: string) => promptOf(running.free, running.extent, text);
  const say = (): void => {
    const said = asSentence(typed.trim() === '' ? running.free.example : typed);
    const told = tell([...turns.map((turn) => turn.said), said], prompt);
    setFault('fault' in told ? told.fault : null);
    if ('fault' in told) return;
    setTyped('');
    const id = isQuestion(said) ? ask(said, told.symbols) : null;
    setTurns([...turns, { said, from: told.from, id }]);
  };
  const again = (): void => {
    setTurns([]);
    clear();
  };
  return (
    <>
      <Log turns={turns} asked={asked} running={running} />
      <Question
        label="Say something"
        button="Say"
        example={running.free.example}
        typed={typed}
        fault={fault ?? refusal}
        onType={setTyped}
        onSubmit={say}
      >
        <button type="button" className={styles['press']} disabled={turns.length === 0} onClick={again}>
          New talk
        </button>
      </Question>
    </>
  );
}

interface LogProps {
  readonly turns: readonly Turn[];
  readonly asked: readonly Asked[];
  readonly running: Running;
}

function Log({ turns, asked, running }: LogProps) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new turn is what it scrolls to.
  useEffect(() => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
  }, [turns.length, asked]);
  const remembered = turns.at(-1)?.from ?? 0;
  const last = asked.at(-1)?.id;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <div ref={box} className={styles['log']} role="log" aria-label="Talk" tabIndex={0}>
      {turns.length === 0 ? (
        <p className={styles['hint']}>
          Tell it something about yourself, talk of other things, then ask for it. It answers what ends with a question mark.
        </p>
      ) : null}
      {turns.map(({ said, id }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a turn is known by its place
        <div key={index} className={styles['turn']}>
          <p className={styles['said']} data-forgotten={index < remembered || undefined}>
            {said}
            {index < remembered ? <small> (forgotten: no step is left for it)</small> : null}
          </p>
          <Reply asked={asked.find((each) => each.id === id)} isLast={id === last} running={running} />
        </div>
      ))}
    </div>
  );
}

/** The last reply letter by letter, as it becomes right; earlier ones as they were. */
function Reply({ asked, isLast, running }: { readonly asked: Asked | undefined; readonly isLast: boolean; readonly running: Running }) {
  const session = useSession();
  if (asked === undefined) return null;
  return (
    <div className={styles['reply']}>
      {isLast || asked.answer === null ? (
        <Answered asked={asked} running={running} label="Its reply" onChoose={(t) => choose(session, t)} />
      ) : (
        <p>{running.free.print(asked.answer.symbols)}</p>
      )}
    </div>
  );
}
