/** A share in whole percent; what is not quite none or all is told so. */
export function percent(share: number): string {
  if (Number.isNaN(share)) return 'not a number';
  if (share > 0 && share < 0.005) return 'under 1 %';
  if (share < 1 && share > 0.995) return 'over 99 %';
  return `${Math.round(100 * share)} %`;
}
