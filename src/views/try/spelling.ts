/** A symbol as it is told by itself: “e”, a space, a new line. */
export function spelled(alphabet: readonly string[], symbol: number | undefined): string {
  const text = alphabet[symbol ?? -1] ?? '';
  if (text === ' ') return 'a space';
  return text === '\n' ? 'a new line' : `“${text}”`;
}

/** Symbols one after the other; with spaces between them where they are more than single characters. */
export function plainOf(alphabet: readonly string[], symbols: readonly number[]): string {
  const single = alphabet.every((symbol) => [...symbol].length === 1);
  return symbols.map((symbol) => `${alphabet[symbol] ?? ''}${single ? '' : ' '}`).join('');
}

/** "43 %", "under 1 %" */
export function percent(probability: number | undefined): string {
  const share = 100 * (probability ?? Number.NaN);
  if (Number.isNaN(share)) return 'not a number';
  return share < 1 ? 'under 1 %' : `${share.toFixed(0)} %`;
}
