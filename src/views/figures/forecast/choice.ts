import type { Forecast } from '../../../core/forecast/forecast.ts';

/** What a person chose to see: which held-out window, from 0, and how many answers in a row. */
export interface Choice {
  readonly window: number;
  readonly answers: number;
}

const WINDOW = 'held-out-';
const ANSWERS = 'answers-';
/** Answers in a row where nobody chose: enough to see where they lead, four or twelve values, few enough to see the first. */
const usual = ({ ahead }: Pick<Forecast, 'ahead'>): number => Math.max(4, Math.ceil(12 / ahead));

type Limits = Pick<Forecast, 'places' | 'horizon' | 'ahead'>;

/** Answers in a row that there is room for. */
export const mostAnswers = ({ horizon, ahead }: Pick<Forecast, 'horizon' | 'ahead'>): number => Math.max(1, Math.floor(horizon / ahead));

/** Numbers of answers to choose from: 1, 2, 3, 4, 6, 8, 12, 16, …, and the most. */
export function answersToChoose(forecast: Limits): readonly number[] {
  const most = mostAnswers(forecast);
  const steps = Array.from({ length: 12 }, (_, k) => [2 ** k, 3 * 2 ** k]).flat();
  return [...new Set([...steps.filter((count) => count < most), most])].sort((a, b) => a - b);
}

/** The choice among what is open (`held-out-12`, `answers-8`), as far as the forecast has it. */
export function choiceOf(open: readonly string[], forecast: Limits): Choice {
  const most = mostAnswers(forecast);
  return {
    window: within((numberAfter(WINDOW, open) ?? 1) - 1, 0, forecast.places - 1),
    answers: within(numberAfter(ANSWERS, open) ?? usual(forecast), 1, most),
  };
}

/** What is open with a choice in it; what is usual is left out. */
export function choosing(open: readonly string[], { window, answers }: Choice, forecast: Pick<Forecast, 'ahead'>): readonly string[] {
  const others = open.filter((name) => numberAfter(WINDOW, [name]) === null && numberAfter(ANSWERS, [name]) === null);
  const chosen = [window === 0 ? [] : [`${WINDOW}${window + 1}`], answers === usual(forecast) ? [] : [`${ANSWERS}${answers}`]];
  return [...others, ...chosen.flat()];
}

function numberAfter(prefix: string, open: readonly string[]): number | null {
  const name = open.find((each) => each.startsWith(prefix) && /^\d{1,6}$/.test(each.slice(prefix.length)));
  return name === undefined ? null : Number(name.slice(prefix.length));
}

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
