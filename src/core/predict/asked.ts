import type { Quantity } from './prediction.ts';

/** What is to be drawn before it is shown, by what a view holds of predictions: its last word asks. Null where it asks for nothing. */
export const askedIn = (predict: string): Quantity | null => (/(?:^|,)(norm|loss)(?::\d+)?$/.exec(predict)?.[1] as Quantity) ?? null;

export const isNormAsked = (predict: string): boolean => askedIn(predict) === 'norm';
