import fc from 'fast-check';
import { dayName } from '../tasks/days.ts';
import type { Decimal, Kind, Separator } from './table.ts';

/** How a table is written. */
export interface Style {
  readonly separator: Separator;
  readonly decimal: Decimal;
  readonly header: boolean;
  readonly grouped: boolean;
  readonly quoteAll: boolean;
  readonly mark: boolean;
  readonly end: string;
  readonly after: number;
  readonly missing: readonly string[];
}

/** What a column should be read as, and what its cells say. */
export interface Meant {
  readonly name: string;
  readonly kind: Kind;
  readonly values: readonly number[];
  readonly missing: number;
  readonly cells: readonly string[];
}

export interface Drawn {
  readonly text: string;
  readonly style: Style;
  readonly rows: number;
  readonly columns: readonly Meant[];
}

const WORDS = ['', 'NA', 'N/A', 'n/a', 'null', 'NULL', 'NaN', 'nan', '-', '?', '  '];
const DAY = 86_400_000;
const isoOf = (time: number): string => new Date(time).toISOString();
const partsOf = (time: number): readonly [string, string, string] =>
  isoOf(time).slice(0, 10).split('-') as unknown as [string, string, string];

/** Ways to write a date, and how much of it they write. */
const FORMS: readonly (readonly [unit: number, (time: number) => string])[] = [
  [DAY, (time) => isoOf(time).slice(0, 10)],
  [DAY, (time) => isoOf(time).slice(0, 10).replaceAll('-', '/')],
  [1000, (time) => isoOf(time).replace('.000', '')],
  [60_000, (time) => isoOf(time).slice(0, 16).replace('T', ' ')],
  [1, (time) => isoOf(time)],
  [DAY, (time) => partsOf(time).toReversed().join('.')],
  [DAY, (time) => partsOf(time).toReversed().map(Number).join('.')],
  [DAY, (time) => partsOf(time).toReversed().join('/')],
  [DAY, (time) => partsOf(time).toReversed().join('-')],
  [DAY, (time) => `${Number(partsOf(time)[1])}/${Number(partsOf(time)[2])}/${partsOf(time)[0]}`],
  [DAY, (time) => dayName(time / DAY)],
  [DAY, (time) => dayName(time / DAY).replace(/(\d+) (\w+) (\d+)/, '$2 $1, $3')],
  [DAY, (time) => dayName(time / DAY).replace(/(\d+) (\w{3})\w* (\d+)/, '$1-$2-$3')],
  [DAY, (time) => partsOf(time).join('')],
];

/** A day after the twelfth, in each column that may be read either way. */
const TELLING = Date.UTC(2001, 4, 23);

interface Plan {
  readonly kind: 'number' | 'whole' | 'date' | 'year' | 'text' | 'fixed' | 'empty';
  readonly seeds: readonly number[];
  readonly texts: readonly string[];
  readonly gaps: readonly boolean[];
  readonly digits: number;
  readonly form: number;
}

function numberCell(value: number, digits: number, { decimal, grouped }: Style): string {
  const [whole = '', part = ''] = value.toFixed(digits).split('.');
  const group = decimal === '.' ? ',' : '.';
  const written = grouped ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  return part === '' ? written : `${written}${decimal}${part}`;
}

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits)) + 0;

/** Value and cell of each row, by what the column is. */
function cellOf(plan: Plan, style: Style, row: number, last: boolean): readonly [number, string] {
  const seed = plan.seeds[row] as number;
  const [unit, write] = FORMS[plan.form] as (typeof FORMS)[number];
  switch (plan.kind) {
    case 'number': {
      const value = rounded(last ? 2e6 + 0.5 : seed / 1000, plan.digits);
      return [value, numberCell(value, plan.digits, style)];
    }
    case 'whole':
      return [(seed % 1000) + 0, String((seed % 1000) + 0)];
    case 'date': {
      const time = row === 0 ? TELLING : Math.floor((Math.abs(seed) * 1234) / unit) * unit;
      return [time, write(time)];
    }
    case 'year':
      return [Date.UTC(1950 + 2 * row, 0), String(1950 + 2 * row)];
    case 'fixed':
      return [42, '42'];
    case 'text':
      return [Number.NaN, `x${row}${plan.texts[row]}`.trimEnd()];
    case 'empty':
      return [Number.NaN, ''];
  }
}

