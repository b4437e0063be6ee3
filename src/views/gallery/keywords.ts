import type { TaskName } from '../../core/tasks/index.ts';
import type { Shelf } from '../../core/tasks/task.ts';

/** Words that somebody may search for and that the task's own do not hold. They stand here, since the first screen has no use for them. */
export const KEYWORDS: Readonly<Record<string, string>> = {
  adding: 'addition, arithmetic, sums',
  copy: 'remember, memorize, repeat',
  'temporal-order': 'classification',
  latch: 'flip-flop, bits, switch',
  'noise-free-lag': 'counting',
  parity: 'XOR, binary, counter',
  reber: 'automaton, finite state machine, regular expressions, regex',
  recall: 'attention, keys, values, pairs, dictionary, lookup',
  co2: 'climate, global warming, greenhouse gas',
  weather: 'climate, meteorology',
  sines: 'sinusoids, waves, signals, oscillations, frequency',
  'random-walk': 'stocks, finance, markets, trading',
  csv: 'Excel, spreadsheets, upload, import, files, dataset, stocks, finance, sales',
  text: 'language models, generation, writing, stories, poems, recipes, upload, files',
  'translate-numbers': 'translation, translator, seq2seq, encoder-decoder, 日本語',
  'translate-dates': 'translation, translator, seq2seq, encoder-decoder, 日本語',
  conversation: 'chatbots, dialogues, questions',
  speech: 'speaking, speakers, microphone, commands, classification',
  music: 'piano, songs, composers, composition, generation, MIDI, instruments',
} satisfies Partial<Record<TaskName, string>>;

/** The same for all tasks of a shelf. */
export const SHELF_KEYWORDS: Readonly<Record<Shelf, string>> = {
  ladder: 'memory, long-term dependencies, vanishing gradients, benchmarks',
  forecast: 'forecasts, forecasting, predictions, time series, regression',
  language: 'NLP, characters',
  sound: 'audio',
};

/** Words that find something, for those who found nothing. */
export const EXAMPLES = ['weather', 'translation', 'chat', 'piano', 'voice', 'XOR'] as const;
