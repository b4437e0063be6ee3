import type { Session } from '../../store/session.ts';

/** What a key asks for. */
export type Command = 'toggle' | 'step' | 'back' | 'forward' | 'first' | 'last' | 'keys';

interface Shortcut {
  readonly command: Command;
  /** As `KeyboardEvent.key` has it. */
  readonly key: string;
  /** As it is written on the keyboard. */
  readonly label: string;
  readonly does: string;
}

/** Every key that works anywhere on the page. The list of keys on the screen is this one. */
export const SHORTCUTS: readonly Shortcut[] = [
  { command: 'toggle', key: ' ', label: 'Space', does: 'Train, or pause' },
  { command: 'step', key: '.', label: '.', does: 'Train for one iteration' },
  { command: 'back', key: 'ArrowLeft', label: '←', does: 'Move the cursor one step back' },
  { command: 'forward', key: 'ArrowRight', label: '→', does: 'Move the cursor one step forward' },
  { command: 'first', key: 'Home', label: 'Home', does: 'Move the cursor to the first step' },
  { command: 'last', key: 'End', label: 'End', does: 'Move the cursor to the last step' },
  { command: 'keys', key: '?', label: '?', does: 'Show these keys' },
];

/** A key press, and what has the keyboard's focus. */
export interface Press {
  readonly key: string;
  /** Control, Alt or Meta is held. */
  readonly modified: boolean;
  /** Held down, and repeating. */
  readonly repeated: boolean;
  /** `field` takes every key for itself, `button` Space and Enter, `page` none. */
  readonly focus: 'field' | 'button' | 'page';
}

/** Commands that repeat while their key is held. */
const REPEATING: ReadonlySet<Command> = new Set(['step', 'back', 'forward']);

/** What a press asks for; null where it is none of the page's business. */
export function commandOf({ key, modified, repeated, focus }: Press): Command | null {
  if (modified || focus === 'field' || (focus === 'button' && key === ' ')) return null;
  const command = SHORTCUTS.find((shortcut) => shortcut.key === key)?.command ?? null;
  return command !== null && repeated && !REPEATING.has(command) ? null : command;
}

/** The step that the cursor goes to, from 0; `scored` is the one it stands on while nobody has moved it. */
export function stepAfter(command: Command, t: number | null, steps: number, scored: number): number | null {
  const at = t ?? scored;
  const last = steps - 1;
  if (steps < 1) return null;
  if (command === 'back') return Math.max(0, Math.min(last, at - 1));
  if (command === 'forward') return Math.min(last, at + 1);
  if (command === 'first') return 0;
  return command === 'last' ? last : null;
}

/** Moves the cursor as the command says. */
export function moveCursor(session: Session, command: Command): void {
  const { trace } = session.picture.getState();
  if (trace === null) return;
  const t = stepAfter(command, session.state.getState().view.t, trace.steps, trace.scored);
  if (t !== null) session.look({ t });
}
