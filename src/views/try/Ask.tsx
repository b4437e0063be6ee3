import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { Complaint } from '../panel/Row.tsx';
import { useSession } from '../useSession.ts';
import { judgementOn, promptOf } from './asking.ts';
import { Spelled } from './Spelled.tsx';
import { openBlame } from './show.ts';
import styles from './try.module.css';
import { type Asked, useExchanges } from './useExchanges.ts';
import { type Running, useIsAble } from './useFree.ts';

/** One asks, and the network answers; what was asked last stands with its answer. */
export function Ask({ running }: { readonly running: Running }) {
  const { asked, refusal, ask } = useExchanges(running);
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const submit = (): void => {
    const text = typed.trim() === '' ? running.free.example : typed;
    const read = promptOf(running.free, running.extent, text);
    setFault('fault' in read ? read.fault : null);
    if (!('fault' in read)) ask(text, read.symbols);
  };
  const last = asked.at(-1);
  return (
    <>
      <Question
        label="Ask"
        button="Ask"
        example={running.free.example}
        typed={typed}
        fault={fault ?? refusal}
        onType={setTyped}
        onSubmit={submit}
      />
      {last === undefined ? null : <Answer asked={last} running={running} />}
      <Earlier asked={asked.slice(0, -1)} running={running} />
    </>
  );
}

interface QuestionProps {
  readonly label: string;
  readonly example: string;
  readonly typed: string;
  readonly fault: string | null;
  readonly onType: (typed: string) => void;
  readonly onSubmit: () => void;
  /** What stands on the button. */
  readonly button: string;
  /** What else stands in the line. */
  readonly children?: ReactNode;
}

/** What is asked, with an example where nothing stands. */
export function Question({ label, example, typed, fault, onType, onSubmit, button, children }: QuestionProps) {
  const id = useId();
  const able = useIsAble();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (able) onSubmit();
  };
  return (
    <form onSubmit={submit}>
      <div className={styles['line']}>
        <label htmlFor={id} className="visually-hidden">
          {label}
        </label>
        <input
          id={id}
          type="text"
          value={typed}
          placeholder={example}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          aria-invalid={fault !== null || undefined}
          aria-describedby={`${id}-fault`}
          onChange={(event) => onType(event.target.value)}
        />
        <button type="submit" className={styles['press']} disabled={!able}>
          {button}
        </button>
        {children}
      </div>
      <Complaint id={`${id}-fault`}>{fault}</Complaint>
    </form>
  );
}

/** What was asked, and the answer beside it; a click on one of its characters shows what that was blamed for. */
function Answer({ asked, running }: { readonly asked: Asked; readonly running: Running }) {
  const session = useSession();
  return (
    <div className={styles['answer']}>
      <p className={styles['asked']}>{asked.typed}</p>
      <Answered asked={asked} running={running} label="The answer" onChoose={(t) => choose(session, t)} />
    </div>
  );
}

/** Puts the cursor on the step that said a character, and opens what each answer blames. */
export function choose(session: ReturnType<typeof useSession>, t: number): void {
  session.look({ t });
  openBlame(session);
}

interface AnsweredProps {
  readonly asked: Asked;
  readonly running: Running;
  readonly label: string;
  /** The step that said the character. */
  readonly onChoose: (step: number) => void;
}

export function Answered({ asked: { answer, prompt }, running: { free }, label, onChoose }: AnsweredProps) {
  if (answer === null) return <p className={styles['pending']}>…</p>;
  const judgement = judgementOn(free, prompt, answer.symbols);
  const hasEnded = free.end === null || answer.symbols.at(-1) === free.end;
  return (
    <>
      <p role="status" className="visually-hidden">
        It answers: {free.print(answer.symbols) || 'nothing'} {judgement}
      </p>
      <Spelled
        label={label}
        alphabet={free.alphabet}
        lead={[]}
        symbols={answer.symbols}
        probabilities={answer.probabilities}
        note={[judgement, hasEnded ? '' : 'cut off: no step is left', `after iteration ${answer.iteration}`]
          .filter((part) => part !== '')
          .join('; ')}
        onChoose={(index) => onChoose(prompt.length - 1 + index)}
      />
    </>
  );
}

function Earlier({ asked, running: { free } }: { readonly asked: readonly Asked[]; readonly running: Running }) {
  if (asked.length === 0) return null;
  return (
    <ol className={styles['earlier']} aria-label="Asked before" reversed>
      {asked.toReversed().map(({ id, typed, prompt, answer }) => (
        <li key={id}>
          {typed} → {answer === null ? '…' : `${free.print(answer.symbols)} ${judgementOn(free, prompt, answer.symbols)}`}
        </li>
      ))}
    </ol>
  );
}
