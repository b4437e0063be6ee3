import { askedIn } from '../../core/predict/asked.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSessionState } from '../useSession.ts';
import styles from './Bar.module.css';
import { formatCount, formatLoss, formatSpeed } from './format.ts';

/** Numbers of the run. Of fixed width, so that nothing beside them moves, and not read out unasked. */
export function Readouts() {
  const iteration = useSessionState((state) => state.iteration);
  const loss = useSessionState(({ loss, view }) => (askedIn(view.predict) === 'loss' ? null : loss));
  const speed = useSessionState((state) => state.speed);
  return (
    <dl className={styles['readouts']} aria-label="Run">
      <div>
        <dt>
          <Explained explanation="Updates of the weights since the first weights were drawn.">iteration</Explained>
        </dt>
        <dd data-testid="iteration">{formatCount(iteration)}</dd>
      </div>
      <div>
        <dt>
          <Explained explanation="How wrong the answers of the last batch were; the weights move so that it falls. The figure Loss shows it over the whole run.">
            loss
          </Explained>
        </dt>
        <dd data-testid="loss">{formatLoss(loss)}</dd>
      </div>
      <div className={styles['speed']}>
        <dt>
          <Explained explanation="Iterations a second, measured over the last moments.">it/s</Explained>
        </dt>
        <dd>{formatSpeed(speed)}</dd>
      </div>
    </dl>
  );
}
