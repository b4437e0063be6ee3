import { type CSSProperties, useEffect, useRef } from 'react';
import type { Picture } from '../../store/session.ts';
import { useSession } from '../useSession.ts';
import { drawNoMore, drawSoon } from './queue.ts';

/** Paints a picture on a canvas of `width × height` CSS pixels; the context is scaled to device pixels already. */
export type Paint = (context: CanvasRenderingContext2D, width: number, height: number, picture: Picture) => void;

interface Props {
  /** A new function paints anew; keep it stable (`useCallback`) where nothing but the picture changes. */
  readonly paint: Paint;
  /** Whether it paints something else than the picture, and a new picture is no reason to paint anew. */
  readonly still?: boolean;
  /** What it follows in the place of the session's picture. */
  readonly source?: PictureSource;
  readonly className?: string | undefined;
  readonly style?: CSSProperties;
}

/**
 * A canvas that follows the session's picture without a React render: painted at most once an animation frame, at the
 * device's resolution, and anew when its size or the theme changes. It is hidden from assistive technology: the
 * figure around it carries the text alternative.
 */
export function Painting({ paint, still = false, source, className, style }: Props) {
  const { picture } = useSession();
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    return element === null ? undefined : follow(element, paint, source ?? picture, still);
  }, [paint, source, picture, still]);
  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a canvas without a tabindex takes no focus
  return <canvas ref={canvas} className={className} style={style} aria-hidden="true" />;
}

export interface PictureSource {
  getState(): Picture;
  subscribe(listener: () => void): () => void;
}

function follow(canvas: HTMLCanvasElement, paint: Paint, source: PictureSource, still: boolean): () => void {
  // As the observer tells it: to ask the canvas would have the page laid out anew for each of them.
  let [width, height] = [0, 0];
  const draw = (): void => {
    drawNoMore(draw);
    const context = prepare(canvas, width, height);
    if (context !== null) paint(context, width, height, source.getState());
  };
  const request = (): void => drawSoon(draw);
  const resized = (size: DOMRectReadOnly): void => {
    [width, height] = [Math.round(size.width), Math.round(size.height)];
    draw();
  };
  const stops = [still ? () => {} : source.subscribe(request), onResize(canvas, resized), onTheme(request), onFonts(request)];
  return () => {
    drawNoMore(draw);
    for (const stop of stops) stop();
  };
}

function prepare(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D | null {
  if (width === 0 || height === 0) return null;
  const scale = devicePixelRatio || 1;
  const [deviceWidth, deviceHeight] = [Math.round(width * scale), Math.round(height * scale)];
  if (canvas.width !== deviceWidth) canvas.width = deviceWidth;
  if (canvas.height !== deviceHeight) canvas.height = deviceHeight;
  const context = canvas.getContext('2d');
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  context?.clearRect(0, 0, width, height);
  return context;
}

/** Told at once how large it is, and then whenever that changes: between layout and painting. */
function onResize(element: Element, listener: (size: DOMRectReadOnly) => void): () => void {
  const observer = new ResizeObserver((entries) => {
    const last = entries.at(-1);
    if (last !== undefined) listener(last.contentRect);
  });
  observer.observe(element);
  return () => observer.disconnect();
}

/** A typeface that a canvas asked for has come. */
function onFonts(listener: () => void): () => void {
  document.fonts.addEventListener('loadingdone', listener);
  return () => document.fonts.removeEventListener('loadingdone', listener);
}

/** The theme changes with the system's or with `data-theme` on the root. */
function onTheme(listener: () => void): () => void {
  const query = matchMedia('(prefers-color-scheme: dark)');
  query.addEventListener('change', listener);
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    query.removeEventListener('change', listener);
    observer.disconnect();
  };
}
