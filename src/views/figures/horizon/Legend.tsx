import { THRESHOLD } from '../../../core/analysis/horizon.ts';
import { css } from '../../paint/ink.ts';
import { type Paint, Painting } from '../../paint/Painting.tsx';
import { EXPLODED, palette, VANISHED } from '../../paint/ramps.ts';
import styles from '../figures.module.css';

const [LOW, HIGH] = [Math.log10(VANISHED), Math.log10(EXPLODED)];
const MARKS = [
  { value: VANISHED, label: '10⁻⁵' },
  { value: THRESHOLD, label: '1 %' },
  { value: 1, label: 'as at lag 0' },
  { value: EXPLODED, label: '1000 ×' },
] as const;

const placeOf = (value: number): number => (Math.log10(value) - LOW) / (HIGH - LOW);

/** The colours of the blame, with the share of its value at the scored step that each stands for. */
export function Legend() {
  return (
    <div className={styles['legend']} aria-hidden="true">
      <Painting paint={paintLegend} />
      {MARKS.map(({ value, label }) => (
        <span key={label} style={{ left: `${placeOf(value) * 100}%`, transform: `translateX(${-placeOf(value) * 100}%)` }}>
          {label}
        </span>
      ))}
    </div>
  );
}

const paintLegend: Paint = (context, width, height) => {
  const { blame, ink } = palette();
  const count = blame.pixels.length;
  for (let x = 0; x < width; x++) {
    const pixel = blame.pixels[Math.floor((x / width) * count)] ?? 0;
    context.fillStyle = css([pixel & 255, (pixel >>> 8) & 255, (pixel >>> 16) & 255]);
    context.fillRect(x, 0, 1, height);
  }
  context.fillStyle = css(ink('ink'));
  context.fillRect(placeOf(THRESHOLD) * width - 0.5, 0, 1, height);
};
