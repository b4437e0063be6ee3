/** What is on its way may take so long before a newer wish goes out beside it. */
const PATIENCE_MS = 400;

/**
 * Fulfils wishes one after the other: while one is on its way the newest waits and those between are passed over. One that
 * takes long is not waited for. `settled` is told when none is left.
 */
export function newest<T>(fulfil: (wish: T) => Promise<unknown>, settled: () => void): (wish: T) => void {
  let flying = 0;
  let since = 0;
  let waiting: { readonly wish: T } | null = null;
  const send = (wish: T): void => {
    flying++;
    since = performance.now();
    waiting = null;
    void fulfil(wish).finally(() => {
      flying--;
      if (flying > 0) return;
      if (waiting === null) settled();
      else send(waiting.wish);
    });
  };
  return (wish) => {
    if (flying === 0 || performance.now() - since > PATIENCE_MS) send(wish);
    else waiting = { wish };
  };
}
