/**
 * Does `count` pieces of work, `lanes` at a time, in the order of their numbers; what came of each stands at its number,
 * whichever was done first, and null where it was not. `done` hears of each. No more are begun once the signal says so.
 */
export async function pooled<T>(
  count: number,
  lanes: number,
  work: (index: number, lane: number) => Promise<T | null>,
  done: (results: readonly (T | null)[]) => void,
  signal: AbortSignal,
): Promise<readonly (T | null)[]> {
  const results: (T | null)[] = new Array(count).fill(null);
  let next = 0;
  const run = async (lane: number): Promise<void> => {
    while (next < count && !signal.aborted) {
      const index = next++;
      results[index] = await work(index, lane);
      done([...results]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(lanes, count) }, (_, lane) => run(lane)));
  return results;
}
