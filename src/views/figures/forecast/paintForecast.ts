import { type Domain, fromTop } from '../../lanes/domain.ts';
import { css } from '../../paint/ink.ts';
import { textWidth, writeLabel } from '../../paint/label.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { type Palette, palette } from '../../paint/ramps.ts';
import { fillDots, strokeLine, type XY } from '../../paint/strokes.ts';
import { acrossOf, type Scene, type Series } from './scene.ts';

/** How each baseline is dashed, in their order; the legend beside the picture has the same. */
export const DASHES: readonly (readonly number[])[] = [
  [1.5, 3],
  [5, 3],
  [9, 3, 2, 3],
  [2, 2, 2, 6],
];
export const ROLLED: readonly number[] = [6, 4];

/** Pixels between two values from which each has a dot of its own. */
const ROOMY = 6;

/** Paints the end of a window, what followed, and what was said would: at once with dots, fed with its own answers in dashes. */
export function forecastPainter(scene: Scene, domain: Domain, colours: () => Palette = palette): Paint {
  return (context, width, height) => {
    const { ink } = colours();
    const place = (series: Series): readonly XY[] => placed(scene, domain, series, width, height);
    context.fillStyle = css(ink('sunk'), 0.7);
    const end = edgeOf(scene, 0) * width;
    context.fillRect(end, 0, width - end, height);
    for (const [k, { dash, alpha }] of edges(scene).entries()) {
      const x = Math.round(edgeOf(scene, k * scene.ahead) * width) + 0.5;
      strokeLine(
        context,
        [
          [x, 0],
          [x, height],
        ],
        css(ink('muted'), alpha),
        1,
        dash,
      );
    }
    context.save();
    context.beginPath();
    context.rect(0, 0, width, height);
    context.clip();
    for (const [k, baseline] of scene.baselines.entries())
      strokeLine(context, place(joined(scene, baseline)), css(ink('muted')), 1.25, DASHES[k % DASHES.length]);
    const roomy = width / (scene.before + scene.after) >= ROOMY;
    const [past, truth] = [place(scene.past), place(scene.truth)];
    strokeLine(context, past, css(ink('muted')), 1.5);
    if (roomy) fillDots(context, past, 1.5, css(ink('muted')));
    strokeLine(context, place(joined(scene, scene.truth)), css(ink('good')), 2);
    if (roomy) {
      fillDots(context, truth, 3, css(ink('good')));
      fillDots(context, truth, 1.5, css(ink('paper')));
    }
    if (scene.network !== null) paintNetwork(context, scene, place, css(ink('ink')));
    context.restore();
    nameRegions(context, scene, width, colours());
  };
}

function paintNetwork(context: CanvasRenderingContext2D, scene: Scene, place: (series: Series) => readonly XY[], colour: string): void {
  const network = scene.network as Series;
  const points = place(joined(scene, network));
  const once = points.slice(0, scene.ahead + 1);
  strokeLine(context, once, colour, 1.75);
  strokeLine(context, points.slice(scene.ahead), colour, 1.75, ROLLED);
  fillDots(context, once.slice(1), scene.ahead > 1 ? 2 : 2.5, colour);
}

/** What is said of the future begins at the last value that was seen. */
function joined({ past }: Scene, { values }: Series): Series {
  return { from: -1, values: [past.values[past.values.length - 1] as number, ...Array.from(values)] };
}

function placed(scene: Scene, domain: Domain, { from, values }: Series, width: number, height: number): readonly XY[] {
  return Array.from(values, (value, k): XY => [acrossOf(scene, from + k) * width, fromTop(domain, value) * height]);
}

/** Share of the width between a value and the one before. */
const edgeOf = (scene: Scene, k: number): number => acrossOf(scene, k - 0.5);

/** Where the window ends, and where each answer does. */
function edges({ after, ahead }: Scene): readonly { readonly dash: readonly number[]; readonly alpha: number }[] {
  return Array.from({ length: after / ahead }, (_, k) =>
    k === 0 ? { dash: [], alpha: 0.9 } : { dash: [2, 3], alpha: k === 1 ? 0.8 : 0.3 },
  );
}

const FOOT = 8;
const GAP = 5;

/** Says at the top what is what, where there is room. */
function nameRegions(context: CanvasRenderingContext2D, scene: Scene, width: number, { ink }: Palette): void {
  const [end, own] = [edgeOf(scene, 0) * width, edgeOf(scene, scene.ahead) * width];
  const [colour, paper] = [ink('muted'), ink('paper')];
  const write = (text: string, x: number, room: number, align: 'left' | 'right'): void => {
    if (textWidth(context, text) + 2 * GAP <= room) writeLabel(context, width, { text, x, y: FOOT, align, colour, paper });
  };
  write('seen', end - GAP, end, 'right');
  write('at once', end + GAP, own - end, 'left');
  write('on its own answers', own + GAP, width - own, 'left');
}
