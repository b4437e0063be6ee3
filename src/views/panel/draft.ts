import { BUILTIN, cellSource, isBuiltin } from '../../core/cell/builtin.ts';

/** What the editor of a cell holds: the person's own text, kept while they look at a built-in cell. */
export interface Draft {
  /** Their own text is in the editor, and not a built-in's. */
  readonly own: boolean;
  /** Their own text; null until they have written any. */
  readonly text: string | null;
}

/** A built-in's text as the editor shows it: `σ` is shorter than `sigmoid`, and the language knows both. */
export const pretty = (source: string): string => source.replaceAll('sigmoid', 'σ');

/** The built-in cell that a text is, whatever its spaces; null where it is none. */
export function builtinOf(text: string): string | null {
  const plain = squeeze(text);
  return Object.entries(BUILTIN).find(([, source]) => squeeze(source) === plain)?.[0] ?? null;
}

const squeeze = (text: string): string =>
  text
    .replaceAll('σ', 'sigmoid')
    .split(/\r?\n/)
    .map((line) => line.replace(/\s+/g, ''))
    .filter((line) => line !== '')
    .join('\n');

/** What the editor opens with. `broken` is a text that a link carried and that cannot be read; `kept` one of earlier today. */
export function firstDraft(running: string, broken: string | null, kept: string | null): Draft {
  if (broken !== null) return { own: true, text: broken };
  return isBuiltin(running) ? { own: false, text: kept } : { own: true, text: running };
}

/** What stands in the editor while the cell `running` runs. */
export function textOf(draft: Draft, running: string): string {
  return draft.own ? (draft.text ?? pretty(cellSource(running))) : pretty(cellSource(running));
}

export const typed = (text: string): Draft => ({ own: true, text });

/** “Yours” brings back what was written, or opens with the equations that run. */
export const chooseOwn = (draft: Draft, running: string): Draft => ({ own: true, text: draft.text ?? pretty(cellSource(running)) });

export const chooseBuiltin = (draft: Draft): Draft => ({ ...draft, own: false });

/** The running cell was changed elsewhere: by Back, by a link, by a script. */
export function followed(draft: Draft, running: string): Draft {
  if (isBuiltin(running)) return draft.own && builtinOf(draft.text ?? '') === running ? draft : chooseBuiltin(draft);
  return draft.own && draft.text === running ? draft : { own: true, text: running };
}
