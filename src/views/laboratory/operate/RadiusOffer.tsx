import { useState } from 'react';
import { spectrumMatrix } from '../../../store/look.ts';
import { choosing } from '../../figures/spectrum/choice.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { useSession, useSessionState } from '../../useSession.ts';
import { Choose, Offer } from './controls.tsx';
import { operateOn } from './done.ts';
import styles from './operate.module.css';

const MOST = 2;

/** The spectral radius of the matrix whose spectrum is on show, on a slider. */
export function RadiusOffer({ matrices }: { readonly matrices: readonly string[] }) {
  const session = useSession();
  const cell = useSessionState((state) => state.cell);
  const layer = useSessionState((state) => state.view.layer);
  const open = useSessionState((state) => state.view.open);
  const matrix = useSessionState((state) => spectrumMatrix(state.view, state.cell)) ?? matrices[0] ?? '';
  const measured = useSampled(({ spectrum }) => (spectrum?.matrix === matrix && spectrum.layer === layer ? spectrum.radius : null));
  const [turned, turn] = useState<number | null>(null);
  if (measured === null || !Number.isFinite(measured)) return null;
  const value = turned ?? measured;
  const to = (radius: number): void => {
    turn(radius);
    // What it was turned to is measured by then.
    void operateOn(session, { kind: 'radius', matrix, layer, radius }).then(() => turn(null));
  };
  const commit = (): void => {
    if (turned !== null && Math.abs(turned - measured) > 1e-6) to(turned);
  };
  return (
    <Offer
      title="Spectral radius"
      explanation="Rescales the recurrent matrix of the layer on show as it is now, every eigenvalue by the same factor; it learns on from there, with the optimiser’s moments as they are. To move one eigenvalue, drag it in the spectrum, or go to it with Tab and use the arrow keys."
      formula="U ← U · ρ / max |λ|"
    >
      {matrices.length > 1 && (
        <Choose
          label="Matrix to rescale"
          value={matrix}
          options={matrices}
          onChoose={(name) => session.look({ open: choosing(cell, open, name) })}
        />
      )}
      <input
        type="range"
        className={styles['slider']}
        aria-label={`Spectral radius of ${matrix}`}
        min={0}
        max={MOST}
        step={0.01}
        value={Math.min(MOST, value)}
        aria-valuetext={value.toFixed(2)}
        onChange={(event) => turn(Number(event.target.value))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
      <output className={styles['value']}>{value.toFixed(2)}</output>
      <button type="button" className={styles['quick']} onClick={() => to(measured * 2)}>
        × 2
      </button>
      <button type="button" className={styles['quick']} onClick={() => to(measured / 2)}>
        ÷ 2
      </button>
      <button type="button" className={styles['quick']} onClick={() => to(1)}>
        to 1
      </button>
    </Offer>
  );
}
