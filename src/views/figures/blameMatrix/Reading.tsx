import type { KeyboardEvent, MouseEvent } from 'react';
import { clamp } from '../../lanes/axis.ts';
import { consume, isPlain } from '../../lanes/keys.ts';
import styles from './blameMatrix.module.css';

/** A place of the matrix: the row of an answer and a step, from 0. */
export interface Spot {
  readonly row: number;
  readonly step: number;
}

const MOVES: Readonly<Record<string, readonly [down: number, across: number]>> = {
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, Number.NEGATIVE_INFINITY],
  End: [0, Number.POSITIVE_INFINITY],
};

interface Props {
  /** What is pointed at, or where the keys begin. */
  readonly spot: Spot;
  readonly text: string;
  readonly rows: number;
  readonly steps: number;
  readonly onPoint: (spot: Spot | null) => void;
  /** A click, or Enter. */
  readonly onChoose: (row: number) => void;
}

/** The matrix under the mouse and the keys. */
export function Reading({ spot, text, rows, steps, onPoint, onChoose }: Props) {
  const under = ({ currentTarget, clientX, clientY }: MouseEvent): Spot => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect();
    const [row, step] = [Math.floor(((clientY - top) / height) * rows), Math.floor(((clientX - left) / width) * steps)];
    return { row: clamp(row, 0, rows - 1), step: clamp(step, 0, steps - 1) };
  };
  const press = (event: KeyboardEvent): void => {
    const move = MOVES[event.key];
    if (!isPlain(event) || (move === undefined && event.key !== 'Enter')) return;
    consume(event);
    if (move === undefined) onChoose(spot.row);
    else onPoint({ row: clamp(spot.row + move[0], 0, rows - 1), step: clamp(spot.step + move[1], 0, steps - 1) });
  };
  return (
    <div
      className={styles['reading']}
      role="slider"
      tabIndex={0}
      aria-label="Blame of each answer by each step"
      aria-orientation="vertical"
      aria-valuemin={1}
      aria-valuemax={rows}
      aria-valuenow={spot.row + 1}
      aria-valuetext={text === '' ? 'not measured yet' : text}
      onKeyDown={press}
      onFocus={() => onPoint(spot)}
      onBlur={() => onPoint(null)}
      onPointerMove={(event) => onPoint(under(event))}
      onPointerLeave={() => onPoint(null)}
      onClick={(event) => onChoose(under(event).row)}
    />
  );
}
