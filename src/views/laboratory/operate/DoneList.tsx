import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import { describeOperation } from '../../../core/operate/describe.ts';
import { type Dated, isSurgery, writeDated } from '../../../core/operate/operation.ts';
import { operationsOf } from '../../../core/operate/read.ts';
import { listed } from '../../../core/words.ts';
import { whole } from '../../figures/numbers.ts';
import shared from '../../lanes/shared.module.css';
import { useSession, useSessionState } from '../../useSession.ts';
import { doneOn, remove } from './done.ts';
import { changedIn, type Effect } from './effect.ts';
import styles from './operate.module.css';

/** What was done, the newest first, each with what it changed when it was done, and taken away again by its button. */
export function DoneList() {
  const session = useSession();
  const experiment = useSessionState((state) => state.experiment);
  const done = useStore(doneOn(session));
  const iteration = useSessionState((state) => state.iteration);
  const { operations } = useMemo(() => operationsOf(experiment), [experiment]);
  const place = useRef<HTMLDivElement>(null);
  // The button that took it away is gone with it.
  const takeAway = (operation: Dated): void => {
    void remove(session, operation).then(() => {
      if (document.activeElement === document.body) place.current?.focus();
    });
  };
  return (
    <div ref={place} tabIndex={-1} className={styles['list']}>
      {operations.length === 0 ? (
        <p className={styles['nothing']}>Nothing is being done to this network.</p>
      ) : (
        <ol className={styles['done']} aria-label="What was done" reversed>
          {operations.toReversed().map((operation) => (
            <Entry
              key={writeDated(operation)}
              operation={operation}
              effect={done.effects.get(writeDated(operation)) ?? null}
              isComing={done.isBusy && !done.effects.has(writeDated(operation)) && (operation.at ?? iteration) === iteration}
              onTakeAway={() => takeAway(operation)}
            />
          ))}
        </ol>
      )}
    </div>
  );
}

interface EntryProps {
  readonly operation: Dated;
  readonly effect: Effect | null;
  /** It is being done, and from when on is not known yet. */
  readonly isComing: boolean;
  onTakeAway(): void;
}

function Entry({ operation, effect, isComing, onTakeAway }: EntryProps) {
  const iteration = useSessionState((state) => state.iteration);
  const text = describeOperation(operation);
  return (
    <li className={styles['entryDone']}>
      <strong>{text}</strong>
      {isComing ? (
        <span className={styles['effect']}>being done …</span>
      ) : (
        <>
          <span className={styles['effect']}>{sinceText(operation, iteration)}</span>
          <EffectText effect={effect} otherwise={(operation.at ?? 0) > iteration ? '' : 'not measured before and after'} />
        </>
      )}
      <button
        type="button"
        className={shared['chip']}
        aria-label={`Take away: ${text}`}
        title={isSurgery(operation) ? BACK : undefined}
        onClick={onTakeAway}
      >
        Take away
      </button>
    </li>
  );
}

const BACK = 'Goes back to where it was done, and takes it away there; what came after is left, as the one earlier run that is kept.';

function sinceText(operation: Dated, iteration: number): string {
  const at = operation.at ?? 0;
  if (at > iteration) return `will be done at iteration ${whole(at)}`;
  if (isSurgery(operation)) return at === 0 ? 'before the first' : `at iteration ${whole(at)}`;
  return at === 0 ? 'from the first' : `since iteration ${whole(at)}`;
}

function EffectText({ effect, otherwise }: { readonly effect: Effect | null; readonly otherwise: string }) {
  if (effect === null) return <span className={styles['effect']}>{otherwise}</span>;
  const changed = changedIn(effect);
  if (changed.length === 0)
    return (
      <span className={styles['effect']}>
        {listed(effect.quantities.map(({ name }) => name))} stay as they were, to the digits shown; it may tell in how the network learns
        from here on
      </span>
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
