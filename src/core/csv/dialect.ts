import { type Beginning, beginningOf, placeOfLine } from './beginning.ts';
import { kindOf } from './cell.ts';
import { isHeader } from './header.ts';
import { type Sample, type Sampled, sample } from './sample.ts';
import type { Given, Separator } from './table.ts';

/** How a file is written, as its beginning tells. */
export interface Dialect {
  readonly separator: Separator;
  readonly header: boolean;
  /** Fields of the first record, without empty ones after the last column. */
  readonly first: readonly string[];
  /** Where the first record begins, and on which line. */
  readonly skip: number;
  readonly line: number;
}

/** In the order in which they are tried: what comes later is more likely to stand within fields. */
const SEPARATORS: readonly Separator[] = ['\t', ';', '|', ','];
/** Lines of title that may stand above a table. */
const MOST_TITLE = 20;

interface Trial extends Sample {
  readonly separator: Separator;
  /** Fields that most records have. */
  readonly width: number;
  /** Share of the records that have as many, empty ones at the end not counted. */
  readonly share: number;
}

/**
 * The separator is the first of tab, semicolon, bar and comma by which every record has equally many fields, at least two, and
 * no quotes are torn apart, or else if they are;
 * else the one by which at least half have, and which stands in the first line, that comes furthest without a fault; else, where a single name stands above
 * lines that are numbers as they are, there is none; else, below lines of title without it, the first by which four fifths
 * have; else there is none, and every line is one field. A line "sep=;" settles it, and what is given before that.
 * @param text the beginning of a file. @param whole whether it is all of it.
 */
export function dialectOf(text: string, whole: boolean, given: Given): Dialect {
  const beginning = beginningOf(text);
  const body = text.slice(beginning.skip);
  const wanted = given.separator ?? beginning.separator;
  const trials = (wanted === null ? SEPARATORS : [wanted]).map((separator) => trialOf(body, separator, whole));
  const trial = wanted === null ? chosen(trials, trialOf(body, '', whole)) : (trials[0] as Trial);
  return namedByComment(text, beginning, trial, given) ?? belowTitle(text, beginning, trial, given);
}

function trialOf(text: string, separator: Separator, whole: boolean): Trial {
  const { records, ...rest } = sample(text, separator, whole);
  const counts = new Map<number, number>();
  for (const { fields } of records) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1);
  const [width = 0] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0]);
  const fitting = records.filter(({ fields }) => trimmed(fields, width).length === width).length;
  return { separator, records, ...rest, width, share: records.length === 0 ? 0 : fitting / records.length };
}

/** Fields without empty ones after the first `width`. */
function trimmed(fields: readonly string[], width: number): readonly string[] {
  let length = fields.length;
  while (length > width && fields[length - 1] === '') length--;
  return fields.slice(0, length);
}

function chosen(trials: readonly Trial[], single: Trial): Trial {
  const several = trials.filter(({ width }) => width >= 2);
  const even = several.filter(({ share, faulty }) => share === 1 && !faulty);
  return (
    even.find(({ torn }) => !torn) ??
    even[0] ??
    longest(several.filter(({ share, records }) => share >= 0.5 && (records[0]?.fields.length ?? 0) >= 2)) ??
    (isOneColumn(single.records) ? single : several.find((trial) => trial.share >= 0.8 && titleOf(trial) !== null)) ??
    single
  );
}

const longest = ([first, ...rest]: readonly Trial[]): Trial | undefined =>
  first && rest.reduce((most, one) => (one.records.length > most.records.length ? one : most), first);

/** A name above lines that are numbers as they are: their commas are decimal or group thousands. */
function isOneColumn([first, ...rest]: readonly Sampled[]): boolean {
  return kindOf(first?.fields[0] ?? '') === 'text' && rest.every(({ fields }) => ['number', 'missing'].includes(kindOf(fields[0] ?? '')));
}

/** How many lines of title stand above the first record of full width: 0 where none does, null where too much does. */
function titleOf({ records, width }: Trial): number | null {
  const first = records.findIndex(({ fields }) => fields.length >= width);
  const title = records.slice(0, Math.max(0, first));
  return first >= 0 && first <= MOST_TITLE && title.every(({ fields }) => fields.length === 1) ? first : null;
}

/** The last line of comment names the columns where it has as many fields as there are columns and no other line names them. */
function namedByComment(text: string, { skip, line, comment }: Beginning, trial: Trial, given: Given): Dialect | null {
  if (comment === null || given.header === false || trial.width < 2 || isHeader(trial.records)) return null;
  const [first, ...more] = sample(text.slice(comment, skip), trial.separator, true).records;
  if (first === undefined || more.length > 0 || first.fields.length !== trial.width) return null;
  const names = first.fields.map((name, index) => (index === 0 ? name.replace(/^#+\s*/, '') : name));
  return { separator: trial.separator, header: true, first: names, skip: comment, line: line - linesIn(text.slice(comment, skip)) };
}

function belowTitle(text: string, { skip, line }: Beginning, trial: Trial, given: Given): Dialect {
  const { separator, width } = trial;
  const title = width < 2 || trial.share < 0.8 ? 0 : (titleOf(trial) ?? 0);
  const records = trial.records.slice(title);
  const start = records[0]?.line ?? 1;
  return {
    separator,
    header: given.header ?? isHeader(records),
    first: trimmed(records[0]?.fields ?? [], width),
    skip: skip + placeOfLine(text.slice(skip), start),
    line: line + start - 1,
  };
}

const linesIn = (text: string): number => text.split(/\r\n|\n|\r/).length - 1;
