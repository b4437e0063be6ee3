import { useState } from 'react';
import { recurrentMatrices } from '../../../core/cell/recurrent.ts';
import { layoutOf, type Slot } from '../../../core/network.ts';
import { networkOf } from '../../../core/networkOf.ts';
import type { Operation } from '../../../core/operate/operation.ts';
import { CLIPPED, HELD, NOISE } from '../../../core/operate/read.ts';
import { taskOf } from '../../../core/tasks/index.ts';
import shared from '../../lanes/shared.module.css';
import { useSession, useSessionState } from '../../useSession.ts';
import { Choose, Entry, Offer } from './controls.tsx';
import { operate } from './done.ts';
import styles from './operate.module.css';
import { RadiusOffer } from './RadiusOffer.tsx';

/** What can be done to the network on show. */
export function Offers() {
  const experiment = useSessionState((state) => state.experiment);
  const cell = useSessionState((state) => state.cell);
  const { slots } = layoutOf(networkOf(experiment));
  const recurrent = recurrentMatrices(cell);
  return (
    <div className={styles['offers']}>
      {cell.gates.length > 0 && <HoldOffer key={`hold ${cell.source}`} gates={cell.gates} />}
      <FreezeOffer key={`freeze ${cell.source}`} names={[...new Set(slots.map(({ name }) => name))]} first={recurrent[0]} />
      <CutOffer key={`cut ${cell.source}`} slots={slots} first={recurrent[0]} />
      <TruncateOffer />
      <NoiseOffer key={`noise ${cell.source}`} states={cell.states} />
      <BoostOffer />
      <ClipOffer />
      {recurrent.length > 0 && <RadiusOffer key={`radius ${cell.source}`} matrices={recurrent} />}
    </div>
  );
}

function useOperate(): (operation: Operation) => void {
  const session = useSession();
  return (operation) => void operate(session, operation);
}

function HoldOffer({ gates }: { readonly gates: readonly string[] }) {
  const [gate, choose] = useState(gates.includes('f') ? 'f' : (gates[0] ?? ''));
  const [value, setValue] = useState<number | null>(1);
  const act = useOperate();
  const hold = (at: number): void => {
    setValue(at);
    act({ kind: 'hold', gate, value: at });
  };
  return (
    <Offer
      title="Hold a gate"
      explanation="Every unit of the gate gives this number at every step, whatever it reads. No blame passes through it, and its own weights rest until it is let go."
      formula="gate_t ≔ v; where the state is multiplied by it, that path’s factor is v: ∂(f ∘ c_{t−1})/∂c_{t−1} = v"
      act="Hold"
      disabled={value === null}
      onAct={() => value !== null && hold(value)}
    >
      <Choose label="Gate to hold" value={gate} options={gates} onChoose={choose} />
      <Entry label={`Number to hold ${gate} at`} before="at" value={value} {...HELD} onChange={setValue} />
      <button type="button" className={shared['chip']} onClick={() => hold(1)}>
        Hold open (1)
      </button>
      <button type="button" className={shared['chip']} onClick={() => hold(0)}>
        Hold shut (0)
      </button>
    </Offer>
  );
}

function FreezeOffer({ names, first }: { readonly names: readonly string[]; readonly first: string | undefined }) {
  const [parameter, choose] = useState(first ?? names[0] ?? '');
  const act = useOperate();
  return (
    <Offer
      title="Freeze"
      explanation="It stays as it is while the others learn: its gradient counts as 0, in the norm that clips too. In every layer that has it."
      formula="∂L/∂U ≔ 0 for the update"
      act="Freeze"
      onAct={() => act({ kind: 'freeze', parameter })}
    >
      <Choose label="Parameter to freeze" value={parameter} options={names} onChoose={choose} />
    </Offer>
  );
}

function CutOffer({ slots, first }: { readonly slots: readonly Slot[]; readonly first: string | undefined }) {
  const shown = useSessionState((state) => state.view.layer);
  const matrices = slots.filter(({ kind, layer }) => kind === 'matrix' && (layer ?? 0) === (layer === null ? 0 : shown));
  const [matrix, choose] = useState(first ?? matrices[0]?.name ?? '');
  const [row, setRow] = useState<number | null>(1);
  const [column, setColumn] = useState<number | null>(1);
  const act = useOperate();
  const slot = matrices.find(({ name }) => name === matrix) ?? matrices[0];
  if (slot === undefined) return null;
  return (
    <Offer
      title="Cut a connection"
      explanation="One weight is 0 and stays 0. Taken away again, it weighs what it weighed."
      formula="U_{ij} ≔ 0: unit i no longer hears unit j"
      act="Cut the connection"
      disabled={row === null || column === null}
      onAct={() => row !== null && column !== null && act({ kind: 'cut', matrix: slot.name, row, column, layer: (slot.layer ?? 0) + 1 })}
    >
      <Choose label="Matrix of the connection" value={slot.name} options={matrices.map(({ name }) => name)} onChoose={choose} />
      <Entry
        label="Unit or input it comes from"
        before="from"
        value={column}
        minimum={1}
        maximum={slot.columns}
        whole
        onChange={setColumn}
      />
      <Entry label="Unit it goes to" before="to" value={row} minimum={1} maximum={slot.rows} whole onChange={setRow} />
    </Offer>
  );
}

