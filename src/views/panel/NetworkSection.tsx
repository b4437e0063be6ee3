import { INITIALISER_NOTES, LIMITS } from '../../core/limits.ts';
import { RewindIcon } from '../shell/icons.tsx';
import { useSessionState } from '../useSession.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { NumberRow } from './NumberRow.tsx';
import rows from './Row.module.css';
import { useChange } from './useChange.ts';
import { FORMULAE, INITIALISER_TITLES, WORDS } from './words.ts';

/** How large the network is and where its weights start. */
export function NetworkSection() {
  const change = useChange();
  const { units, layers, init, radius, forget } = useSessionState((state) => state.experiment);
  const gates = useSessionState((state) => state.cell.gates);
  const asDrawn = (): void => {
    change({ radius: null });
  };
  return (
    <section aria-labelledby="network-title">
      <h2 id="network-title">Network</h2>
      <NumberRow range={LIMITS.units} formula={FORMULAE['units']} value={units} onCommit={(value) => change({ units: value })} />
      <NumberRow range={LIMITS.layers} value={layers} onCommit={(value) => change({ layers: value })} />
      <ChoiceRow
        label="Start"
        explanation={`${WORDS.init} ${INITIALISER_TITLES[init]}: ${INITIALISER_NOTES[init]}`}
        value={init}
        titles={INITIALISER_TITLES}
        onCommit={(value) => change({ init: value })}
      />
      <NumberRow
        range={LIMITS.radius}
        formula={FORMULAE['radius']}
        value={radius}
        onCommit={(value) => change({ radius: value })}
        unset={{ text: 'as drawn', onUnset: asDrawn }}
      >
        {radius === null ? null : (
          <button type="button" className={rows['small']} aria-label="Leave U as drawn" title="Leave U as drawn" onClick={asDrawn}>
            <RewindIcon />
          </button>
        )}
      </NumberRow>
      {gates.includes('f') ? (
        <NumberRow range={LIMITS.forget} formula={FORMULAE['forget']} value={forget} onCommit={(value) => change({ forget: value })} />
      ) : null}
    </section>
  );
}
