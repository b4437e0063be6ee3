/** What is open where the laboratory is. */
export const LABORATORY = 'laboratory';

/** The figures of the laboratory by their names among what is open, in the order in which they stand. */
export const TAKEN_APART = ['triangle', 'waterfall', 'singular-values', 'by-lag', 'forgetting', 'state-space', 'gate-histograms'] as const;
export type FigureName = (typeof TAKEN_APART)[number];

export const isLaboratoryOpen = (open: readonly string[]): boolean => open.includes(LABORATORY) || openFigures(open).length > 0;

export const openFigures = (open: readonly string[]): readonly FigureName[] => TAKEN_APART.filter((name) => open.includes(name));

/** What stays open where the laboratory is closed. */
export const withoutLaboratory = (open: readonly string[]): readonly string[] =>
  open.filter((name) => name !== LABORATORY && !(TAKEN_APART as readonly string[]).includes(name.split(':')[0] ?? ''));

/** What is chosen in a figure that lets one choose, `by-lag:Uf` among what is open; null where nothing was. */
export const chosenIn = (open: readonly string[], figure: FigureName): string | null =>
  open.find((name) => name.startsWith(`${figure}:`))?.slice(figure.length + 1) ?? null;

/** What is open with another choice in a figure; null is what it has where nothing is said. */
export const choosingIn = (open: readonly string[], figure: FigureName, chosen: string | null): readonly string[] => {
  const others = open.filter((name) => !name.startsWith(`${figure}:`));
  return chosen === null ? others : [...others, `${figure}:${chosen}`];
};

/** The choice in `forgetting` that stands for the step under the cursor. */
export const CURSOR = 'cursor';
