import { partText } from '../../../core/analysis/words.ts';
import { magnitude } from '../../lanes/words.ts';

/** A signed part of a whole: `40 %`, `−0.4 %`, `10⁻⁵`, `0 %`. */
export function shareText(share: number): string {
  if (!Number.isFinite(share)) return magnitude(share);
  if (share === 0) return '0 %';
  if (Math.abs(share) >= 100) return `${magnitude(share)} times`;
  return share < 0 ? `−${partText(-share)}` : partText(share);
}

/** `4 % of the blame`, and from twice the whole on `15 times the blame`. */
export function partOfText(share: number, whole: string): string {
  return share >= 2 ? `${timesText(share)} the ${whole}` : `${shareText(share)} of the ${whole}`;
}

/** `4 % as far`, and from twice the whole on `15 times as far`. */
export const comparedText = (share: number, than: string): string => `${share >= 2 ? timesText(share) : shareText(share)} as ${than}`;

const timesText = (times: number): string => `${times < 1000 ? Number(times.toPrecision(2)) : magnitude(times)} times`;
