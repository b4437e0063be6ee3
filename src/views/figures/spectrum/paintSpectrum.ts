import { css } from '../../paint/ink.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { type Palette, palette } from '../../paint/ramps.ts';

const DOT = 3.5;

/** Paints the eigenvalues on the plane from −extent to extent, and the ring that the largest singular value closes around them, where it fits. */
export function spectrumPainter(extent: number, matrix: string, colours: () => Palette = palette): Paint {
  return (context, width, height, { spectrum }) => {
    if (spectrum === null || spectrum.matrix !== matrix) return;
    const unit = Math.min(width, height) / 2 / extent;
    const [middle, centre] = [width / 2, height / 2];
    const inks = colours();
    const norm = spectrum.norm * unit;
    if (norm < Math.min(middle, centre)) ring(context, middle, centre, norm, inks);
    spectrum.real.forEach((real, index) => {
      const imaginary = spectrum.imaginary[index] ?? 0;
      dot(context, middle + real * unit, centre - imaginary * unit, Math.hypot(real, imaginary) > 1, inks);
    });
  };
}

function ring(context: CanvasRenderingContext2D, x: number, y: number, radius: number, { ink }: Palette): void {
  context.beginPath();
  context.setLineDash([1, 3]);
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.lineWidth = 1;
  context.strokeStyle = css(ink('muted'), 0.8);
  context.stroke();
  context.setLineDash([]);
}

/** Filled inside the unit circle, an open ring outside it: told apart without colour. */
function dot(context: CanvasRenderingContext2D, x: number, y: number, outside: boolean, { ink }: Palette): void {
  if (!Number.isFinite(x + y)) return;
  context.beginPath();
  context.arc(x, y, DOT, 0, 2 * Math.PI);
  context.fillStyle = css(ink(outside ? 'paper' : 'accent'), outside ? 1 : 0.8);
  context.fill();
  if (!outside) return;
  context.lineWidth = 1.75;
  context.strokeStyle = css(ink('clue'));
  context.stroke();
}
