import { partText } from '../../../core/analysis/words.ts';
import { magnitude } from '../../lanes/words.ts';

/** A signed part of a whole: `40 %`, `−0.4 %`, `10⁻⁵`, `0 %`. */
export function shareText(share: number): string {
  if (!Number.isFinite(share)) return magnitude(share);
  if (share === 0) return '0 %';
  if (Math.abs(share) >= 100) return `${magnitude(share)} times`;
  return share < 0 ? `−${partText(-share)}` : partText(share);
}
