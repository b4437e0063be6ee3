import { type CSSProperties, useId } from 'react';
import { parametersOf } from '../../core/race/work.ts';
import type { Entry } from '../../store/race/entry.ts';
import { formatLoss } from '../bar/format.ts';
import type { Pointing } from '../figures/figure.ts';
import { horizon } from '../figures/horizon/Horizon.tsx';
import { whole } from '../figures/numbers.ts';
import { blame } from '../lanes/blame.ts';
import { memory } from '../lanes/memory.ts';
import { StepAxis } from '../lanes/StepAxis.tsx';
import { Overlay } from '../lanes/StepCursor.tsx';
import { useLanePointer } from '../lanes/useLanePointer.ts';
import { type Shape, useSetting, useShape } from '../lanes/useSetting.ts';
import { useSampled } from '../paint/usePicture.ts';
import { CloseIcon, SlidersIcon } from '../shell/icons.tsx';
import { attempt } from '../shell/useRun.ts';
import { Waiting } from '../shell/Waiting.tsx';
import { SessionContext, useSessionState } from '../useSession.ts';
import styles from './Column.module.css';
import { EntryLane } from './EntryLane.tsx';
import { type Racer, useRace, useRaceState } from './useRace.ts';

interface Props {
  readonly racer: Racer;
  readonly isLast: boolean;
  readonly iterations: Pointing;
  readonly edited: boolean;
  readonly onEdit: () => void;
}

/** One network: what it is, how it does, its memory and its blame over the steps, and how far the blame reached. */
export function Column({ racer, isLast, iterations, edited, onEdit }: Props) {
  const id = useId();
  const { entry, name, ink } = racer;
  return (
    <SessionContext value={entry.session}>
      <section className={styles['column']} aria-labelledby={id} style={{ '--racer': `var(--${ink})` } as CSSProperties}>
        <header className={styles['head']}>
          <h2 id={id}>{name}</h2>
          <Places entry={entry} name={name} isLast={isLast} edited={edited} onEdit={onEdit} />
        </header>
        <Facts entry={entry} />
        <div>
          <Trouble entry={entry} />
          <Waiting />
        </div>
        <Steps />
        <div className={styles['horizon']}>
          <horizon.Drawing figure={horizon} {...iterations} />
        </div>
      </section>
    </SessionContext>
  );
}

type PlacesProps = Pick<Props, 'isLast' | 'edited' | 'onEdit'> & { readonly entry: Entry; readonly name: string };

/** Change it, move it, take it out. */
function Places({ entry, name, isLast, edited, onEdit }: PlacesProps) {
  const race = useRace();
  const isFirst = useRaceState(({ entries }) => entries[0] === entry);
  const move = (by: -1 | 1) => () => attempt(race.first, race.move(entry, by));
  return (
    <div className={styles['places']}>
      <button type="button" aria-label={`Change ${name}`} title="Change it" aria-pressed={edited} onClick={onEdit}>
        <SlidersIcon />
      </button>
      <button type="button" aria-label={`Move ${name} left`} title="Move it left" disabled={isFirst} onClick={move(-1)}>
        ←
      </button>
      <button type="button" aria-label={`Move ${name} right`} title="Move it right" disabled={isLast} onClick={move(1)}>
        →
      </button>
      <button type="button" aria-label={`Take out ${name}`} title="Take it out" onClick={() => attempt(race.first, race.remove(entry))}>
        <CloseIcon />
      </button>
    </div>
  );
}

/** Its numbers now. */
function Facts({ entry }: { readonly entry: Entry }) {
  const race = useRace();
  const clock = useRaceState((state) => state.clock);
  const experiment = useSessionState((state) => state.experiment);
  const iteration = useSessionState((state) => state.iteration);
  const loss = useSessionState((state) => state.loss);
  const reach = useSampled(({ columns }) => {
    const last = columns.at(-1);
    return last === undefined ? '–' : `${last.horizon} of ${last.norms.length - 1}`;
  });
  // In lines of its own, so that a count that grows does not begin another.
  const counts = clock !== 'iterations';
  const seconds = (race.spent(entry) / 1000).toFixed(1);
  return (
    <p className={styles['facts']}>
      <span>
        loss <b data-testid="loss">{formatLoss(loss)}</b> ·
      </span>{' '}
      <span>
        horizon <b>{reach}</b>
        {counts ? '' : ' ·'}
      </span>
      {counts ? <br /> : ' '}
      <span>
        <b>{whole(parametersOf(experiment))}</b> parameters{counts ? ' ·' : ''}
      </span>{' '}
      {counts ? (
        <span>
          <b data-testid="iterations">{whole(iteration)}</b> iterations
          {clock === 'time' ? (
            <>
              {' '}
              in <b>{seconds}</b> s
            </>
          ) : null}
        </span>
      ) : null}
    </p>
  );
}

/** Why it sits the race out. */
function Trouble({ entry }: { readonly entry: Entry }) {
  const explosion = useSessionState((state) => state.explosion);
  const failure = useSessionState(({ phase, failure }) => (phase === 'failed' || phase === 'wanting' ? failure : null));
  const fault = explosion === null && failure === null ? null : entry.racer.fault();
  return (
    <div role="alert">
      {fault === null ? null : (
        <p className={styles['trouble']}>
          <strong>{explosion === null ? 'It sits the race out.' : 'Exploded.'}</strong> {fault}
        </p>
      )}
    </div>
  );
}

function Steps() {
  const shape = useShape();
  if (shape === null) return <p className={styles['waiting']}>Waiting for the first measurement …</p>;
  return <Lanes shape={shape} />;
}

function Lanes({ shape }: { readonly shape: Shape }) {
  const setting = useSetting();
  const pointer = useLanePointer(shape);
  return (
    <div className={styles['lanes']} style={{ '--steps': shape.steps } as CSSProperties} {...pointer}>
      <EntryLane name="memory" lane={memory} after=" →" setting={setting} shape={shape} />
      <EntryLane name="blame" lane={blame} before="← " setting={setting} shape={shape} />
      <StepAxis shape={shape} />
      <Overlay shape={shape} />
    </div>
  );
}
