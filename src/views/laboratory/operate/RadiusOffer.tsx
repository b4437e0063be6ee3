import { useRef, useState } from 'react';
import { spectrumMatrix } from '../../../store/look.ts';
import { choosing } from '../../figures/spectrum/choice.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { useSession, useSessionState } from '../../useSession.ts';
import { Choose, Offer } from './controls.tsx';
import { operateOn } from './done.ts';
import styles from './operate.module.css';

/** The slider runs over the logarithm, a doubling as far as a halving: at 0 there would be nothing left to rescale. */
const LEAST = 1 / 64;
const MOST = 8;
/** Of a doubling. */
const STEP = 1 / 50;

/** The spectral radius of the matrix whose spectrum is on show, on a slider. */
export function RadiusOffer({ matrices }: { readonly matrices: readonly string[] }) {
  const session = useSession();
  const cell = useSessionState((state) => state.cell);
  const layer = useSessionState((state) => state.view.layer);
  const layers = useSessionState(({ experiment }) => experiment.layers);
  const open = useSessionState((state) => state.view.open);
  const matrix = useSessionState((state) => spectrumMatrix(state.view, state.cell)) ?? matrices[0] ?? '';
  const measured = useSampled(({ spectrum }) => (spectrum?.matrix === matrix && spectrum.layer === layer ? spectrum.radius : null));
  const [turned, turn] = useState<number | null>(null);
  const wanted = useRef<number | null>(null);
  const wishes = useRef(0);
  if (measured === null || !Number.isFinite(measured)) return null;
  const value = turned ?? measured;
  const to = (of: (radius: number) => number): void => {
    // What was last asked for may still be on its way: the next press goes on from there.
    const radius = of(wanted.current ?? value);
    wanted.current = radius;
    turn(radius);
    const wish = ++wishes.current;
    void operateOn(session, { kind: 'radius', matrix, layer, radius }).then(() => {
      // What it was turned to is measured by then.
      if (wish !== wishes.current) return;
      wanted.current = null;
      turn(null);
    });
  };
  const commit = (): void => {
    if (turned !== null && Math.abs(turned - measured) > 1e-6) to(() => turned);
  };
  const whose = layers > 1 ? `${matrix} in layer ${layer + 1}` : matrix;
  return (
    <Offer
      title={layers > 1 ? `Spectral radius now, layer ${layer + 1}` : 'Spectral radius now'}
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
        aria-label={`Spectral radius of ${whose} now`}
        min={Math.log2(LEAST)}
        max={Math.log2(MOST)}
        step={STEP}
        value={Math.log2(Math.min(MOST, Math.max(LEAST, value)))}
        aria-valuetext={digits(value)}
        onChange={(event) => turn(2 ** Number(event.target.value))}
        onPointerUp={commit}
        onKeyUp={commit}
        onBlur={commit}
      />
      <output className={styles['value']}>{digits(value)}</output>
      <button type="button" className={styles['quick']} onClick={() => to((radius) => radius * 2)}>
        × 2
      </button>
      <button type="button" className={styles['quick']} onClick={() => to((radius) => radius / 2)}>
        ÷ 2
      </button>
      <button type="button" className={styles['quick']} onClick={() => to(() => 1)}>
        to 1
      </button>
    </Offer>
  );
}

const digits = (radius: number): string => (radius < 0.095 ? radius.toPrecision(2) : radius.toFixed(2));
