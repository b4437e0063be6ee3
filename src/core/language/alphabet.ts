/** Stands between what is read and what is answered. */
export const MARK = '→';
/** Stands after an answer. */
export const END = '■';

/** Every character of some texts once, in the order of their codes. */
export const charactersOf = (texts: readonly string[]): string[] => [...new Set(texts.flatMap((text) => [...text]))].sort();

/** The mark, the end, and every character of some alphabets once, in the order in which they come. */
export const withMarks = (...alphabets: readonly (readonly string[])[]): string[] => [...new Set([MARK, END, ...alphabets.flat()])];
