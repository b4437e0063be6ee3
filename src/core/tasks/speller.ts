import { log } from '../exact/log.ts';
import type { FreeRunning } from './free.ts';
import { type Measure, wholeAnswers } from './measures.ts';
import { symbolsOf, textOf, writeExchange } from './symbols.ts';
import type { Baseline, Drawing, Options, Room, Sequence, Sizes } from './task.ts';

/** What a person typed as the task would say it, or a sentence on why it cannot. */
export type Heard = { readonly text: string } | { readonly fault: string };

/** How a person's questions are taken. */
export interface Said {
  readonly example: string;
  hear(text: string): Heard;
  /** The answer to a question as the task says it; null where it has none. */
  right(question: string): string | null;
}

/** What tasks have in common that ask in letters and are answered in letters: all but what is said. */
export interface Speller {
  sizes(options: Options): Sizes;
  /** An exchange in letters; `clues` are characters of the question that the answer depends on most. */
  sequence(question: string, answer: string, options: Options, room?: Room, clues?: readonly number[]): Sequence;
  baselines(): readonly Baseline[];
  drawing(): Drawing;
  measure(): Measure;
  free(options: Options, say: Said): FreeRunning;
}

interface Marks {
  /** Between question and answer. */
  readonly mark: string;
  readonly end: string;
  steps(options: Options): number;
}

/** @throws {RangeError} where an alphabet lacks its marks, or a text has characters that it lacks. */
export function speller(alphabet: readonly string[], { mark, end, steps }: Marks): Speller {
  const symbols = (text: string): readonly number[] => {
    const read = symbolsOf(text, alphabet);
    if ('fault' in read) throw new RangeError(`${read.fault} (“${text}”)`);
    return read.symbols;
  };
  const [END] = symbols(end) as [number];
  const width = alphabet.length;
  const print = (spelled: readonly number[]): string => textOf(spelled, { alphabet }).replaceAll(mark, '').replaceAll(end, '');
  return {
    sizes: (options) => ({ inputs: width, outputs: width, steps: steps(options), loss: 'crossEntropy' }),
    sequence(question, answer, options, room, clues = []) {
      const exchange = { prompt: symbols(`${question}${mark}`), answer: symbols(`${answer}${end}`) };
      return { ...writeExchange(exchange, steps(options), width, room), clues };
    },
    baselines: () => [{ label: `${width} equal guesses`, loss: log(width) }],
    drawing: () => ({
      input: 'symbols',
      channel: 0,
      symbols: alphabet.map(visible),
      outputs: alphabet.map(visible),
      scale: 1,
      offset: 0,
      unit: '',
      digits: 2,
    }),
    measure: () => wholeAnswers('answered exactly'),
    free: (options, { example, hear, right }) => ({
      alphabet,
      end: END,
      longest: steps(options),
      prompt(text) {
        const heard = hear(text);
        if ('fault' in heard) return heard;
        const read = symbolsOf(`${heard.text}${mark}`, alphabet);
        if ('fault' in read || read.symbols.length < steps(options)) return read;
        return { fault: `That is ${heard.text.length} characters, and there is room for ${steps(options) - 2}: write it shorter.` };
      },
      print,
      rightAnswer: (prompt) => right(print(prompt)),
      example,
      exact: true,
    }),
  };
}

const visible = (character: string): string => (character === ' ' ? '␣' : character);
