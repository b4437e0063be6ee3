/**
 * A worker that closes or is killed by its browser says nothing to its page. A lock does: the worker holds it as long
 * as it lives, and the page that waits for it is handed it when the worker is gone. Where the browser has no locks
 * (pages that are not secure), only errors are noticed.
 */
type Locks = Pick<LockManager, 'request'>;

/** Holds the lock for the rest of this thread's life; settles when it is held. */
export function hold(name: string, locks = available()): Promise<void> {
  if (locks === null) return Promise.resolve();
  return new Promise((held) => {
    locks
      .request(name, () => {
        held();
        return new Promise<never>(() => {});
      })
      // Refused, as in a sandboxed frame: the page goes without.
      .catch(() => held());
  });
}

/** Tells when the holder is gone. Ends with the signal. */
export function watch(name: string, gone: () => void, signal: AbortSignal, locks = available()): void {
  locks?.request(name, { signal }, async () => gone()).catch(() => {});
}

function available(): Locks | null {
  return typeof navigator !== 'undefined' && 'locks' in navigator ? navigator.locks : null;
}
