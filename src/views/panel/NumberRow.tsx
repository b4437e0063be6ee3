import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react';
import type { Range } from '../../core/limits.ts';
import { NumberBox, type Unset } from './NumberBox.tsx';
import { writeNumber } from './number.ts';
import styles from './Row.module.css';
import { Complaint, Row } from './Row.tsx';
import { fromTrack, toTrack, track, turn } from './scale.ts';
import { usePreview } from './usePreview.ts';

interface Props {
  readonly range: Range;
  readonly formula?: string | undefined;
  /** Null where nothing is set and the range's own value stands for the slider. */
  readonly value: number | null;
  /** Null where the value was taken, else the sentence on why not. */
  readonly onCommit: (value: number) => string | null;
  /** Hears each value while it is being dragged, and null when it is over. */
  readonly onPreview?: ((value: number | null) => void) | undefined;
  readonly unset?: Unset | undefined;
  /** What else stands in the line, before the number. */
  readonly children?: ReactNode;
}

/** A slider with its number: the number can be typed, the slider shows where it lies between its ends. */
export function NumberRow({ range, formula, value, onCommit, onPreview, unset, children }: Props) {
  const [fault, setFault] = useState<string | null>(null);
  const { shown, preview, settle } = usePreview(value ?? range.value, (meant) => {
    onPreview?.(null);
    setFault(onCommit(meant));
  });
  const isUnset = value === null && shown === range.value;
  const { minimum, maximum, step } = track(range);
  const at = toTrack(range, shown);
  const move = (next: number): void => {
    setFault(null);
    preview(next);
    onPreview?.(next);
  };
  const press = (event: KeyboardEvent): void => {
    const direction = DIRECTIONS[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    move(turn(range, shown, direction));
  };
  return (
    <Row label={range.label} explanation={range.explanation} formula={formula}>
      {({ id, focused }) => (
        <>
          {children}
          <NumberBox
            label={range.label}
            describedBy={`${id}-fault`}
            range={range}
            value={isUnset ? null : shown}
            onCommit={onCommit}
            onFault={setFault}
            faulty={fault !== null}
            unset={unset}
          />
          <input
            id={id}
            type="range"
            className={styles['slider']}
            style={{ '--way': `${((at - minimum) / (maximum - minimum)) * 100}%` } as CSSProperties}
            min={minimum}
            max={maximum}
            step={step}
            value={at}
            data-unset={isUnset || undefined}
            aria-valuetext={isUnset ? (unset?.text ?? 'not set') : writeNumber(shown)}
            aria-describedby={focused['aria-describedby']}
            onChange={(event) => move(fromTrack(range, event.target.valueAsNumber))}
            onPointerUp={settle}
            onFocus={focused.onFocus}
            onBlur={() => {
              focused.onBlur();
              settle();
            }}
            onKeyDown={(event) => {
              focused.onKeyDown(event);
              press(event);
            }}
          />
          <Complaint id={`${id}-fault`}>{fault}</Complaint>
        </>
      )}
    </Row>
  );
}

const DIRECTIONS: Readonly<Record<string, 1 | -1>> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };
