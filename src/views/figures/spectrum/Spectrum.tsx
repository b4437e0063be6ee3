import { lazy, Suspense, useMemo } from 'react';
import { recurrentMatrices } from '../../../core/cell/recurrent.ts';
import { isLaboratoryOpen } from '../../../core/laboratory/names.ts';
import { spectrumMatrix } from '../../../store/look.ts';
import { Painting } from '../../paint/Painting.tsx';
import { useSampled } from '../../paint/usePicture.ts';
import { useSession, useSessionState } from '../../useSession.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import type { DrawingProps, Figure, Pointing } from '../figure.ts';
import styles from '../figures.module.css';
import { magnitude } from '../numbers.ts';
import { useDomain } from '../useAxis.ts';
import { choosing } from './choice.ts';
import { describeSpectrum, NO_MATRIX } from './describe.ts';
import { Plane } from './Plane.tsx';
import { spectrumPainter } from './paintSpectrum.ts';
import { extentOf } from './plane.ts';

/** To move eigenvalues by, while the laboratory is open. */
const Handles = lazy(() => import('../../laboratory/operate/Handles.tsx'));

const spectrum: Figure = {
  name: 'spectrum',
  title: 'Spectrum',
  explanation:
    'The eigenvalues of a recurrent matrix on the complex plane, with the unit circle (dashed) and the largest singular value as a dotted one where it fits. They alone do not decide: blame passes at each step through the slopes of the nonlinearities too, and those shrink where units saturate. For tanh it must vanish if the largest singular value is under 1, and can explode only if it is over 1; a spectral radius over 1 decides neither.',
  formula: 'U v = λ v; radius max |λ|; largest singular value σ = ‖U‖₂ ≥ max |λ|',
  height: 160,
  describe: ({ spectrum: measured }, { cell }) => describeSpectrum(measured, cell),
  Drawing: Spectrum,
};

/** The figure, as it is loaded. */
export default function SpectrumFigure(pointing: Pointing) {
  return <Spectrum figure={spectrum} {...pointing} />;
}

function Spectrum({ figure }: DrawingProps) {
  const cell = useSessionState((state) => state.cell);
  const matrix = useSessionState((state) => spectrumMatrix(state.view, state.cell));
  const extent = useDomain(({ spectrum: measured }) => extentOf(measured?.radius ?? 1));
  const paint = useMemo(() => spectrumPainter(extent, matrix ?? ''), [extent, matrix]);
  const measured = useDomain(({ spectrum: known }) => known !== null && known.matrix === matrix);
  const several = recurrentMatrices(cell).length > 1;
  const movable = useSessionState((state) => isLaboratoryOpen(state.view.open));
  return (
    <FigureFrame
      figure={figure}
      title={matrix === null || several ? figure.title : <Of matrix={matrix} />}
      aside={several ? <Choice /> : undefined}
    >
      <div className={styles['plane']} style={{ height: figure.height }}>
        {matrix === null ? (
          <p className={styles['nothing']}>{NO_MATRIX}</p>
        ) : (
          <>
            <Plane extent={extent} size={figure.height} />
            <div className={styles['area']}>{measured && <Painting paint={paint} />}</div>
            {movable && measured && (
              <Suspense fallback={null}>
                <Handles extent={extent} size={figure.height} matrix={matrix} />
              </Suspense>
            )}
          </>
        )}
      </div>
      {matrix === null ? null : <Sizes matrix={matrix} />}
    </FigureFrame>
  );
}

/** A matrix keeps the letters of its name, whatever the title does with its own. */
function Of({ matrix }: { matrix: string }) {
  return (
    <>
      Spectrum of <span className={styles['asWritten']}>{matrix}</span>
    </>
  );
}

function Choice() {
  const session = useSession();
  const cell = useSessionState((state) => state.cell);
  const open = useSessionState((state) => state.view.open);
  const matrix = useSessionState((state) => spectrumMatrix(state.view, state.cell));
  return (
    <label>
      of{' '}
      <select
        className={styles['choice']}
        aria-label="Matrix whose spectrum is shown"
        value={matrix ?? ''}
        onChange={(event) => session.look({ open: choosing(cell, open, event.target.value) })}
      >
        {recurrentMatrices(cell).map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

function Sizes({ matrix }: { matrix: string }) {
  const radius = useSampled(({ spectrum: measured }) => (measured?.matrix === matrix ? magnitude2(measured.radius) : null), 4);
  const norm = useSampled(({ spectrum: measured }) => (measured?.matrix === matrix ? magnitude2(measured.norm) : null), 4);
  if (radius === null || norm === null) return <p className={styles['under']}>its eigenvalues, once they are measured</p>;
  return (
    <p className={styles['under']}>
      radius <strong>{radius}</strong> · largest singular value <strong>{norm}</strong>
    </p>
  );
}

/** Two decimals where they fit, so that the text keeps its width. */
function magnitude2(value: number): string {
  return value < 100 ? value.toFixed(2) : magnitude(value);
}
