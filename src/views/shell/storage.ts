/** What the browser keeps between visits. Private mode and blocked storage forget, and nothing else fails. */
export interface Keep {
  read(key: string): string | null;
  write(key: string, value: string): void;
}

/** `area` is asked for at each use: merely touching a blocked `localStorage` throws. */
export const keepIn = (area: () => Storage): Keep => ({
  read(key) {
    try {
      return area().getItem(`rnn-playground:${key}`);
    } catch {
      return null;
    }
  },
  write(key, value) {
    try {
      area().setItem(`rnn-playground:${key}`, value);
    } catch {
      // Nothing to do: it is forgotten when the page closes.
    }
  },
});

/** From visit to visit. */
export const kept = keepIn(() => localStorage);
/** Until the tab is closed. */
export const keptForNow = keepIn(() => sessionStorage);
