import type { KeyboardEvent, PointerEvent, ReactNode } from 'react';
import styles from './figures.module.css';
import type { Tick } from './iterations.ts';

/** What a person points at in a plot, for eyes and for assistive technology. */
export interface Readout {
  /** What the arrows move along ("Loss by iteration"). */
  readonly label: string;
  readonly now: number;
  readonly maximum: number;
  /** What stands there; null while nothing is pointed at. */
  readonly text: string | null;
  /** What assistive technology hears while that is null. */
  readonly nothing?: string;
  /** Where, from 0 to 1; on the other half the text stands. */
  readonly x: number;
  readonly y: number;
  /** A pointer at this place of the plot, both from 0 to 1; null where it left. */
  onPoint(place: { x: number; y: number } | null): void;
  /** Whether y is a place of its own, to be marked by a line too. */
  readonly crossed?: boolean;
  /** Arrow keys: steps across and down; Infinity for Home and End. */
  onMove(across: number, down: number): void;
  /** A click, or Enter. */
  onChoose?(): void;
}

interface Props {
  readonly height: number;
  readonly x: readonly Tick[];
  readonly y: readonly Tick[];
  /** Fine lines across at the ticks of y. */
  readonly ruled?: boolean;
  /** None where there is nothing to point at. */
  readonly readout?: Readout;
  readonly grow?: boolean;
  readonly children: ReactNode;
}

/** A plot with its two axes; the children are painted between them. Its places are shares of its size, so it never has to be measured. */
export function Plot({ height, x, y, ruled = false, grow = false, readout, children }: Props) {
  return (
    <div className={styles['plot']} style={grow ? { flex: `1 0 ${height}px`, minHeight: height } : { height }}>
      {ruled && <Rules ticks={y} />}
      <div className={styles['area']}>{children}</div>
      <Labels ticks={y} side="left" />
      <Labels ticks={x} side="bottom" />
      {readout && <Reading readout={readout} />}
    </div>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

function Rules({ ticks }: { ticks: readonly Tick[] }) {
  return (
    <svg className={styles['overlay']} aria-hidden="true">
      {ticks.map(({ at }) => (
        <line key={at} x1="0" x2="100%" y1={percent(at)} y2={percent(at)} className={styles['rule']} />
      ))}
    </svg>
  );
}

/** A label near an end of its axis is drawn inwards, so that none is cut off. */
function Labels({ ticks, side }: { ticks: readonly Tick[]; side: 'left' | 'bottom' }) {
  return (
    <div className={styles[side]} aria-hidden="true">
      {ticks.map(({ at, label }) => {
        const across = at > 0.94 ? '-100%' : '-50%';
        const style = side === 'left' ? { top: percent(at) } : { left: percent(at), transform: `translateX(${across})` };
        return (
          <span key={label} style={style}>
            {label}
          </span>
        );
      })}
    </div>
  );
}

const MOVES: Readonly<Record<string, readonly [across: number, down: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  PageUp: [0, -10],
  PageDown: [0, 10],
  Home: [Number.NEGATIVE_INFINITY, 0],
  End: [Number.POSITIVE_INFINITY, 0],
};

function Reading({ readout }: { readout: Readout }) {
  const { label, now, maximum, text, nothing = 'no iteration chosen', onPoint, onMove, onChoose } = readout;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') onChoose?.();
    const move = MOVES[event.key];
    if (move === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const pace = event.shiftKey ? 10 : 1;
    onMove(move[0] * pace, move[1] * pace);
  };
  return (
    <div
      className={styles['reading']}
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={maximum}
      aria-valuenow={now}
      aria-valuetext={text ?? nothing}
      onKeyDown={onKeyDown}
      onFocus={() => onMove(0, 0)}
      onBlur={() => onPoint(null)}
      onClick={() => onChoose?.()}
      onPointerDown={(event) => onPoint(shareOf(event))}
      onPointerMove={(event) => onPoint(shareOf(event))}
      onPointerLeave={() => onPoint(null)}
    >
      {text !== null && <Chip readout={readout} text={text} />}
    </div>
  );
}

function shareOf({ currentTarget, clientX, clientY }: PointerEvent): { x: number; y: number } {
  const { left, top, width, height } = currentTarget.getBoundingClientRect();
  return { x: inside((clientX - left) / width), y: inside((clientY - top) / height) };
}

const inside = (share: number): number => Math.min(1, Math.max(0, share));

/** The value in the corner that the pointer is farthest from, and hair lines where it points. */
function Chip({ readout: { x, y, crossed = false }, text }: { readout: Readout; text: string }) {
  return (
    <>
      <span className={styles['hair']} style={{ left: percent(x) }} />
      {crossed && <span className={styles['level']} style={{ top: percent(y) }} />}
      <span className={styles['chip']} data-right={x < 0.5 || undefined} data-bottom={y < 0.5 || undefined} aria-hidden="true">
        {text}
      </span>
    </>
  );
}
