import { dayName } from '../tasks/days.ts';
import { monthName } from '../tasks/months.ts';

/** Dates in order, and how they go on. */
export interface Calendar {
  /** Whether each is as far from the one before, counted in years, months or time as dates of that kind are. */
  readonly even: boolean;
  /** Rows after which the data may be expected to repeat themselves (a day, a week, a year); null where dates do not say. */
  readonly season: number | null;
  /** "same a year ago"; empty where there is no season. */
  readonly ago: string;
  /** What row k is called: "1990", "May 2003", "3 May 2014", "3 May 2014, 12:30"; rows to come are counted on. */
  label(k: number): string;
}

type Unit = 'month' | 'time';
const [DAY, HOUR, MINUTE] = [86_400_000, 3_600_000, 60_000] as const;

/** @param dates milliseconds, in order, none missing, two at least. */
export function calendarOf(dates: Float64Array): Calendar {
  const whole = dates.every(isFirstOfMonth);
  const unit: Unit = whole ? 'month' : 'time';
  const places = whole ? dates.map(monthOf) : dates;
  const steps = places.subarray(1).map((place, k) => place - (places[k] as number));
  const step = steps.slice().sort()[steps.length >> 1] as number;
  const even = steps.every((one) => one === step);
  const last = places.length - 1;
  const placeAt = (k: number): number => (k <= last ? (places[k] as number) : (places[last] as number) + (k - last) * step);
  const name = nameFor(unit, dates);
  return { even, ...(even ? seasonOf(unit, step) : NO_SEASON), label: (k) => name(placeAt(k)) };
}

const isFirstOfMonth = (time: number): boolean => isMidnight(time) && new Date(time).getUTCDate() === 1;
const isMidnight = (time: number): boolean => time % DAY === 0;

/** Months from January of year 0. */
function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

interface Season {
  readonly season: number | null;
  readonly ago: string;
}

const NO_SEASON: Season = { season: null, ago: '' };

/** A longer season is more than a window and a forecast hold: a day of every five minutes. */
const LONGEST = 288;

/** Months and quarters repeat after a year, weeks too, days after a week, what is measured more often after a day. */
function seasonOf(unit: Unit, step: number): Season {
  if (unit === 'month') return 12 % step === 0 && step < 12 ? { season: 12 / step, ago: 'same as a year ago' } : NO_SEASON;
  if (step === DAY) return { season: 7, ago: 'same as a week ago' };
  if (step === 7 * DAY) return { season: 52, ago: 'same as a year ago' };
  return step * LONGEST >= DAY && step <= 12 * HOUR && DAY % step === 0 ? { season: DAY / step, ago: 'same as a day ago' } : NO_SEASON;
}

function nameFor(unit: Unit, dates: Float64Array): (place: number) => string {
  if (unit === 'month') return dates.every((time) => monthOf(time) % 12 === 0) ? (month) => `${Math.floor(month / 12)}` : monthName;
  if (dates.every(isMidnight)) return dayAt;
  const seconds = dates.some((time) => time % MINUTE !== 0);
  return (time) => `${dayAt(time)}, ${new Date(time).toISOString().slice(11, seconds ? 19 : 16)}`;
}

/** "3 May 2014", of any time on that day. */
const dayAt = (time: number): string => dayName(Math.floor(time / DAY));
