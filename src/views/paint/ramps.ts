import { type InkName, ink, isDark, type Rgb } from './ink.ts';

/** Blame this share of its reference, or less, is the paper itself. */
export const VANISHED = 1e-5;
/** Blame this many times its reference, or more, is wholly red. */
export const EXPLODED = 1e3;

/** A colour as one pixel of a canvas: alpha, blue, green, red from the highest byte, as a little-endian Uint32 holds it. */
export type Pixel = number;

/** Colours in equal steps over the values from `low` to `high`; what lies outside has the colour of the nearer end. */
export interface Ramp {
  readonly low: number;
  readonly high: number;
  readonly pixels: Uint32Array;
}

type Stop = readonly [value: number, colour: Rgb];
const SHADES = 512;

/** The ramp that runs straight, in sRGB, from each stop to the next. Stops stand in the order of their values. */
export function rampOf(stops: readonly [Stop, Stop, ...Stop[]]): Ramp {
  const [low, high] = [stops[0][0], (stops.at(-1) as Stop)[0]];
  const pixels = Uint32Array.from({ length: SHADES }, (_, k) => pixel(colourBetween(stops, low + (k / (SHADES - 1)) * (high - low))));
  return { low, high, pixels };
}

export function pixel([red, green, blue]: Rgb): Pixel {
  return ((255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
}

export const rgbOf = (of: Pixel): Rgb => [of & 255, (of >>> 8) & 255, (of >>> 16) & 255];

/** The colour of a value, ±Infinity included. NaN has none; ask before. */
export function shade({ low, high, pixels }: Ramp, value: number): Pixel {
  const place = ((value - low) / (high - low)) * (pixels.length - 1);
  return pixels[place > 0 ? Math.min(pixels.length - 1, Math.round(place)) : 0] as Pixel;
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  return [0, 1, 2].map((k) => (from[k] as number) + share * ((to[k] as number) - (from[k] as number))) as unknown as Rgb;
}

/** The colours that canvases paint with in one theme. */
export interface Palette {
  readonly ink: (name: InkName) => Rgb;
  /** From −1, orange, by 0, nearly the paper, to 1, blue. */
  readonly diverging: Ramp;
  /** log₁₀ of blame over its reference: paper at `VANISHED`, deep violet from 1 to 10, red from `EXPLODED` on. */
  readonly blame: Ramp;
  /** From 0, nearly the paper, to 1, the accent. */
  readonly share: Ramp;
}

export function paletteOf(colour: (name: InkName) => Rgb): Palette {
  const blank = mix(colour('paper'), colour('sunk'), 0.6);
  return {
    ink: colour,
    diverging: rampOf([
      [-1, colour('negative')],
      [0, blank],
      [1, colour('positive')],
    ]),
    blame: rampOf([
      [Math.log10(VANISHED), colour('paper')],
      [0, colour('blame')],
      [1, colour('blame')],
      [Math.log10(EXPLODED), colour('explode')],
    ]),
    share: rampOf([
      [0, blank],
      [1, colour('accent')],
    ]),
  };
}

/** The palette of the theme now in force; the same object until that changes. */
export function palette(): Palette {
  const theme = isDark() ? 'dark' : 'light';
  PALETTES[theme] ??= paletteOf(ink);
  return PALETTES[theme];
}

const PALETTES: { light?: Palette; dark?: Palette } = {};

function colourBetween(stops: readonly Stop[], value: number): Rgb {
  const found = stops.findIndex(([at]) => at >= value);
  const next = found === -1 ? stops.length - 1 : Math.max(1, found);
  const [[from, start], [to, end]] = [stops[next - 1] as Stop, stops[next] as Stop];
  return mix(start, end, (value - from) / (to - from));
}
