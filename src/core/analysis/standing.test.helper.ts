/** What is wrong with the comparisons in a sentence, by the numbers that stand in it; nothing where words and numbers agree. */
export function contradictions(text: string): string[] {
  const loss = /loss \(([^)]+)\) is/.exec(text)?.[1];
  if (loss === undefined) return [];
  const compared = [...text.matchAll(/(?:is|and) ((?:just )?(?:below|at|above)) “[^”]*” \(([^)]+)\)/g)];
  const wrong = compared.filter(([, word, baseline]) => word !== wordFor(numberOf(loss), numberOf(baseline ?? '')));
  const isWhole = compared.length === text.split('“').length - 1;
  return [...wrong.map(([words]) => `${loss} ${words}`), ...(isWhole ? [] : [`a baseline is not compared: ${text}`])];
}

function wordFor(loss: number, baseline: number): string {
  if (loss === baseline) return 'at';
  const word = loss < baseline ? 'below' : 'above';
  return loss >= (1 - 0.1) * baseline && loss <= (1 + 0.1) * baseline ? `just ${word}` : word;
}

/** "0.167", "10⁻⁶" */
function numberOf(text: string): number {
  const power = /^10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/.exec(text)?.[1];
  const digits = [...(power ?? '')].map((sign) => (sign === '⁻' ? '-' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(sign)));
  return Number(power === undefined ? text : `1e${digits.join('')}`);
}
