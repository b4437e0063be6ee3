import { type ComponentType, lazy, Suspense, useMemo, useState } from 'react';
import { askedIn } from '../../core/predict/asked.ts';
import type { Quantity } from '../../core/predict/prediction.ts';
import { useSessionState } from '../useSession.ts';
import type { Figure, Pointing } from './figure.ts';
import styles from './figures.module.css';
import { horizon } from './horizon/Horizon.tsx';
import { loss } from './loss/Loss.tsx';
import { Stretching } from './useAxis.ts';
import { verdict } from './verdict/Verdict.tsx';

/** A figure that is loaded after what is seen first. */
interface Later {
  readonly name: string;
  /** Kept until it is there, in CSS pixels. */
  readonly room: number;
  readonly Late: ComponentType<Pointing>;
}

/** The figures of the right column, from top to bottom: a new one is a file and a line here. */
const FIGURES: readonly (Figure | Later)[] = [
  verdict,
  loss,
  { name: 'held-out', room: 42, Late: lazy(() => import('./heldOut/HeldOut.tsx')) },
  horizon,
  { name: 'spectrum', room: 208, Late: lazy(() => import('./spectrum/Spectrum.tsx')) },
];

const CoveredFigure = lazy(() => import('../laboratory/predict/CoveredFigure.tsx'));
const LossPaper = lazy(() => import('../laboratory/predict/LossPaper.tsx'));

/** The right column. The iteration pointed at in one figure is shown in all that have iterations. */
export function Figures() {
  const [at, point] = useState<number | null>(null);
  const asked = useSessionState(({ view }) => askedIn(view.predict));
  const pointing = useMemo<Pointing>(() => ({ at, point }), [at]);
  const [least, stretch] = useState(0);
  const stretching = useMemo(() => ({ least, stretch }), [least]);
  return (
    <Stretching value={stretching}>
      <div className={styles['column']}>
        {FIGURES.map((figure) => (
          <Suspense key={figure.name} fallback={<div style={{ minHeight: 'room' in figure ? figure.room : figure.height }} />}>
            <Row figure={figure} asked={asked} {...pointing} />
          </Suspense>
        ))}
      </div>
    </Stretching>
  );
}

function Row({ figure, asked, ...pointing }: Pointing & { readonly figure: Figure | Later; readonly asked: Quantity | null }) {
  if ('Late' in figure) return <figure.Late {...pointing} />;
  if (asked === figure.name) return <LossPaper figure={figure} />;
  return asked !== null && figure.reveals ? (
    <CoveredFigure title={figure.title} height={figure.height} />
  ) : (
    <figure.Drawing figure={figure} {...pointing} />
  );
}
