/** Months and how they are cut short, in English, German, French, Spanish and Italian. */
const NAMES = [
  'january jan januar jän jänner janvier janv enero ene gennaio gen',
  'february feb februar feber février févr fév fevrier fevr febrero febbraio',
  'march mar märz mär maerz mrz mars marzo',
  'april apr avril avr abril abr aprile',
  'may mai mayo maggio mag',
  'june jun juni juin junio giugno giu',
  'july jul juli juillet juil julio luglio lug',
  'august aug août aout agosto ago',
  'september sep sept septembre septiembre settembre set',
  'october oct oktober okt octobre octubre ottobre ott',
  'november nov novembre noviembre',
  'december dec dezember dez décembre déc decembre diciembre dic dicembre',
];

const MONTHS: ReadonlyMap<string, number> = new Map(
  NAMES.flatMap((names, month) => names.split(' ').map((name) => [name, month + 1] as const)),
);

/** 1 to 12; 0 where it names no month. */
export const monthNamed = (name: string): number => MONTHS.get(name.toLowerCase()) ?? 0;
