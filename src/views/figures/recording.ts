import type { Palette } from '../paint/ramps.ts';
import { paletteOf } from '../paint/ramps.ts';

/** One call on a recording context: its name, then its arguments. */
export type Call = readonly [name: string, ...args: readonly unknown[]];

/** A drawing context that notes what it is asked, for tests of painters; settings are noted as `set lineWidth`. */
export function recording(width: number, height: number): { readonly context: CanvasRenderingContext2D; readonly calls: Call[] } {
  const calls: Call[] = [];
  const target: Record<string, unknown> = { canvas: { width, height } };
  const context = new Proxy(target, {
    get: (own, name: string) => own[name] ?? ((...args: unknown[]) => calls.push([name, ...args])),
    set: (_own, name: string, value) => calls.push([`set ${name}`, value]) > 0,
  });
  return { context: context as unknown as CanvasRenderingContext2D, calls };
}

const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = {
  paper: [255, 255, 255],
  blame: [80, 30, 130],
  explode: [200, 0, 0],
  accent: [0, 0, 200],
  ink: [0, 0, 0],
};

/** Fixed colours, where there is no page to read them from. */
export const testPalette: Palette = paletteOf((name) => COLOURS[name] ?? [128, 128, 128]);
