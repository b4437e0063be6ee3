import { LIMITS, OPTIMIZER_NOTES } from '../../core/limits.ts';
import { useSessionState } from '../useSession.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { ExactRow } from './ExactRow.tsx';
import { NumberRow } from './NumberRow.tsx';
import { SeedRow } from './SeedRow.tsx';
import { useChange } from './useChange.ts';
import { FORMULAE, OPTIMIZER_TITLES, WORDS } from './words.ts';

/** How a gradient becomes a move of the weights. */
export function LearningSection() {
  const change = useChange();
  const { optimizer, rate, clip, batch } = useSessionState((state) => state.experiment);
  return (
    <section aria-labelledby="learning-title">
      <h2 id="learning-title">Learning</h2>
      <ChoiceRow
        label="Optimiser"
        explanation={`${WORDS.optimizer} ${OPTIMIZER_TITLES[optimizer]}: ${OPTIMIZER_NOTES[optimizer]}`}
        value={optimizer}
        titles={OPTIMIZER_TITLES}
        onCommit={(value) => change({ optimizer: value })}
      />
      <NumberRow range={LIMITS.rate} formula={FORMULAE['rate']} value={rate} onCommit={(value) => change({ rate: value })} />
      <NumberRow range={LIMITS.clip} formula={FORMULAE['clip']} value={clip} onCommit={(value) => change({ clip: value })} />
      <NumberRow range={LIMITS.batch} value={batch} onCommit={(value) => change({ batch: value })} />
      <SeedRow />
      <ExactRow />
    </section>
  );
}
