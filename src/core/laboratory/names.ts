/** What is open where the laboratory is. */
export const LABORATORY = 'laboratory';

/** The figures of the laboratory by their names among what is open, in the order in which they stand. */
export const TAKEN_APART = ['triangle', 'waterfall', 'singular-values'] as const;
export type FigureName = (typeof TAKEN_APART)[number];

export const isLaboratoryOpen = (open: readonly string[]): boolean => open.includes(LABORATORY) || openFigures(open).length > 0;

export const openFigures = (open: readonly string[]): readonly FigureName[] => TAKEN_APART.filter((name) => open.includes(name));

/** What stays open where the laboratory is closed. */
export const withoutLaboratory = (open: readonly string[]): readonly string[] =>
  open.filter((name) => name !== LABORATORY && !(TAKEN_APART as readonly string[]).includes(name));
