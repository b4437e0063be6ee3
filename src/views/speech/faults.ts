/** Sentences on why nothing is heard, each with what to do about it. */
export const NOT_SECURE =
  'Browsers give a microphone only to pages that come over https or from this device: open the page so, or choose a file.';
export const NO_DEVICES = 'This browser gives pages no microphone: choose a file, or open the page in another browser.';
export const NO_AUDIO = 'This browser has no Web Audio, by which sound is read: open the page in another browser.';
const NO_MICROPHONE = 'No microphone was found: connect one and press again, or choose a file.';
const REFUSED = 'The microphone was refused. Allow it for this page in the browser’s settings and press again, or choose a file.';
const IN_USE = 'The microphone gives nothing: another program may be using it. Close that and press again, or choose a file.';
const UNKNOWN = 'The microphone could not be opened: press again, or choose a file.';

const OF_MICROPHONE: Readonly<Record<string, string>> = {
  NotAllowedError: REFUSED,
  SecurityError: REFUSED,
  NotFoundError: NO_MICROPHONE,
  OverconstrainedError: NO_MICROPHONE,
  NotReadableError: IN_USE,
  AbortError: IN_USE,
};

/** Of an error of `getUserMedia`, by its name. */
export function faultOfMicrophone(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  return Object.hasOwn(OF_MICROPHONE, name) ? (OF_MICROPHONE[name] ?? UNKNOWN) : UNKNOWN;
}

/** Bytes of a file at most: ten seconds need far fewer in every format. */
const MOST_BYTES = 8_000_000;

/** Of a file before it is read; null where it may be. */
export function faultOfFile({ size, name }: Pick<File, 'size' | 'name'>): string | null {
  if (size === 0) return `“${name}” is empty: choose a recording of one word.`;
  if (size <= MOST_BYTES) return null;
  return `“${name}” has ${(size / 1e6).toFixed(0)} MB, and a recording of one word has far less: choose another.`;
}

export const noAudio = (name: string): string =>
  `“${name}” is no sound that this browser reads: choose a WAV, MP3 or Ogg file of one word.`;
