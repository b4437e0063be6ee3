import { END, MARK } from '../language/alphabet.ts';
import { CONVERSATION_ALPHABET, exchange, LEAST_LAG, LONGEST_ANSWER, longestPrompt, MOST_LAG } from '../language/conversation.ts';
import { WORDINGS } from '../language/facts.ts';
import { answerTo, plain, unknownWords } from '../language/listening.ts';
import { listed } from '../words.ts';
import { type Heard, speller } from './speller.ts';
import type { Options, Task } from './task.ts';

const LAG = 40;

const spell = speller(CONVERSATION_ALPHABET, {
  mark: MARK,
  end: END,
  steps: ({ lag = LAG }: Options) => longestPrompt(lag) + 1 + LONGEST_ANSWER,
});

export const conversation: Task = {
  name: 'conversation',
  title: 'Conversation',
  shelf: 'language',
  start: { cell: 'lstm', units: 96, init: 'orthogonal', rate: 0.005 },
  sentence:
    'Somebody tells a few things about themselves, talks of other things, and asks for one of them: “my name is ada. it is cold now. what is my name?” The network answers letter by letter. It is the adding problem in words.',
  watch:
    'The red letters are what is asked for. See whether the blame of the answer reaches them: where it does not, the network has learned to name somebody, and not whom.',
  options: [
    {
      name: 'lag',
      label: 'Lag',
      explanation:
        'Characters from the end of what was told to the first letter of the answer. It learns from talks of this lag and of shorter ones, and is judged at this one.',
      minimum: LEAST_LAG,
      maximum: MOST_LAG,
      step: 1,
      value: LAG,
    },
  ],
  sizes: spell.sizes,
  sequence(rng, options, split, room) {
    const { prompt, answer, clue } = exchange(rng, { lag: options['lag'] ?? LAG, split, shorter: split === 'train' });
    const clues = Array.from({ length: clue[1] - clue[0] }, (_, k) => clue[0] + k);
    return spell.sequence(prompt, answer, options, room, clues);
  },
  baselines: spell.baselines,
  drawing: spell.drawing,
  measure: spell.measure,
  free: (options) => spell.free(options, { example: 'my name is ada. it is cold now. what is my name?', hear, right: answerTo }),
  references: ['Weston et al. (2015), Towards AI-Complete Question Answering: facts told, then asked for'],
};

/** Words that never come up in a talk are told, since the network could only guess at them. */
function hear(typed: string): Heard {
  const unknown = unknownWords(typed);
  if (unknown.length === 0) return { text: plain(typed) };
  const named = unknown.slice(0, 6).map((word) => `“${word}”`);
  const names = listed(WORDINGS.name.values);
  return {
    fault: `It has never heard ${named.join(', ')}: say it in words that it knows, as in the example. The names that it knows are ${names}.`,
  };
}
