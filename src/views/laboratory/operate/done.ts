import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  type Complex,
  type Dated,
  isSurgery,
  type Operation,
  type Surgery,
  withOperation,
  writeDated,
  writeOperations,
} from '../../../core/operate/operation.ts';
import { operationsOf } from '../../../core/operate/read.ts';
import type { Session } from '../../../store/session.ts';
import { type Effect, effectOf } from './effect.ts';

/** Something to be done once to a recurrent matrix, whose layer counts from 0. */
type Once = { readonly matrix: string; readonly layer: number } & (
  | { readonly kind: 'radius'; readonly radius: number }
  | { readonly kind: 'eigenvalue'; readonly from: Complex; readonly to: Complex }
);

interface Done {
  /** What operations of the list changed when they were done, by how they are written with their iteration: one that was gone back before and forward again keeps it. */
  readonly effects: ReadonlyMap<string, Effect>;
  /** Why what was last asked for was not done. */
  readonly refusal: string | null;
  readonly isBusy: boolean;
}

const NOTHING: Done = { effects: new Map(), refusal: null, isBusy: false };

const stores = new WeakMap<Session, StoreApi<Done>>();

/** What was done on a session's network, beyond what its link says. */
export function doneOn(session: Session): StoreApi<Done> {
  const known = stores.get(session);
  if (known !== undefined) return known;
  const store = createStore(() => NOTHING);
  stores.set(session, store);
  session.state.subscribe(({ network }, before) => {
    if (network !== before.network) store.setState({ effects: new Map() });
  });
  return store;
}

/** Does one more thing to the network; in the place of what was done to the same. */
export const operate = (session: Session, operation: Operation): Promise<void> => doing(session, () => add(session, operation, null));

/** `begun` is what it goes on from, as a slider is turned further. */
async function add(session: Session, operation: Dated, begun: Dated | null): Promise<void> {
  const list = withOperation(operationsOn(session), operation, begun);
  const changed = await session.operate(writeOperations(list));
  if (changed === null) return;
  const made = operationsOn(session)[list.indexOf(operation)];
  if (made === undefined) return;
  const store = doneOn(session);
  const first = begun === null ? undefined : store.getState().effects.get(writeDated(begun));
  const now = effectOf(changed, session.state.getState().view.layer);
  store.setState(({ effects }) => ({ effects: new Map(effects).set(writeDated(made), first === undefined ? now : since(first, now)) }));
}

/** Takes one thing away again; what was done once is undone by going back to where it was done, and what came after is left. */
export const remove = (session: Session, operation: Dated): Promise<void> =>
  doing(session, async () => {
    await session.operate(writeOperations(operationsOn(session).filter((other) => writeDated(other) !== writeDated(operation))));
  });

const operationsOn = (session: Session): readonly Dated[] => operationsOf(session.state.getState().experiment).operations;

/** Does something once to a matrix of the layer on show. What is done again to the same at the same iteration, as a slider is turned, is one thing done. */
export function operateOn(session: Session, once: Once): Promise<void> {
  return doing(session, async () => {
    const { iteration, phase } = session.state.getState();
    const wanted = written(once);
    const begun = phase === 'training' ? null : begunBy(operationsOn(session), wanted, iteration);
    const from = begun?.kind === 'eigenvalue' && wanted.kind === 'eigenvalue' ? { from: begun.from } : {};
    await add(session, { ...wanted, ...from, ...(iteration === 0 ? {} : { at: iteration }) }, begun);
  });
}

/** What it goes on from: the last that was done to its matrix, where that was at this iteration; what was done before it stays as it was. */
function begunBy(operations: readonly Dated[], wanted: Surgery, iteration: number): Dated | null {
  const isTo = (other: Dated): boolean =>
    (isSurgery(other) || other.kind === 'cut') && other.matrix === wanted.matrix && other.layer === wanted.layer;
  const last = operations.findLast(isTo);
  return last !== undefined && (last.at ?? 0) === iteration && isSame(last, wanted) ? last : null;
}

/** In the digits that the link has: what is done is what it says. */
function written({ matrix, layer, ...once }: Once): Surgery {
  const place = { matrix, layer: layer + 1 };
  const rounded = ({ real, imaginary }: Complex): Complex => ({ real: round(real), imaginary: round(imaginary) });
  if (once.kind === 'radius') return { kind: 'radius', radius: round(once.radius), ...place };
  return { kind: 'eigenvalue', from: rounded(once.from), to: rounded(once.to), ...place };
}

const round = (value: number): number => Number(value.toPrecision(6)) + 0;

/** Whether an eigenvalue is moved on from where it was put, or the same radius turned further. */
function isSame(before: Dated, next: Surgery): boolean {
  if (before.kind === 'radius') return next.kind === 'radius' && before.matrix === next.matrix && before.layer === next.layer;
  if (before.kind !== 'eigenvalue' || next.kind !== 'eigenvalue' || before.matrix !== next.matrix || before.layer !== next.layer)
    return false;
  return Math.hypot(before.to.real - next.from.real, Math.abs(before.to.imaginary) - Math.abs(next.from.imaginary)) < 1e-3;
}

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
