import { useEffect, useMemo } from 'react';
import type { Prediction } from '../../../core/predict/prediction.ts';
import type { Baseline } from '../../../core/tasks/task.ts';
import type { Decades, Room } from '../../figures/loss/axis.ts';
import { magnitude } from '../../figures/numbers.ts';
import { fromTop } from '../../lanes/domain.ts';
import { Drawn } from './Drawn.tsx';
import styles from './predict.module.css';
import { usePredicting } from './predictor.ts';
import { Surface } from './Surface.tsx';

interface Props {
  readonly baselines: readonly Baseline[];
  /** The axis as it is drawn, and as what is measured has it. */
  readonly decades: Decades;
  readonly measured: Decades;
  readonly end: number;
  onRoom(room: Room | null): void;
}

/** Decades of loss that can be drawn. */
const DEPTH = 4;

/** Over the curve of the loss: the paper to draw its prediction on, and then the line that was drawn. */
export default function LossLayer({ baselines, decades, measured, end, onRoom }: Props) {
  const drawing = usePredicting((now) => (now.drawing?.of === 'loss' ? now.drawing : null));
  const prediction = usePredicting((now) => (now.predictions.asked?.of === 'loss' ? null : now.predictions.loss));
  const length = drawing?.length ?? prediction?.length ?? null;
  const logs = (drawing?.logs ?? prediction?.knots.map(({ log }) => log) ?? []).filter((log) => log !== null);
  const lowest = Math.min(measured.high - (drawing === null ? 0 : DEPTH), ...logs.map(Math.floor));
  const highest = Math.max(measured.high, ...logs.map(Math.ceil));
  const room = useMemo(() => (length === null ? null : { end: length, low: lowest, high: highest }), [length, lowest, highest]);
  useEffect(() => onRoom(room), [room, onRoom]);
  useEffect(() => () => onRoom(null), [onRoom]);
  if (room === null || end < room.end) return null;
  if (drawing !== null)
    return (
      <div className={styles['lossPaper']}>
        <Surface
          drawing={drawing}
          domain={decades}
          x={(at) => at / end}
          at={(x) => Math.max(1, x * end)}
          place="iteration"
          label="Your prediction of the loss"
          otherwise={Math.log10(baselines[0]?.loss || 1)}
          marks={[]}
          hint="How will the loss run? Draw it with the mouse, a finger or the arrow keys."
        />
      </div>
    );
  if (prediction === null) return null;
  return (
    <div className={styles['over']}>
      <Drawn along={1} points={prediction.knots.map(({ at, log }) => [at / end, fromTop(decades, log)])} text={textOf(prediction)} />
    </div>
  );
}

const textOf = ({ knots }: Prediction): string =>
  `Your prediction: ${knots.map(({ at, log }) => `${magnitude(10 ** log)} at iteration ${at}`).join(', ')}.`;
