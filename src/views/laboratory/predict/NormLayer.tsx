import { useEffect, useMemo } from 'react';
import { curveOf, type Prediction } from '../../../core/predict/prediction.ts';
import { decades } from '../../lanes/decades.ts';
import { type Domain, extentOf, fromTop } from '../../lanes/domain.ts';
import type { LayerProps } from '../../lanes/lane.ts';
import { gridExponents, STRIP } from '../../lanes/normPlot.ts';
import { magnitude } from '../../lanes/words.ts';
import { useSession } from '../../useSession.ts';
import { Drawn } from './Drawn.tsx';
import type { Place } from './Line.tsx';
import styles from './predict.module.css';
import { usePredicting } from './predictor.ts';
import { Surface } from './Surface.tsx';

/** Over the lane of the norm: the paper to draw its prediction on, and then the line that was drawn. */
export default function NormLayer({ steps, domain, onRoom }: LayerProps) {
  const drawing = usePredicting((now) => (now.drawing?.of === 'norm' ? now.drawing : null));
  const prediction = usePredicting((now) => (now.predictions.asked?.of === 'norm' ? null : now.predictions.norm));
  const floor = useSession().picture.getState().trace?.floor ?? Number.MIN_VALUE;
  const curve = useMemo(() => (prediction === null ? null : curveOf(prediction, steps)), [prediction, steps]);
  const room = useRoom(drawing?.logs ?? null, curve, steps, Math.log10(floor));
  useEffect(() => onRoom(room), [room, onRoom]);
  useEffect(() => () => onRoom(null), [onRoom]);
  if (domain === null) return null;
  const middle = (at: number): number => (at - 0.5) / steps;
  if (drawing !== null && drawing.length === steps)
    return (
      <Surface
        drawing={drawing}
        domain={domain}
        x={middle}
        at={(x) => x * steps + 0.5}
        place="step"
        label="Your prediction of the gradient norm"
        otherwise={0}
        marks={gridExponents(domain)}
        hint="How large is the gradient norm at each step? Draw it with the mouse, a finger or the arrow keys."
      />
    );
  if (prediction === null || curve === null) return null;
  const place = (at: number): Place => [middle(at), fromTop(domain, curve[at - 1] ?? Number.NaN)];
  const shift = steps - prediction.length;
  return (
    <div className={styles['over']} style={{ bottom: STRIP }}>
      <Drawn
        along={0.45}
        points={Array.from(curve, (_, t) => place(t + 1))}
        knots={prediction.knots.map(({ at }) => place(at + shift))}
        text={textOf(prediction)}
      />
    </div>
  );
}

const textOf = ({ knots }: Prediction): string =>
  `Your prediction: ${knots.map(({ at, log }) => `${magnitude(10 ** log)} at step ${at}`).join(', ')}.`;

/** The axis of a norm that is not known: it has to leave room for a fade of a third of a decade a step, and must not tell. */
function useRoom(logs: readonly (number | null)[] | null, curve: Float64Array | null, steps: number, floor: number): Domain | null {
  const known = logs === null ? curve : logs.filter((log) => log !== null);
  const extent = known === null ? null : extentOf(known);
  const [low, high] = [extent?.low ?? 0, extent?.high ?? 0];
  const isDrawing = logs !== null;
  const isKnown = known !== null;
  return useMemo(() => {
    if (!isKnown) return null;
    const least = isDrawing ? -Math.max(12, 0.3 * steps) : 0;
    return decades({ low: Math.max(floor, Math.min(low, least)), high: Math.max(high, isDrawing ? 5 : 0) });
  }, [isKnown, isDrawing, low, high, steps, floor]);
}
