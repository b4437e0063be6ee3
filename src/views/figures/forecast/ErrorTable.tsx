import type { ReactNode } from 'react';
import type { Forecast } from '../../../core/forecast/forecast.ts';
import type { Errors, Off } from '../../../core/forecast/forecasted.ts';
import { Heading } from '../../lanes/Heading.tsx';
import styles from './forecast.module.css';
import { DASHES, ROLLED } from './paintForecast.ts';
import type { Scene } from './scene.ts';
import { offText, standingText, windowsText } from './words.ts';

interface Props {
  readonly scene: Scene;
  readonly forecast: Forecast;
  /** Null until they are measured. */
  readonly errors: Errors | null;
  /** Whether they are of as many answers in a row as are on show. */
  readonly rolledIsOf: boolean;
}

const NOT_YET = '–';

/** What each line of the picture is, and how far it is off on the held-out windows. */
export function ErrorTable({ scene, forecast, errors, rolledIsOf }: Props) {
  const { ahead, after, baselines } = scene;
  const inARow = after > ahead;
  const offs = (off: Off | undefined): ReactNode => (
    <>
      <td>{off === undefined ? NOT_YET : offText(forecast, off.once)}</td>
      {inARow && <td>{off === undefined || !rolledIsOf ? NOT_YET : offText(forecast, off.rolled)}</td>}
    </>
  );
  return (
    <div className={styles['errors']}>
      <table>
        <thead>
          <tr className={styles['columns']}>
            <th scope="col" className={styles['what']}>
              <Heading explanation={headingText(forecast, scene, errors)}>
                typical error{forecast.unit === '' ? '' : `, ${forecast.unit}`}
              </Heading>
            </th>
            <th scope="col" className={styles['column']}>
              next {ahead}
            </th>
            {inARow && (
              <th scope="col" className={styles['column']}>
                all {after}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row" className={styles['what']}>
              <Swatch kind="truth" /> <span className={styles['name']}>what came</span>
            </th>
            <td />
            {inARow && <td />}
          </tr>
          <tr className={styles['network']}>
            <th scope="row" className={styles['what']}>
              <Swatch kind="network" dash={inARow} /> <span className={styles['name']}>network</span>
            </th>
            {offs(errors?.network)}
          </tr>
          {baselines.map(({ label }, k) => (
            <tr key={label}>
              <th scope="row" className={styles['what']}>
                <Swatch kind="baseline" index={k} />{' '}
                <span className={styles['name']} title={label}>
                  {label}
                </span>
              </th>
              {offs(errors?.baselines.find((each) => each.label === label))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles['standing']}>{errors === null ? '' : standingText(errors, forecast.places)}</p>
    </div>
  );
}

function headingText({ unit, places }: Forecast, { ahead, after }: Scene, errors: Errors | null): string {
  const windows = errors === null ? 'windows' : `the same ${windowsText(errors.windows, places)} windows`;
  const inARow = after > ahead ? ` and over all ${after} that it says in a row, as far as it is known what came` : '';
  return `How far each forecast is off${unit === '' ? '' : `, in ${unit}`}, root mean square, on ${windows} that were held out: over the ${ahead === 1 ? 'value' : `${ahead} values`} said at once${inARow}. One is called better or worse than another where that is more than the luck of these windows, which tell the less the more they overlap.`;
}

/** A piece of the line as the picture draws it. */
function Swatch({ kind, dash = false, index = 0 }: { kind: 'truth' | 'network' | 'baseline'; dash?: boolean; index?: number }) {
  return (
    <svg className={styles['swatch']} data-kind={kind} viewBox="0 0 26 10" aria-hidden="true">
      {kind === 'baseline' && <line x1="0" x2="26" y1="5" y2="5" strokeDasharray={DASHES[index % DASHES.length]?.join(' ')} />}
      {kind === 'truth' && <line x1="0" x2="26" y1="5" y2="5" />}
      {kind === 'network' && (
        <>
          <line x1="0" x2={dash ? 12 : 26} y1="5" y2="5" />
          <circle cx="2.5" cy="5" r="2" />
          <circle cx="9" cy="5" r="2" />
          {dash && <line x1="13" x2="26" y1="5" y2="5" strokeDasharray={ROLLED.join(' ')} strokeDashoffset="2" />}
        </>
      )}
    </svg>
  );
}
