import { BACKEND_TITLES, BACKENDS, type BackendName } from '../../core/backend.ts';
import type { Timing, Timings } from '../../store/session.ts';
import { fasterThan, timingsFor } from '../../store/timing.ts';
import { attempt } from '../shell/useRun.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './BackendTimes.module.css';
import { formatMilliseconds, formatTimes } from './format.ts';

/** What one iteration of the experiment takes on each backend, measured when asked, and the fastest where it is worth a change. `menu` is the popover's id. */
export default function BackendTimes({ menu }: { readonly menu: string }) {
  const used = useSessionState((state) => state.engine?.backend ?? null);
  const timings = useSessionState((state) => timingsFor(state.timings, state.experiment));
  return (
    <section className={styles['times']} aria-label="Speed">
      <table>
        <caption>One iteration of this network</caption>
        <tbody>
          {BACKENDS.map((backend) => (
            <tr key={backend}>
              <th scope="row">
                {BACKEND_TITLES[backend]} {backend === used ? <span className={styles['used']}>in use</span> : null}
              </th>
              <td>{timings?.running === backend ? 'timing…' : <Told timing={timings?.of[backend]} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Measure running={timings?.running ?? null} />
      <Offer used={used} timings={timings} menu={menu} />
    </section>
  );
}

function Told({ timing }: { readonly timing: Timing | undefined }) {
  if (timing === undefined) return <span className={styles['none']}>not timed</span>;
  if ('reason' in timing) return <span className={styles['reason']}>{timing.reason}</span>;
  return 'over' in timing ? `> ${timing.over / 1000} s` : formatMilliseconds(timing.milliseconds);
}

/** One button for both, so that it keeps the focus. */
function Measure({ running }: { readonly running: BackendName | null }) {
  const session = useSession();
  const able = useSessionState(({ phase }) => phase !== 'failed');
  const press = (): void => (running === null ? attempt(session, session.timeBackends()) : session.stopTiming());
  return (
    <div className={styles['measure']}>
      <button type="button" disabled={!able} onClick={press}>
        {running === null ? 'Time each backend' : 'Stop timing'}
      </button>
      <span>Training pauses meanwhile.</span>
      <span role="status" className="visually-hidden">
        {running === null ? '' : `Timing ${BACKEND_TITLES[running]}`}
      </span>
    </div>
  );
}

interface OfferProps {
  readonly used: BackendName | null;
  readonly timings: Timings | null;
  readonly menu: string;
}

function Offer({ used, timings, menu }: OfferProps) {
  const session = useSession();
  const exact = useSessionState((state) => state.experiment.exact);
  const done = used !== null && timings?.running === null && timings.of[used] !== undefined;
  const faster = done && !(exact && used === 'wasm') ? fasterThan(used, timings) : null;
  return (
    <div className={styles['offer']}>
      <p role="status">{done ? resultOf(used, faster, exact) : ''}</p>
      {faster === null ? null : (
        <button type="button" popoverTarget={menu} popoverTargetAction="hide" onClick={() => session.change({ backend: faster.backend })}>
          Use {BACKEND_TITLES[faster.backend]}
        </button>
      )}
    </div>
  );
}

function resultOf(used: BackendName, faster: ReturnType<typeof fasterThan>, exact: boolean): string {
  if (exact && used === 'wasm') return 'The same bits everywhere: this run stays on WASM.';
  if (faster === null) return `Nothing timed here is half again as fast as ${BACKEND_TITLES[used]}.`;
  return `${BACKEND_TITLES[faster.backend]} is ${formatTimes(faster.times)} times as fast as ${BACKEND_TITLES[used]} here.`;
}
