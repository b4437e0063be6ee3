import { useMemo } from 'react';
import { useStore } from 'zustand';
import { describeOperation, describeSurgery } from '../../../core/operate/describe.ts';
import { type Dated, writeDated } from '../../../core/operate/operation.ts';
import { operationsOf } from '../../../core/operate/read.ts';
import { whole } from '../../figures/numbers.ts';
import shared from '../../lanes/shared.module.css';
import { useSession, useSessionState } from '../../useSession.ts';
import { doneOn, type Operated, putBack, remove } from './done.ts';
import { changedIn, type Effect } from './effect.ts';
import styles from './operate.module.css';

/** What was done, each with what it changed when it was done, and taken away again by its button. */
export function DoneList() {
  const session = useSession();
  const experiment = useSessionState((state) => state.experiment);
  const done = useStore(doneOn(session));
  const { operations } = useMemo(() => operationsOf(experiment), [experiment]);
  const iteration = useSessionState((state) => state.iteration);
  // Where one has gone back, what was done later is not done yet.
  const surgeries = done.surgeries.filter((each) => each.iteration <= iteration);
  if (operations.length + surgeries.length === 0) return <p className={styles['nothing']}>Nothing has been done to this network.</p>;
  return (
    <ol className={styles['done']} aria-label="What was done">
      {operations.map((operation) => (
        <Entry key={writeDated(operation)} operation={operation} effect={done.effects.get(writeDated(operation)) ?? null} />
      ))}
      {surgeries.map((operated) => (
        <SurgeryEntry key={operated.id} operated={operated} />
      ))}
    </ol>
  );
}

function Entry({ operation, effect }: { readonly operation: Dated; readonly effect: Effect | null }) {
  const session = useSession();
  const iteration = useSessionState((state) => state.iteration);
  const text = describeOperation(operation);
  return (
    <li className={styles['entryDone']}>
      <strong>{text}</strong>
      <span className={styles['effect']}>{sinceText(operation.at ?? 0, iteration)}</span>
      <EffectText effect={effect} otherwise="it stood in the link: not measured before and after" />
      <button type="button" className={shared['chip']} aria-label={`Take away: ${text}`} onClick={() => void remove(session, operation)}>
        Take away
      </button>
    </li>
  );
}

const sinceText = (at: number, iteration: number): string =>
  at === 0 ? 'from the first' : `${at > iteration ? 'will be done at' : 'since'} iteration ${whole(at)}`;

function SurgeryEntry({ operated }: { readonly operated: Operated }) {
  const session = useSession();
  const { surgery, was, iteration, effect } = operated;
  const text = describeSurgery(surgery.matrix, surgery, was);
  return (
    <li className={styles['entryDone']}>
      <strong>{text}</strong>
      <EffectText effect={effect} otherwise="" />
      <button
        type="button"
        className={shared['chip']}
        aria-label={`Put back: ${text}`}
        title={`${surgery.matrix} as it was at iteration ${iteration}; what else was learned since stays. A change of weights stands in no link.`}
        onClick={() => void putBack(session, operated)}
      >
        Put back
      </button>
    </li>
  );
}

function EffectText({ effect, otherwise }: { readonly effect: Effect | null; readonly otherwise: string }) {
  if (effect === null) return <span className={styles['effect']}>{otherwise}</span>;
  const changed = changedIn(effect);
  if (changed.length === 0)
    return (
      <span className={styles['effect']}>nothing that is measured changed at once: it changes how the network learns from here on</span>
    );
  return (
    <span className={styles['effect']}>
      {changed.map(({ name, before, after }) => (
        <span key={name} className={styles['quantity']}>
          {name} {before} → <b>{after}</b>
        </span>
      ))}
    </span>
  );
}