function meant(plan: Plan, style: Style, rows: number, index: number): Meant {
  const made = Array.from({ length: rows }, (_, row) => cellOf(plan, style, row, row === rows - 1));
  const mayMiss = plan.kind !== 'year';
  const gone = made.map((_, row) => plan.kind === 'empty' || (mayMiss && row > 0 && row < rows - 1 && (plan.gaps[row] as boolean)));
  const cells = made.map(([, cell], row) => (gone[row] ? (style.missing[(row + index) % style.missing.length] as string) : cell));
  const values = made.map(([value], row) => (gone[row] ? Number.NaN : value));
  const known = new Set(values.filter((value) => !Number.isNaN(value)));
  const kind = plan.kind === 'empty' || plan.kind === 'text' ? plan.kind : known.size === 1 ? 'constant' : kindOf(plan.kind);
  const name = style.header
    ? `n${index} ${plan.texts[0]?.replace(/[^\p{L}"; ,]/gu, '')}`.replace(/ +/g, ' ').trim()
    : `column ${index + 1}`;
  return { name, kind, values: kind === 'number' || kind === 'date' ? values : [], missing: gone.filter(Boolean).length, cells };
}

const kindOf = (kind: Plan['kind']): Kind => (kind === 'date' || kind === 'year' ? 'date' : 'number');

function written({ separator, header, quoteAll, mark, end, after }: Style, rows: number, columns: readonly Meant[]): string {
  const quote = (cell: string): string => (quoteAll || /[",;|\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const bare = (cell: string): string => (/^[\d.]+,\d+$/.test(cell) && !quoteAll && separator !== ',' ? cell : quote(cell));
  const line = (cells: readonly string[]): string => cells.map(bare).join(separator);
  const lines = Array.from({ length: rows }, (_, row) => line(columns.map(({ cells }) => cells[row] as string)));
  const all = header ? [line(columns.map(({ name }) => name)), ...lines] : lines;
  return `${mark ? '\ufeff' : ''}${all.join(end)}${end.repeat(after)}`;
}

const style: fc.Arbitrary<Style> = fc.record({
  separator: fc.constantFrom(',', ';', '\t', '|'),
  decimal: fc.constantFrom('.', ','),
  header: fc.boolean(),
  grouped: fc.boolean(),
  quoteAll: fc.boolean(),
  mark: fc.boolean(),
  end: fc.constantFrom('\n', '\r\n', '\r'),
  after: fc.integer({ min: 0, max: 3 }),
  missing: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 4 }),
});

const planOf = (rows: number, kind: fc.Arbitrary<Plan['kind']>): fc.Arbitrary<Plan> => {
  const many = { minLength: rows, maxLength: rows };
  return fc.record({
    kind,
    seeds: fc.array(fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }), many),
    texts: fc.array(fc.string({ maxLength: 12, unit: fc.constantFrom(...'ab é"",;|\t\n\r 日1.'.split('')) }), many),
    gaps: fc.array(fc.boolean(), many),
    digits: fc.integer({ min: 1, max: 2 }),
    form: fc.nat(FORMS.length - 1),
  });
};

const OTHERS = fc.constantFrom<Plan['kind']>('number', 'whole', 'date', 'year', 'text', 'fixed', 'empty');

/**
 * A table of 2 to 12 rows and 1 to 6 columns, one of them of numbers, in a style of its own: what it should be read as, and its
 * text. A column alone has a name or quotes, since "1,5" alone is two fields as well as one.
 */
export const tables: fc.Arbitrary<Drawn> = fc.tuple(fc.integer({ min: 2, max: 12 }), style).chain(([rows, drawn]) =>
  fc.tuple(planOf(rows, fc.constant('number')), fc.array(planOf(rows, OTHERS), { maxLength: 5 }), fc.nat(5)).map(([main, others, at]) => {
    const plans = [...others.slice(0, at), main, ...others.slice(at)];
    const alone = plans.length === 1;
    const settled: Style = alone ? { ...drawn, separator: '', quoteAll: drawn.quoteAll || !drawn.header } : drawn;
    const columns = plans.map((plan, index) => meant(plan, settled, rows, index));
    return { text: written(settled, rows, columns), style: settled, rows, columns };
  }),
);
