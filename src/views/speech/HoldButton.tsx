import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { consume, isPlain } from '../lanes/keys.ts';
import { useSessionState } from '../useSession.ts';
import { Level } from './Level.tsx';
import type { Listener, Listening } from './listener.ts';
import styles from './speech.module.css';

/** A click that comes so soon after the button was let go belongs to that press. */
const CLICK_MS = 500;

interface Props {
  readonly listener: Listener;
  readonly listening: Listening;
  readonly describedBy: string;
}

/** Listens while it is held, by a finger, the mouse, Space or Enter; a tap begins, and another one ends. */
export function HoldButton({ listener, listening, describedBy }: Props) {
  const able = useSessionState(({ phase }) => phase !== 'failed' && phase !== 'wanting');
  const released = useRef(Number.NEGATIVE_INFINITY);
  const press = (): void => {
    if (able) listener.press();
  };
  const release = (): void => {
    released.current = performance.now();
    listener.release();
  };
  const keys = {
    onKeyDown(event: KeyboardEvent) {
      if (event.key === 'Escape' && listening.phase !== 'idle') listener.cancel();
      else if (!isHeld(event)) return;
      else if (!event.repeat) press();
      consume(event);
    },
    onKeyUp(event: KeyboardEvent) {
      if (!isHeld(event)) return;
      release();
      consume(event);
    },
  };
  const pointer = {
    onPointerDown(event: PointerEvent<HTMLButtonElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      press();
    },
    onPointerUp: release,
    onPointerCancel: release,
  };
  const click = (): void => {
    if (able && performance.now() - released.current > CLICK_MS) listener.tap();
  };
  return (
    <button
      type="button"
      className={styles['hold']}
      data-phase={listening.phase}
      aria-disabled={!able}
      aria-describedby={describedBy}
      onContextMenu={(event) => event.preventDefault()}
      onBlur={release}
      onClick={click}
      {...keys}
      {...pointer}
    >
      <span className={styles['label']}>{labelOf(listening)}</span>
      <Level listener={listener} listening={listening} />
    </button>
  );
}

const isHeld = (event: KeyboardEvent): boolean => isPlain(event) && (event.key === ' ' || event.key === 'Enter');

function labelOf({ phase, held }: Listening): string {
  if (phase === 'idle') return 'Hold and say a word';
  if (phase === 'opening') return 'Opening the microphone …';
  if (phase === 'hearing') return 'Hearing …';
  return held ? 'Listening: let go when it is said' : 'Listening: tap when it is said';
}
