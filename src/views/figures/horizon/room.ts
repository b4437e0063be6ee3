/** The middle of the widest stretch, from 0 to 1, that the lines at these lags and the names above them leave free. */
export function roomiest(lags: readonly number[], count: number, name: number): number {
  const lines = lags.map((lag) => (lag + 0.5) / count).sort((a, b) => a - b);
  const tops = [0, ...lines];
  const bottoms = [...lines.map((line) => line - name), 1];
  const widths = tops.map((top, index) => (bottoms[index] as number) - top);
  const widest = widths.indexOf(Math.max(...widths));
  return ((tops[widest] as number) + (bottoms[widest] as number)) / 2;
}