function TruncateOffer() {
  const cursor = useSessionState((state) => state.view.t);
  const steps = useSteps();
  // Null where nothing was written, undefined where that is no step.
  const [own, setOwn] = useState<number | null | undefined>(null);
  const act = useOperate();
  const offered = Math.min(steps, Math.max(2, (cursor ?? Math.floor(steps / 2)) + 1));
  const step = own === undefined || (own ?? offered) > steps ? null : (own ?? offered);
  if (steps < 2) return null;
  return (
    <Offer
      title="Cut the wire"
      explanation="What happens at this step and later blames nothing before it, as in truncated backpropagation through time; memory still passes. Offered is the middle, then the step under the cursor as you move it, until you write another."
      formula="∂L/∂s_{t−1} ≔ its own loss’s part, for t the step"
      act="Cut the wire"
      disabled={step === null}
      onAct={() => step !== null && act({ kind: 'truncate', step })}
    >
      <Entry
        label="Step that blames nothing before it"
        before="at step"
        value={step}
        minimum={2}
        maximum={steps}
        whole
        onChange={(written) => setOwn(written ?? undefined)}
      />
    </Offer>
  );
}

function useSteps(): number {
  return useSessionState(({ experiment }) => taskOf(experiment.task).sizes(experiment.options).steps);
}

function NoiseOffer({ states }: { readonly states: readonly string[] }) {
  const [state, choose] = useState(states[0] ?? 'h');
  const [spread, setSpread] = useState<number | null>(0.1);
  const act = useOperate();
  return (
    <Offer
      title="Noise on the state"
      explanation="Each step moves every unit of the state by a random number before anything reads it: others for every sequence and iteration, the same whenever this link is opened. What a clue has left has to stand out from all that is added on the way. On average noise costs the loss by its curvature, so learning is led to weights on which a moved state matters less, which has its price where nothing moves it. The blame is exact for the noise that was drawn, and all that is shown is measured with it, but for the fixed points of the state space."
      formula="s_t ← s_t + σ ε_t, ε_t ~ N(0, 1); for small σ the mean loss is ≈ L + σ²/2 · Σ ∂²L/∂s²"
      act="Add noise"
      disabled={spread === null}
      onAct={() => spread !== null && act({ kind: 'noise', state, spread })}
    >
      {states.length > 1 && <Choose label="State to disturb" value={state} options={states} onChoose={choose} />}
      <Entry label={`Standard deviation of the noise on ${state}`} before="σ" value={spread} {...NOISE} onChange={setSpread} />
    </Offer>
  );
}

function BoostOffer() {
  const act = useOperate();
  return (
    <Offer
      title="Boost small blame"
      explanation="What a step hands back is brought up to the norm of the blame at the last scored step, so that it reaches every step as large. See what that buys and what it does not: the size is made, the direction is still what the weights leave of it, and it is the gradient of no loss."
      formula="v ← v · max(1, ‖∂L/∂s_T‖ / ‖v‖), v what step t hands to t − 1"
      act="Boost"
      onAct={() => act({ kind: 'boost' })}
    >
      {null}
    </Offer>
  );
}

function ClipOffer() {
  const [limit, setLimit] = useState<number | null>(0.01);
  const act = useOperate();
  return (
    <Offer
      title="Clip by value"
      explanation="No entry of the gradient is larger than this; what is, is cut down to it. Unlike clipping by norm, which stands among the controls and comes after this, it bends the direction of the step."
      formula="g_i ← max(−v, min(v, g_i))"
      act="Clip"
      disabled={limit === null}
      onAct={() => limit !== null && act({ kind: 'clip-value', limit })}
    >
      <Entry label="Largest entry of the gradient" before="to ±" value={limit} {...CLIPPED} onChange={setLimit} />
    </Offer>
  );
}
