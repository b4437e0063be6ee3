import type { Address } from '../address.ts';

export interface MemoryAddress extends Address {
  /** Sets what is to be on show, as Back and Forward do. */
  go(hash: string): void;
}

/** An address in memory, of a network whose place in the page's own link is told by `pushed`. */
export function memoryAddress(start: string, pushed: () => void): MemoryAddress {
  let hash = start;
  let listener = (): void => {};
  return {
    read: () => hash,
    push(next) {
      hash = next;
      pushed();
    },
    replace(next) {
      hash = next;
    },
    listen(heard) {
      listener = heard;
    },
    link: (next) => `#${next}`,
    go(next) {
      hash = next;
      listener();
    },
  };
}
