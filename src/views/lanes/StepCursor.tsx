import type { CSSProperties, KeyboardEvent } from 'react';
import { useSession } from '../useSession.ts';
import { consume, isPlain, stepAfter } from './keys.ts';
import { usePointing } from './pointing.ts';
import styles from './StepCursor.module.css';
import { type Shape, useStep } from './useSetting.ts';

/** A light column where the mouse is, and the cursor, over all lanes. */
export function Overlay({ shape }: { readonly shape: Shape }) {
  return (
    <div className={styles['overlay']} style={{ '--steps': shape.steps } as CSSProperties}>
      <Hairline shape={shape} />
      <StepCursor shape={shape} />
    </div>
  );
}

function Hairline({ shape }: { readonly shape: Shape }) {
  const step = usePointing(({ hover }) => hover?.step ?? null);
  if (step === null || step >= shape.steps) return null;
  return (
    <span className={styles['hairline']} style={{ '--step': step } as CSSProperties} aria-hidden="true">
      <span className={styles['number']}>{step + 1}</span>
    </span>
  );
}

function StepCursor({ shape }: { readonly shape: Shape }) {
  const session = useSession();
  const step = useStep(shape);
  const move = (event: KeyboardEvent): void => {
    const t = stepAfter(event.key, step, shape.steps);
    if (t === null || !isPlain(event)) return;
    consume(event);
    session.look({ t });
  };
  return (
    <div
      className={styles['cursor']}
      style={{ '--step': step } as CSSProperties}
      role="slider"
      tabIndex={0}
      aria-label="Step under the cursor"
      aria-valuemin={1}
      aria-valuemax={shape.steps}
      aria-valuenow={step + 1}
      aria-valuetext={`step ${step + 1} of ${shape.steps}`}
      onKeyDown={move}
    >
      <span className={styles['number']} data-lane="cursor">
        {step + 1}
      </span>
    </div>
  );
}
