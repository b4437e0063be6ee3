/** A key of the laboratory, as the list of keys on the screen has it. */
export interface LaboratoryKey {
  /** As `KeyboardEvent.key` has them. */
  readonly keys: readonly string[];
  /** As they are written on the keyboard. */
  readonly label: string;
  readonly does: string;
}

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'] as const;

/** What takes keys in the laboratory while it has the focus. */
export const LABORATORY_KEYS = {
  drawing: {
    title: 'On a line that is drawn',
    keys: [
      { keys: ['ArrowUp', 'ArrowDown'], label: '↑ ↓', does: 'Move a point by a tenth of a power of ten, with Shift by a whole one' },
      { keys: ['ArrowLeft', 'ArrowRight'], label: '← →', does: 'Go to the point before, or after' },
      { keys: ['Delete', 'Backspace'], label: 'Delete', does: 'Take the point away' },
      { keys: ['Enter'], label: 'Enter', does: 'Done' },
      { keys: ['Escape'], label: 'Esc', does: 'Never mind, from anywhere on the page' },
    ],
  },
  machine: {
    title: 'On the slider under the loss',
    keys: [
      { keys: ARROWS, label: '← →', does: 'Go one iteration back, or on; with Shift ten' },
      { keys: ['PageUp', 'PageDown'], label: 'PgUp, PgDn', does: 'Go to the snapshot after, or before' },
      { keys: ['Home', 'End'], label: 'Home, End', does: 'Go to the first iteration, or the last' },
    ],
  },
  eigenvalue: {
    title: 'On an eigenvalue',
    keys: [
      { keys: ARROWS, label: '← → ↑ ↓', does: 'Move it, with Shift five times as far' },
      { keys: ['PageUp', 'PageDown'], label: 'PgUp, PgDn', does: 'Choose the one before, or after' },
    ],
  },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly keys: readonly LaboratoryKey[] }>>;
