/** The part of the browser that holds the link: its hash, and the walk through what was set. */
export interface Address {
  read(): string;
  /** A new state that Back returns from. */
  push(hash: string): void;
  /** The same state, looked at differently. */
  replace(hash: string): void;
  /** Told when Back, Forward or a hand changed the hash. */
  listen(listener: () => void): void;
  /** The whole link to a hash. */
  link(hash: string): string;
}

/** How long changes of what is looked at are gathered before they are written: browsers refuse more than some a second. */
const QUIET_MS = 300;

export function browserAddress(target: Window): Address {
  let timer = 0;
  let waiting: string | null = null;
  const flush = (): void => {
    clearTimeout(timer);
    if (waiting !== null) write('replaceState', waiting);
    waiting = null;
  };
  const write = (method: 'pushState' | 'replaceState', hash: string): void => {
    target.history[method](null, '', hash === '' ? bare(target) : `#${hash}`);
  };
  return {
    read: () => target.location.hash.slice(1),
    push(hash) {
      flush();
      write('pushState', hash);
    },
    replace: (hash) => {
      clearTimeout(timer);
      waiting = hash;
      timer = target.setTimeout(flush, QUIET_MS);
    },
    listen: (listener) => {
      const heard = (): void => {
        // What waits to be written belongs to the state that was left.
        clearTimeout(timer);
        waiting = null;
        listener();
      };
      target.addEventListener('popstate', heard);
      target.addEventListener('hashchange', heard);
    },
    link: (hash) => new URL(hash === '' ? bare(target) : `${bare(target)}#${hash}`, target.location.href).href,
  };
}

function bare(target: Window): string {
  return target.location.pathname + target.location.search;
}
