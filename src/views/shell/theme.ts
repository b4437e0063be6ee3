import { kept } from './storage.ts';

export const THEMES = { system: 'System', light: 'Light', dark: 'Dark' } as const;
export type Theme = keyof typeof THEMES;

const KEY = 'theme';

export const isTheme = (name: string | null): name is Theme => name !== null && Object.hasOwn(THEMES, name);

/** The theme chosen on an earlier visit; the system's where none was. */
export function theme(): Theme {
  const name = kept.read(KEY);
  return isTheme(name) ? name : 'system';
}

export function setTheme(chosen: Theme): void {
  kept.write(KEY, chosen);
  wear(chosen);
}

/** Puts the theme on the page. */
export function wear(chosen: Theme): void {
  if (chosen === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = chosen;
}
