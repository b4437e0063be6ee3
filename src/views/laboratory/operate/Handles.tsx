import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { describeComplex } from '../../../core/operate/describe.ts';
import type { Complex } from '../../../core/operate/operation.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { useSession, useSessionState } from '../../useSession.ts';
import { doneOn, operateOn } from './done.ts';
import { handlesOf, landing, nearestHandle } from './handles.ts';
import styles from './operate.module.css';

interface Props {
  /** Half the width of the plane, in its own units. */
  readonly extent: number;
  /** Its height in pixels. */
  readonly size: number;
  readonly matrix: string;
}

/** What an arrow key moves by; with Shift five times that. */
const STEP = 0.02;
const MOVES: Readonly<Record<string, readonly [across: number, up: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** Eigenvalues to take hold of, over the spectrum: one is chosen at a time, and moved by pointer or keys; its conjugate follows. */
export default function Handles({ extent, size, matrix }: Props) {
  const session = useSession();
  const layer = useSessionState((state) => state.view.layer);
  const measured = useSampled(({ spectrum }) => (spectrum?.matrix === matrix && spectrum.layer === layer ? spectrum : null));
  const [chosen, choose] = useState<Complex | null>(null);
  const [drag, setDrag] = useState<{ readonly from: Complex; readonly to: Complex } | null>(null);
  const waiting = useRef(Promise.resolve());
  const [area, setArea] = useState<HTMLDivElement | null>(null);
  if (measured === null) return null;
  const handles = handlesOf(measured);
  const at = Math.max(0, chosen === null ? 0 : nearestHandle(handles, chosen));
  const current = handles[at];
  if (current === undefined) return null;
  const scale = size / 2 / extent;

  const move = (from: Complex, wanted: Complex): void => {
    const to = landing(from, wanted, extent);
    choose(to);
    // One after the other, each from where the one before has left it.
    waiting.current = waiting.current.then(async () => {
      await operateOn(session, { kind: 'eigenvalue', matrix, layer, from, to });
      if (doneOn(session).getState().refusal !== null) choose(from);
    });
  };
  const placeOf = ({ clientX, clientY }: PointerEvent): Complex => {
    const box = area?.getBoundingClientRect();
    if (box === undefined) return current;
    return { real: (clientX - box.left - box.width / 2) / scale, imaginary: (box.top + box.height / 2 - clientY) / scale };
  };
  const onDown = (event: PointerEvent<HTMLDivElement>): void => {
    const place = placeOf(event);
    const taken = handles[nearestHandle(handles, place)];
    if (taken === undefined || Math.hypot(taken.real - place.real, taken.imaginary - Math.abs(place.imaginary)) * scale > 14) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    choose(taken);
    setDrag({ from: taken, to: taken });
  };
  const onMove = (event: PointerEvent): void => {
    if (drag !== null) setDrag({ ...drag, to: landing(drag.from, placeOf(event), extent) });
  };
  const onUp = (): void => {
    if (drag !== null && drag.from !== drag.to) move(drag.from, drag.to);
    setDrag(null);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = MOVES[event.key];
    const other = event.key === 'PageDown' ? at + 1 : event.key === 'PageUp' ? at - 1 : null;
    if (direction === undefined && other === null) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    if (other !== null) return choose(handles[(other + handles.length) % handles.length] ?? current);
    const by = STEP * (event.shiftKey ? 5 : 1);
    const [across, up] = direction ?? [0, 0];
    // A key that is pressed again moves on from where the last one goes.
    const from = chosen ?? current;
    move(from, { real: from.real + by * across, imaginary: Math.max(0, from.imaginary + by * up) });
  };

  const shown = drag?.to ?? current;
  return (
    <div
      ref={setArea}
      className={styles['plane']}
      onPointerDown={onDown}
      onPointerMove={onMove}
      onPointerUp={onUp}
      onPointerCancel={() => setDrag(null)}
    >
      {[1, -1].map((side) => (
        <span
          key={side}
          className={styles['handle']}
          data-dragged={drag !== null || undefined}
          hidden={side < 0 && shown.imaginary === 0}
          style={{ left: `calc(50% + ${shown.real * scale}px)`, top: `calc(50% - ${side * shown.imaginary * scale}px)` }}
        />
      ))}
      <div
        className={styles['grip']}
        role="slider"
        tabIndex={0}
        aria-label={`Eigenvalue of ${matrix}, moved by the arrow keys; Page Up and Page Down choose another`}
        aria-valuemin={-extent}
        aria-valuemax={extent}
        aria-valuenow={Number(shown.real.toFixed(3))}
        aria-valuetext={`${describeComplex(shown)}, ${at + 1} of ${handles.length} by size`}
        onKeyDown={onKeyDown}
        style={{ left: `calc(50% + ${shown.real * scale}px)`, top: `calc(50% - ${shown.imaginary * scale}px)` }}
      />
      {drag !== null && <span className={styles['reading']}>{describeComplex(shown)}</span>}
    </div>
  );
}
