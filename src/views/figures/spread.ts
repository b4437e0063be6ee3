/**
 * Moves labels apart on a line: places as near to the wanted ones as may be, in the same order, at least `gap` apart
 * and within [low, high]. Where there is no room for all, they keep their order and share the line evenly.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): readonly number[] {
  if (wanted.length === 0) return [];
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const room = Math.min(gap, (high - low) / Math.max(1, wanted.length - 1));
  const down = sweep(
    order.map((index) => Math.max(low, wanted[index] ?? low)),
    room,
  );
  const up = sweep(down.map((place) => -Math.min(place, high)).reverse(), room)
    .map((place) => -place)
    .reverse();
  const places = new Array<number>(wanted.length).fill(low);
  order.forEach((index, rank) => {
    places[index] = up[rank] ?? low;
  });
  return places;
}

/** Pushes each place at least `gap` beyond the one before it. */
function sweep(sorted: readonly number[], gap: number): number[] {
  const places: number[] = [];
  for (const place of sorted) places.push(Math.max(place, (places.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  return places;
}
