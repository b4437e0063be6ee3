import type { InkName, Rgb } from './ink.ts';
import { type Palette, paletteOf } from './ramps.ts';

/** One call on a recorded context, with the styles in force. */
export interface Call {
  readonly name: string;
  readonly arguments: readonly unknown[];
  readonly fill: unknown;
  readonly stroke: unknown;
}

/** A context that draws nothing and remembers everything; a letter is 6 pixels wide. */
export function recordingContext(): {
  readonly context: CanvasRenderingContext2D;
  readonly calls: readonly Call[];
  named(name: string): readonly Call[];
} {
  const calls: Call[] = [];
  const styles: Record<string, unknown> = {};
  const answers: Readonly<Record<string, (...values: never[]) => unknown>> = {
    measureText: (text: string) => ({ width: 6 * text.length }),
    getTransform: () => ({ a: 1, d: 1 }),
    createPattern: () => 'pattern',
  };
  const context = new Proxy(styles, {
    get: (target, key) => {
      const name = String(key);
      if (name in target) return target[name];
      return (...values: never[]) => {
        calls.push({ name, arguments: values, fill: styles['fillStyle'], stroke: styles['strokeStyle'] });
        return answers[name]?.(...values);
      };
    },
  });
  return { context: context as unknown as CanvasRenderingContext2D, calls, named: (name) => calls.filter((call) => call.name === name) };
}

/** Painters keep their canvases, so that the images that are put on them are gathered in one place. */
const images: PretendImage[] = [];

/** Canvases for painters that need one of their own, where there is no document. Returns the images that are put on them from now on. */
export function pretendCanvases(): readonly { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray }[] {
  images.length = 0;
  Object.assign(globalThis, {
    ImageData: PretendImage,
    document: {
      createElement: () => ({
        width: 0,
        height: 0,
        getContext: () => ({ fillRect: () => {}, putImageData: (image: PretendImage) => images.push(image) }),
      }),
    },
  });
  return images;
}

class PretendImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.data = new Uint8ClampedArray(4 * width * height);
  }
}

const COLOURS: Readonly<Record<InkName, Rgb>> = {
  paper: [251, 250, 247],
  raised: [255, 255, 255],
  sunk: [241, 239, 234],
  line: [224, 222, 216],
  ink: [28, 34, 48],
  muted: [92, 99, 112],
  accent: [44, 95, 148],
  clue: [200, 16, 46],
  good: [26, 127, 82],
  bars: [195, 198, 203],
  negative: [217, 122, 31],
  positive: [47, 109, 179],
  blame: [83, 31, 128],
  explode: [200, 16, 46],
  'racer-a': [181, 67, 42],
  'racer-b': [125, 97, 8],
  'racer-c': [26, 122, 79],
  'racer-d': [44, 95, 148],
};

/** The light theme's. */
export const PALETTE: Palette = paletteOf((name) => COLOURS[name]);
