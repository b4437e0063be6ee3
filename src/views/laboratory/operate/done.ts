import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Dated, type Operation, placeOf, withOperation, writeDated, writeOperations } from '../../../core/operate/operation.ts';
import { operationsOf } from '../../../core/operate/read.ts';
import type { Surgery } from '../../../core/operate/surgery.ts';
import type { Session } from '../../../store/session.ts';
import { type Effect, effectOf } from './effect.ts';

/** A matrix that was operated on; it stands in no link, since it depends on the iteration at which that was done. */
export interface Operated {
  readonly id: number;
  readonly surgery: Surgery;
  /** The spectral radius before. */
  readonly was: number;
  /** The matrix as it was, and the iteration at which it was so. */
  readonly former: Float32Array;
  readonly iteration: number;
  readonly effect: Effect;
}

interface Done {
  readonly surgeries: readonly Operated[];
  /** What operations of the list changed when they were done, by how they are written with their iteration: one that was gone back before and forward again keeps it. */
  readonly effects: ReadonlyMap<string, Effect>;
  /** Why what was last asked for was not done. */
  readonly refusal: string | null;
  readonly isBusy: boolean;
}

const NOTHING: Done = { surgeries: [], effects: new Map(), refusal: null, isBusy: false };

const stores = new WeakMap<Session, StoreApi<Done>>();

/** What was done on a session's network, beyond what its link says. */
export function doneOn(session: Session): StoreApi<Done> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const store = createStore(() => NOTHING);
  stores.set(session, store);
  session.state.subscribe(({ network }, before) => {
    if (network !== before.network) store.setState({ surgeries: [], effects: new Map() });
  });
  // What was done after the iteration at which the run parted was done to what was.
  session.picture.subscribe(({ was, trace }, before) => {
    if (was === before.was || was === null) return;
    const from = Math.min(was.from, trace?.iteration ?? was.from);
    store.setState(({ surgeries }) => ({ surgeries: surgeries.filter((each) => each.iteration <= from) }));
  });
  return store;
}

/** Does one more thing to the network; in the place of what was done to the same. */
export const operate = (session: Session, operation: Operation): Promise<void> =>
  doing(session, async () => {
    const changed = await session.operate(writeOperations(withOperation(operationsOn(session), operation)));
    if (changed === null) return;
    const effect = effectOf(changed, session.state.getState().view.layer);
    const written = operationsOn(session).find((other) => placeOf(other) === placeOf(operation));
    if (written !== undefined) doneOn(session).setState(({ effects }) => ({ effects: new Map(effects).set(writeDated(written), effect) }));
  });

/** Takes one thing away again. */
export const remove = (session: Session, operation: Operation): Promise<void> =>
  doing(session, async () => {
    await session.operate(writeOperations(operationsOn(session).filter((other) => placeOf(other) !== placeOf(operation))));
  });

const operationsOn = (session: Session): readonly Dated[] => operationsOf(session.state.getState().experiment).operations;

/** Operates on a matrix of the layer on show. What is done again to the same, as a slider is turned, is one thing done. */
export function operateOn(session: Session, surgery: Surgery): Promise<void> {
  return doing(session, async () => {
    const { view } = session.state.getState();
    const changed = await session.surgery(surgery);
    const { surgeries } = doneOn(session).getState();
    const before = surgeries.at(-1);
    const goesOn = before !== undefined && isSame(before, surgery) && before.iteration === changed.after.iteration;
    const begun = goesOn ? before : null;
    const made: Operated = {
      id: begun?.id ?? (before?.id ?? 0) + 1,
      surgery: begun === null ? surgery : joined(begun.surgery, surgery),
      was: begun?.was ?? changed.radius,
      former: begun?.former ?? changed.former,
      iteration: changed.after.iteration,
      effect: begun === null ? effectOf(changed, view.layer) : since(begun.effect, effectOf(changed, view.layer)),
    };
    doneOn(session).setState({ surgeries: [...(begun === null ? surgeries : surgeries.slice(0, -1)), made] });
  });
}

/** Puts a matrix back as it was before; what the network learned elsewhere since stays. */
export function putBack(session: Session, { id, surgery: { matrix, layer }, former }: Operated): Promise<void> {
  return doing(session, async () => {
    await session.surgery({ kind: 'values', matrix, layer, values: former });
    const { surgeries } = doneOn(session).getState();
    // Later ones on the same matrix are undone with it.
    doneOn(session).setState({
      surgeries: surgeries.filter((each) => each.id < id || each.surgery.matrix !== matrix || each.surgery.layer !== layer),
    });
  });
}

/** Whether an eigenvalue is moved on from where it was put, or the same radius turned further. */
function isSame({ surgery: before }: Operated, next: Surgery): boolean {
  if (before.matrix !== next.matrix || before.layer !== next.layer) return false;
  if (before.kind === 'eigenvalue' && next.kind === 'eigenvalue') {
    const apart = Math.hypot(before.to.real - next.from.real, Math.abs(before.to.imaginary) - Math.abs(next.from.imaginary));
    return apart < 1e-3;
  }
  return before.kind === 'radius' && next.kind === 'radius';
}

const joined = (before: Surgery, next: Surgery): Surgery =>
  before.kind === 'eigenvalue' && next.kind === 'eigenvalue' ? { ...next, from: before.from } : next;

/** The effect of both: from what was before the first. */
function since(first: Effect, next: Effect): Effect {
  const quantities = next.quantities.map((each, k) => ({ ...each, before: first.quantities[k]?.before ?? each.before }));
  return { ...next, quantities };
}

const last = new WeakMap<Session, Promise<void>>();

/** One thing after the other; what is refused says why, and changes nothing. */
function doing(session: Session, work: () => Promise<void>): Promise<void> {
  const store = doneOn(session);
  const after = (last.get(session) ?? Promise.resolve()).then(async () => {
    store.setState({ isBusy: true, refusal: null });
    try {
      await work();
    } catch (error) {
      store.setState({ refusal: error instanceof Error ? error.message : String(error) });
    } finally {
      store.setState({ isBusy: false });
    }
  });
  last.set(session, after);
  return after;
}
