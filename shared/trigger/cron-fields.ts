/** One field of a `cron(…)` of AWS: what it may hold, and the number that Croner has for the first weekday. */
type Field = { name: string; min: number; max: number; names?: readonly string[]; shift?: number };

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

const FIELDS: readonly Field[] = [
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  // Sunday is 1 for AWS and 0 for Croner.
  { name: 'day of week', min: 1, max: 7, names: WEEKDAYS, shift: -1 },
  { name: 'year', min: 1970, max: 2199 },
];

/** A cron expression as Croner reads it, and the minutes and hours of the day that it names. */
export type CronFields = { pattern: string; minutes: ReadonlySet<number>; hours: ReadonlySet<number> };

/**
 * Reads the six fields of AWS's `cron(minutes hours day-of-month month day-of-week year)`. What AWS and Croner read in two
 * ways, or Croner not at all, is refused in words, so that no time is shown at which nothing would run.
 * @throws Error that says what is wrong
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
 */
export function readCronFields(text: string): CronFields {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== FIELDS.length)
    throw new Error('cron(…) has six fields: minutes, hours, day of month, month, day of week, year.');
  const [minutes = '', hours = '', dayOfMonth = '', , dayOfWeek = ''] = fields;
  if ((dayOfMonth === '?') === (dayOfWeek === '?'))
    throw new Error('Write ? for the day of month or for the day of week, and not for both.');
  const read = fields.map((field, at) => translate(field, FIELDS[at] as Field));
  return {
    pattern: ['0', ...read].join(' '),
    minutes: valuesOf(minutes, FIELDS[0] as Field),
    hours: valuesOf(hours, FIELDS[1] as Field),
  };
}

function translate(text: string, field: Field): string {
  if (text === '?') {
    if (!field.name.startsWith('day')) throw unreadable(text, field);
    return '*';
  }
  return text
    .split(',')
    .map((item) => translateItem(item.toUpperCase(), field))
    .join(',');
}

function translateItem(item: string, field: Field): string {
  const { max, shift = 0 } = field;
  const special = translateSpecial(item, field);
  if (special !== undefined) return special;
  if (/^\*(\/[1-9]\d*)?$/.test(item)) return item;
  const { from, to, step } = readRange(item, field);
  if (step !== undefined) return `${from + shift}-${(to ?? max) + shift}/${step}`;
  return to === undefined ? String(from + shift) : `${from + shift}-${to + shift}`;
}

/** `L`, `15W`, `6L` and `6#3`. */
function translateSpecial(item: string, field: Field): string | undefined {
  if (field.name === 'day of month') {
    if (item === 'L') return 'L';
    const [, day] = /^(\d+)W$/.exec(item) ?? [];
    return day === undefined ? undefined : `${numberOf(day, field)}W`;
  }
  if (field.name !== 'day of week') return undefined;
  if (item === 'L') return '6';
  const [, day, nth] = /^(\w+)#([1-5])$/.exec(item) ?? /^(\d)(L)$/.exec(item) ?? [];
  return day === undefined ? undefined : `${numberOf(day, field) - 1}#${nth}`;
}

function readRange(item: string, field: Field) {
  const [, first, last, step] = /^(\w+)(?:-(\w+))?(?:\/([1-9]\d*))?$/.exec(item) ?? [];
  if (first === undefined) throw unreadable(item, field);
  const from = numberOf(first, field);
  const to = last === undefined ? undefined : numberOf(last, field);
  if (to !== undefined && to < from)
    throw new Error(`"${item}" in the ${field.name} runs backwards: write its values as a list.`);
  return { from, to, step: step === undefined ? undefined : Number(step) };
}

function numberOf(text: string, field: Field): number {
  const named = field.names?.indexOf(text) ?? -1;
  const value = named >= 0 ? named + field.min : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= field.min && value <= field.max) return value;
  throw unreadable(text, field);
}

function unreadable(text: string, { name, min, max }: Field): Error {
  return new Error(`"${text}" is nothing that the ${name} can be: it takes ${min} to ${max}.`);
}

function valuesOf(text: string, field: Field): Set<number> {
  const values = text.split(',').flatMap((item) => {
    const [, every = '1'] = /^\*(?:\/(\d+))?$/.exec(item) ?? [];
    const whole = item.startsWith('*');
    const { from, to, step } = whole
      ? { from: field.min, to: field.max, step: Number(every) }
      : readRange(item.toUpperCase(), field);
    const last = to ?? (step === undefined ? from : field.max);
    return Array.from({ length: Math.floor((last - from) / (step ?? 1)) + 1 }, (_, at) => from + at * (step ?? 1));
  });
  return new Set(values);
}
