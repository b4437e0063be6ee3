import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** What a person points at within the lanes, common to them all. Steps and units count from 0. */
export interface Pointing {
  /** Under the mouse; `unit` is null over a lane without units. Null while the mouse is elsewhere. */
  readonly hover: { readonly step: number; readonly unit: number | null } | null;
}

export type PointingStore = StoreApi<Pointing>;
export const createPointing = (): PointingStore => createStore<Pointing>(() => ({ hover: null }));
export const PointingContext = createContext<PointingStore>(createPointing());

export const usePointingStore = (): PointingStore => useContext(PointingContext);
export const usePointing = <T>(select: (pointing: Pointing) => T): T => useStore(usePointingStore(), select);

/** Points at a step and a unit; does nothing where that is where it points already. */
export function hoverAt(store: PointingStore, step: number, unit: number | null): void {
  const { hover } = store.getState();
  if (hover?.step !== step || hover.unit !== unit) store.setState({ hover: { step, unit } });
}
