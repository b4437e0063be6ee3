/** A network that reads what it answered: symbols in, symbols out, one-hot both. Symbols are numbers from 0, as the channels of x and the classes of y. */
export interface FreeRunning {
  /** What each symbol is on the screen. */
  readonly alphabet: readonly string[];
  /** The symbol that ends an answer; null where it goes on until it is told to stop. */
  readonly end: number | null;
  /** Symbols that an answer has at most. */
  readonly longest: number;
  /** What a person types, as the symbols that the network reads before it answers; or a sentence on what it cannot read. */
  prompt(text: string): { readonly symbols: readonly number[] } | { readonly fault: string };
  /** An answer's symbols as a person reads them, without its end. */
  print(symbols: readonly number[]): string;
  /** What is right to answer to the symbols of a prompt, as `print` gives it; null where nobody can say. */
  rightAnswer?(prompt: readonly number[]): string | null;
  /** A prompt that shows what it can do, for a box that is empty. */
  readonly example: string;
  /** Where right answers are known: a prompt's scored answer has to match symbol by symbol. */
  readonly exact: boolean;
}
