import { useEffect, useMemo } from 'react';
import type { Prediction } from '../../../core/predict/prediction.ts';
import type { Decades, Room } from '../../figures/loss/axis.ts';
import { magnitude } from '../../figures/numbers.ts';
import { fromTop } from '../../lanes/domain.ts';
import { Drawn } from './Drawn.tsx';
import type { Place } from './Line.tsx';
import styles from './predict.module.css';
import { usePredicting } from './predictor.ts';

interface Props {
  readonly decades: Decades;
  readonly end: number;
  onRoom(room: Room | null): void;
}

/** Over the curve of the loss: the line that was drawn. */
export default function LossLayer({ decades, end, onRoom }: Props) {
  const prediction = usePredicting(({ predictions }) => predictions.loss);
  const room = useMemo(() => (prediction === null ? null : roomOf(prediction)), [prediction]);
  useEffect(() => onRoom(room), [room, onRoom]);
  useEffect(() => () => onRoom(null), [onRoom]);
  if (prediction === null || end < prediction.length) return null;
  const knots = prediction.knots.map(({ at, log }): Place => [at / end, fromTop(decades, log)]);
  return (
    <div className={styles['over']}>
      <Drawn along={1} points={knots} knots={knots} text={textOf(prediction)} />
    </div>
  );
}

function roomOf({ length, knots }: Prediction): Room {
  const logs = knots.map(({ log }) => log);
  return { end: length, low: Math.floor(Math.min(...logs)), high: Math.ceil(Math.max(...logs)) };
}

const textOf = ({ knots }: Prediction): string =>
  `Your prediction: ${knots.map(({ at, log }) => `${magnitude(10 ** log)} at iteration ${at}`).join(', ')}.`;
