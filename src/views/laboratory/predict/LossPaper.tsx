import { useMemo } from 'react';
import { baselinesOf, taskOf } from '../../../core/tasks/index.ts';
import { FigureFrame } from '../../figures/FigureFrame.tsx';
import type { Figure } from '../../figures/figure.ts';
import { axisEnd, iterationTicks } from '../../figures/iterations.ts';
import { type Decades, decadesOf, lossTicks } from '../../figures/loss/axis.ts';
import { Named } from '../../figures/loss/Baselines.tsx';
import { NOTHING } from '../../figures/loss/extent.ts';
import { COLUMNS } from '../../figures/loss/names.ts';
import { Plot } from '../../figures/Plot.tsx';
import { useIsHere } from '../../useIsHere.ts';
import { useSessionState } from '../../useSession.ts';
import { COVERED } from './covered.ts';
import styles from './predict.module.css';
import { goesBack, usePredicting } from './predictor.ts';
import { Surface } from './Surface.tsx';

/** Decades of loss that can be drawn. */
const DEPTH = 4;

/** In the place of the figure of the loss: the paper to draw its prediction on. Nothing on it, its axes neither, tells of the run. */
export default function LossPaper({ figure }: { readonly figure: Figure }) {
  const drawing = usePredicting((now) => (now.drawing?.of === 'loss' ? now.drawing : null));
  const { task, options } = useSessionState(({ experiment }) => experiment);
  const goes = useSessionState(goesBack);
  const here = useIsHere();
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are counted on the task’s data, which may come later.
  const baselines = useMemo(() => baselinesOf(taskOf(task), options), [task, options, here]);
  const decades = useMemo(() => paperOf(drawing?.logs ?? [], decadesOf(NOTHING, baselines)), [drawing?.logs, baselines]);
  const words = useMemo(() => ({ ...figure, describe: () => COVERED }), [figure]);
  if (drawing === null) return null;
  const end = axisEnd(drawing.length);
  return (
    <FigureFrame figure={words}>
      <Plot height={figure.height} x={iterationTicks(end)} y={lossTicks(decades)} ruled>
        <Named baselines={baselines} decades={decades} height={figure.height} curve={FREE} />
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
            hint={`How will the loss run? Draw it with the mouse, a finger or the arrow keys.${goes ? ' What is trained stays meanwhile.' : ''}`}
          />
        </div>
      </Plot>
    </FigureFrame>
  );
}

/** No curve that names would keep off. */
const FREE = new Array<null>(COLUMNS).fill(null);

function paperOf(drawn: readonly (number | null)[], { high }: Decades): Decades {
  const logs = drawn.filter((log) => log !== null);
  return { low: Math.min(high - DEPTH, ...logs.map(Math.floor)), high: Math.max(high, ...logs.map(Math.ceil)) };
}
