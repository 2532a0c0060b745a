/** One of the five fields: its range, and names that stand for numbers. */
interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Names of its numbers, from `least` on. */
  readonly names: readonly string[];
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: readonly Field[] = [
  { name: "minute", least: 0, most: 59, names: [] },
  { name: "hour", least: 0, most: 23, names: [] },
  { name: "day of month", least: 1, most: 31, names: [] },
  { name: "month", least: 1, most: 12, names: MONTHS },
  // Kubernetes and Karpenter read Sunday as 0 only; 7, which other crons take, they refuse.
  { name: "day of week", least: 0, most: 6, names: DAYS },
];

/** A schedule that has been read: the numbers of each field, in the order of `FIELDS`. */
export interface Cron {
  readonly fields: readonly ReadonlySet<number>[];
  /** Whether a day must match both of its fields; else one is enough, which is how cron reads two that are both given. */
  readonly bothDays: boolean;
}

/** Days after which a schedule that never came never will: the longest gap between two 29ths of February. */
const NEVER_DAYS = 8 * 366;
const DAY_MILLISECONDS = 86_400_000;
const MINUTE_MILLISECONDS = 60_000;

/** What is wrong with a schedule, to be read after the word expected; undefined when nothing is. */
export function cronFault(text: string): string | undefined {
  const parts = text.split(" ");
  if (parts.length !== FIELDS.length)
    return "five fields (minute, hour, day, month, weekday) with one space between them";
  const wrong = FIELDS.find((field, index) => numbersOf(field, parts[index] ?? "") === undefined);
  if (wrong !== undefined) {
    const names = wrong.names.length === 0 ? "" : ` or ${wrong.names[0] ?? ""}..${wrong.names.at(-1) ?? ""}`;
    const article = wrong.name === "hour" ? "an" : "a";
    return `${article} ${wrong.name} in ${wrong.least}..${wrong.most}${names}, alone, as a list, a range or with a step`;
  }
  return firstDay(parsed(parts), 0) === undefined ? "a schedule that comes at all" : undefined;
}

/** @throws Error when `cronFault` has something to say about it. */
export function parseCron(text: string): Cron {
  const fault = cronFault(text);
  if (fault !== undefined) throw new Error(`${text}: expected ${fault}`);
  return parsed(text.split(" "));
}

function parsed(parts: readonly string[]): Cron {
  const fields = FIELDS.map((field, index) => new Set(numbersOf(field, parts[index] ?? "")));
  // A star with a step is a choice of days like any other.
  const isStar = (index: number): boolean =>
    (parts[index] ?? "").split(",").some((one) => /^\*(\/0?1)?$/.test(one));
  return { fields, bothDays: isStar(2) || isStar(4) };
}

function numbersOf(field: Field, text: string): readonly number[] | undefined {
  const ranges = text.split(",").map((item) => rangeOf(field, item));
  return ranges.every((range) => range !== undefined) ? ranges.flat() : undefined;
}

function rangeOf(field: Field, item: string): readonly number[] | undefined {
  const match = /^(?:(\*)|([a-z\d]+)(?:-([a-z\d]+))?)(?:\/(\d{1,2}))?$/i.exec(item);
  if (match === null) return undefined;
  const [, star, low = "", high, stepText] = match;
  const step = stepText === undefined ? 1 : Number(stepText);
  const from = star === undefined ? numberOf(field, low) : field.least;
  // A single number with a step runs to the end of the field.
  const open = star !== undefined || (high === undefined && stepText !== undefined);
  const to = open ? field.most : numberOf(field, high ?? low);
  if (from === undefined || to === undefined || from > to || step < 1) return undefined;
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}

function numberOf({ least, most, names }: Field, text: string): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  const number = index >= 0 ? index + least : /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return number >= least && number <= most ? number : undefined;
}

/** The first time after this one at which a schedule comes, both in UTC. */
export function nextTime(cron: Cron, after: Date): Date {
  const start = Math.floor(after.getTime() / MINUTE_MILLISECONDS + 1) * MINUTE_MILLISECONDS;
  const today = Math.floor(start / DAY_MILLISECONDS) * DAY_MILLISECONDS;
  const within = (day: number): number | undefined =>
    timesOfDay(cron)
      .map((minute) => day + minute * MINUTE_MILLISECONDS)
      .find((time) => time >= start);
  const first = firstDay(cron, today);
  const time = first === undefined ? undefined : within(first);
  if (time !== undefined) return new Date(time);
  const next = firstDay(cron, today + DAY_MILLISECONDS);
  const found = next === undefined ? undefined : within(next);
  if (found === undefined) throw new Error("a schedule that has been read comes again");
  return new Date(found);
}

/** Minutes of a day, in order. */
function timesOfDay({ fields: [minutes = new Set(), hours = new Set()] }: Cron): readonly number[] {
  return [...hours].flatMap((hour) => [...minutes].map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
}

/** The first day from this one on that a schedule names. */
function firstDay(cron: Cron, from: number): number | undefined {
  for (let count = 0; count <= NEVER_DAYS; count += 1) {
    const day = from + count * DAY_MILLISECONDS;
    if (isNamed(cron, new Date(day))) return day;
  }
  return undefined;
}

function isNamed({ fields: [, , days, months, weekdays], bothDays }: Cron, date: Date): boolean {
  if (months?.has(date.getUTCMonth() + 1) !== true) return false;
  const [ofMonth, ofWeek] = [days?.has(date.getUTCDate()) === true, weekdays?.has(date.getUTCDay()) === true];
  return bothDays ? ofMonth && ofWeek : ofMonth || ofWeek;
}
