/** What a key does at a point of a line that is drawn: moves it by so many decades, or what is named. */
export type Act = number | 'before' | 'after' | 'remove' | 'done';

const ACTS: Readonly<Record<string, Act>> = {
  ArrowUp: 0.1,
  ArrowDown: -0.1,
  PageUp: 1,
  PageDown: -1,
  ArrowLeft: 'before',
  ArrowRight: 'after',
  Delete: 'remove',
  Backspace: 'remove',
  Enter: 'done',
};

/** What a key does; null for one that does nothing. Shift makes a move ten times as large. */
export function actOf(key: string, shift: boolean): Act | null {
  const act = Object.hasOwn(ACTS, key) ? (ACTS[key] ?? null) : null;
  return typeof act === 'number' && shift ? 10 * act : act;
}
