import { lazy, Suspense, useMemo, useState } from 'react';
import { isNormAsked } from '../../core/predict/asked.ts';
import { useSessionState } from '../useSession.ts';
import type { Figure, Pointing } from './figure.ts';
import styles from './figures.module.css';
import { heldOut } from './heldOut/HeldOut.tsx';
import { horizon } from './horizon/Horizon.tsx';
import { loss } from './loss/Loss.tsx';
import { spectrum } from './spectrum/Spectrum.tsx';
import { verdict } from './verdict/Verdict.tsx';

/** The figures of the right column, from top to bottom: a new one is a file and a line here. */
const FIGURES = [verdict, loss, heldOut, horizon, spectrum] as const satisfies readonly Figure[];

const CoveredFigure = lazy(() => import('../laboratory/predict/CoveredFigure.tsx'));

/** The right column. The iteration pointed at in one figure is shown in all that have iterations. */
export function Figures() {
  const [at, point] = useState<number | null>(null);
  const asked = useSessionState(({ view }) => isNormAsked(view.predict));
  const pointing = useMemo<Pointing>(() => ({ at, point }), [at]);
  return (
    <div className={styles['column']}>
      {FIGURES.map((figure: Figure) => (
        <Suspense key={figure.name}>
          {asked && figure.reveals ? <CoveredFigure figure={figure} /> : <figure.Drawing figure={figure} {...pointing} />}
        </Suspense>
      ))}
    </div>
  );
}
