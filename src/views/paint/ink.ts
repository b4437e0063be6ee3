/** The page's colours as canvases need them: read from the custom properties of `theme.css`, once for each theme. */
export type InkName =
  | 'paper'
  | 'raised'
  | 'sunk'
  | 'line'
  | 'ink'
  | 'muted'
  | 'accent'
  | 'clue'
  | 'good'
  | 'bars'
  | 'negative'
  | 'positive'
  | 'blame'
  | 'explode'
  | 'racer-a'
  | 'racer-b'
  | 'racer-c'
  | 'racer-d';
export type Rgb = readonly [red: number, green: number, blue: number];

const cache = new Map<string, Rgb>();
let probe: CanvasRenderingContext2D | null = null;

/** The colour of that name in the theme now in force. */
export function ink(name: InkName): Rgb {
  const key = `${isDark() ? 'dark' : 'light'} ${name}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const colour = resolve(name);
  cache.set(key, colour);
  return colour;
}

export function css([red, green, blue]: Rgb, alpha = 1): string {
  return `rgb(${red} ${green} ${blue} / ${alpha})`;
}

/** Kept, since it is asked for every colour of every picture, and to make one takes longer than to paint a row. */
let dark: MediaQueryList | null = null;

export function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  if (chosen !== undefined) return chosen === 'dark';
  dark ??= matchMedia('(prefers-color-scheme: dark)');
  return dark.matches;
}

/** The browser resolves `light-dark()` only in a real property, so a hidden element is asked. */
function resolve(name: InkName): Rgb {
  const element = document.createElement('span');
  element.style.forcedColorAdjust = 'none';
  element.style.color = `var(--${name})`;
  document.body.append(element);
  const text = getComputedStyle(element).color;
  element.remove();
  probe ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (probe === null) return [0, 0, 0];
  probe.fillStyle = text;
  probe.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
