import type { CSSProperties } from 'react';
import type { Inside } from '../../core/analysis/inside.ts';
import { isNormAsked } from '../../core/predict/asked.ts';
import { useSampled } from '../paint/usePicture.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { carries } from './carries.ts';
import { Factors } from './Factors.tsx';
import styles from './InsideStep.module.css';
import type { Setting } from './lane.ts';
import shared from './shared.module.css';
import { type Shape, useStep } from './useSetting.ts';
import { fixed } from './words.ts';

/** What happens inside the step under the cursor: its equations with their numbers, and what carries the blame one step back. */
export default function InsideStep({ setting, shape }: { readonly setting: Setting; readonly shape: Shape }) {
  const step = useStep(shape);
  const inside = useSampled((picture) => picture.inside);
  const covered = useSessionState(({ view }) => isNormAsked(view.predict));
  const current = inside !== null && inside.step === step ? inside : null;
  const sentence = useSampled((picture) =>
    picture.trace === null || picture.inside === null ? '' : carries(picture.inside, picture.trace),
  );
  return (
    <section className={styles['inside']} aria-label={`Inside step ${step + 1}`}>
      <div className={`${shared['head']} ${styles['head']}`}>
        <h2 className={shared['title']}>
          <Explained
            explanation="The equations of this step for one unit, with the real numbers in them, and the factors by which this step hands the blame on to the step before."
            formula="∂L/∂sₜ₋₁ = (∂sₜ/∂sₜ₋₁)ᵀ ∂L/∂sₜ"
          >
            Inside step {step + 1}
          </Explained>
        </h2>
        <span className={`${shared['sentence']} ${styles['sentence']}`}>
          {covered ? 'covered until your prediction is done' : current === null ? '' : sentence}
        </span>
        <MostBlamed />
      </div>
      {/* Hidden, it keeps its room. */}
      <div style={{ visibility: covered ? 'hidden' : 'visible' }}>
        {current === null ? <Waiting cell={setting.cell.equations.length} /> : <Content inside={current} step={step} units={shape.units} />}
      </div>
    </section>
  );
}

/** Keeps the room until the numbers are there. */
function Waiting({ cell }: { readonly cell: number }) {
  return (
    <p className={styles['waiting']} style={{ '--lines': cell } as CSSProperties}>
      measuring …
    </p>
  );
}

function Content({ inside, step, units }: { readonly inside: Inside; readonly step: number; readonly units: number }) {
  const chosen = useSessionState(({ view }) => view.unit !== null);
  return (
    <div className={styles['columns']} data-stacked={inside.paths.length < 2}>
      <div className={styles['numbers']}>
        <p className={styles['whose']}>
          unit {inside.unit + 1}
          {chosen ? '' : ' (most blamed)'}
        </p>
        <Equations inside={inside} />
      </div>
      <Factors inside={inside} step={step} units={units} />
    </div>
  );
}

function Equations({ inside }: { readonly inside: Inside }) {
  return (
    <dl className={styles['equations']}>
      {inside.equations.map(({ name, symbols, numbers, value }) => (
        <div key={name}>
          <dt title={symbols}>
            {name}
            <span className={styles['symbols']}>{symbols.slice(name.length)}</span>
          </dt>
          <dd title={numbers}>= {numbers}</dd>
          <dd>= {fixed(value, 2)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Back from a unit that was chosen to the one with the most blame. */
function MostBlamed() {
  const session = useSession();
  const chosen = useSessionState(({ view }) => view.unit !== null);
  if (!chosen) return null;
  return (
    <span className={shared['readout']}>
      <button type="button" className={shared['chip']} onClick={() => session.look({ unit: null })}>
        show the most blamed unit
      </button>
    </span>
  );
}
