import { type KeyboardEvent, type PointerEvent, type ReactNode, useEffect, useEffectEvent } from 'react';
import { type Drawing, finished } from '../../../core/predict/drawing.ts';
import { HIGHEST, LOWEST } from '../../../core/predict/prediction.ts';
import { type Domain, fromTop } from '../../lanes/domain.ts';
import shared from '../../lanes/shared.module.css';
import { magnitude } from '../../lanes/words.ts';
import { actOf } from './keys.ts';
import { Line } from './Line.tsx';
import styles from './predict.module.css';
import { usePredictor } from './predictor.ts';

interface Props {
  readonly drawing: Drawing;
  readonly domain: Domain;
  /** Where a step or an iteration stands across the drawing, from 0 to 1, and back. */
  readonly x: (at: number) => number;
  readonly at: (x: number) => number;
  /** "step", "iteration" */
  readonly place: string;
  readonly label: string;
  readonly hint: ReactNode;
  /** log₁₀ that a key gives to the first point. */
  readonly otherwise: number;
  readonly marks: readonly number[];
}

/** Paper to draw a line on, with pen, finger or keys, over whatever is to be predicted. */
export function Surface({ drawing, domain, x, at, place, label, hint, otherwise, marks }: Props) {
  const predictor = usePredictor();
  const isEmpty = drawing.logs.every((log) => log === null);
  const pointOf = ({ currentTarget, clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const down = Math.min(1, Math.max(0, (clientY - top) / height));
    return { at: at((clientX - left) / width), log: domain.high - down * (domain.high - domain.low) };
  };
  const held = (event: PointerEvent): boolean => event.currentTarget.hasPointerCapture(event.pointerId);
  useEscape(() => predictor.giveUp());
  const lift = (event: PointerEvent): void => {
    if (held(event)) predictor.stroke({ type: 'up' });
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid over a plot.
    <div className={styles['surface']} role="group" aria-label={label} onPointerDown={stop} onPointerMove={stop}>
      <div
        className={styles['paper']}
        onPointerDown={(event) => {
          if (event.button !== 0 || !event.isPrimary) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          predictor.stroke({ type: 'down', point: pointOf(event) });
        }}
        onPointerMove={(event) => {
          if (held(event)) predictor.stroke({ type: 'move', point: pointOf(event) });
        }}
        onPointerUp={lift}
        onPointerCancel={lift}
      >
        <svg className={styles['rules']} aria-hidden="true">
          {marks.map((mark) => (
            <line key={mark} x1="0" x2="100%" y1={percent(fromTop(domain, mark))} y2={percent(fromTop(domain, mark))} />
          ))}
        </svg>
        {isEmpty && <p className={styles['hint']}>{hint}</p>}
        <Line points={drawing.places.map((each, k) => [x(each), fromTop(domain, drawing.logs[k] ?? Number.NaN)])} />
        {drawing.places.map((each, k) => (
          <Knot
            key={each}
            name={`prediction at ${place} ${each}`}
            log={drawing.logs[k] ?? null}
            otherwise={otherwise}
            domain={domain}
            left={x(each)}
            onShift={(by) => predictor.stroke({ type: 'shift', place: k, by, otherwise })}
            onRemove={() => predictor.stroke({ type: 'remove', place: k })}
            onDone={() => {
              if (finished(drawing) !== null) predictor.done();
            }}
          />
        ))}
      </div>
      <Tools drawing={drawing} isEmpty={isEmpty} />
    </div>
  );
}

/** The lanes take a press for the cursor. */
const stop = (event: PointerEvent): void => event.stopPropagation();
const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

function Tools({ drawing, isEmpty }: { readonly drawing: Drawing; readonly isEmpty: boolean }) {
  const predictor = usePredictor();
  const ready = finished(drawing) !== null;
  return (
    <div className={styles['tools']}>
      <span className={styles['told']}>Your prediction</span>
      <button type="button" className={shared['chip']} disabled={isEmpty} onClick={() => predictor.stroke({ type: 'clear' })}>
        Clear
      </button>
      <button type="button" className={shared['chip']} onClick={() => predictor.giveUp()}>
        Never mind
      </button>
      <button type="button" className={`${shared['chip']} ${styles['done']}`} disabled={!ready} onClick={() => predictor.done()}>
        Done
      </button>
    </div>
  );
}

/** What Escape belongs to before it belongs to the drawing: what is typed into, and what is open over the page. */
const TYPED = 'textarea, select, [contenteditable], input:not([type="checkbox"], [type="radio"], [type="range"])';
const OVER = 'dialog[open], :popover-open';

/** Escape from anywhere on the page. */
function useEscape(leave: () => void): void {
  const pressed = useEffectEvent((event: globalThis.KeyboardEvent): void => {
    const isTyped = event.target instanceof Element && event.target.matches(TYPED);
    if (event.key === 'Escape' && !isTyped && document.querySelector(OVER) === null) leave();
  });
  useEffect(() => {
    // Before what is open hears of it, and is closed.
    addEventListener('keydown', pressed, true);
    return () => removeEventListener('keydown', pressed, true);
  }, []);
}

interface KnotProps {
  readonly name: string;
  readonly log: number | null;
  readonly otherwise: number;
  readonly domain: Domain;
  readonly left: number;
  readonly onShift: (by: number) => void;
  readonly onRemove: () => void;
  readonly onDone: () => void;
}

/** A point of the line: up and down move it by a tenth of a decade, left and right go to its neighbours, Enter is Done. */
function Knot({ name, log, otherwise, domain, left, onShift, onRemove, onDone }: KnotProps) {
  const pressed = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = actOf(event.key, event.shiftKey);
    if (act === null) return;
    if (typeof act === 'number') onShift(act);
    else if (act === 'remove') onRemove();
    else if (act === 'done') onDone();
    else focusSlider(event.currentTarget[act === 'before' ? 'previousElementSibling' : 'nextElementSibling']);
    event.preventDefault();
    event.stopPropagation();
  };
  const top = log === null ? 0.5 : Math.min(1, Math.max(0, fromTop(domain, log)));
  return (
    <span
      className={styles['knot']}
      style={{ left: percent(left), top: percent(top) }}
      data-drawn={log !== null}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-orientation="vertical"
      aria-valuemin={LOWEST}
      aria-valuemax={HIGHEST}
      aria-valuenow={log ?? otherwise}
      aria-valuetext={log === null ? 'not drawn yet' : magnitude(10 ** log)}
      onKeyDown={pressed}
    />
  );
}

function focusSlider(element: Element | null): void {
  if (element instanceof HTMLElement && element.role === 'slider') element.focus();
}
