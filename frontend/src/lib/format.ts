import { messages } from './messages.ts';

/** The names in braces: `'Added {id}'` has the placeholder `id`. */
export type Placeholders<Text extends string> = Text extends `${string}{${infer Placeholder}}${infer Rest}`
  ? Placeholder | Placeholders<Rest>
  : never;

export type Values<Text extends string, Value> = Readonly<Record<Placeholders<Text>, Value>>;

/** Splits a message at its placeholders and inserts their values, which may be elements. */
export function formatParts<Text extends string, Value>(
  text: Text,
  values: Values<Text, Value>,
): readonly (string | Value)[] {
  const valuesByName = new Map<string, Value>(Object.entries<Value>(values));
  return text
    .split(/\{(\w+)\}/)
    .map((part, index) => (index % 2 === 1 ? (valuesByName.get(part) ?? '') : part))
    .filter((part) => part !== '');
}

export function formatMessage<Text extends string>(text: Text, values: Values<Text, string | number>): string {
  return formatParts(text, values).join('');
}

/** One message per English plural category. */
export type Plural = { readonly one: string; readonly other: string };

const rules = new Intl.PluralRules('en');

export function formatPlural(texts: Plural, count: number, shown: string): string {
  return texts[rules.select(count) === 'one' ? 'one' : 'other'].replace('{n}', shown);
}

/** Formatters for one locale, created once because that is slow. */
export interface Formatting {
  readonly number: (value: number) => string;
  /** `3 Nov 2026, 14:20` */
  readonly dateTime: (timestamp: string) => string;
  /** `3 Nov 2026, 14:20:09` */
  readonly exactTime: (timestamp: string) => string;
  /** `3 Nov 2026, 14:20:09 CET`, for titles. */
  readonly zonedTime: (timestamp: string) => string;
  /** `14:20:09` */
  readonly clock: (timestamp: string) => string;
  /** `3 Nov`, or `3 Nov 2025` in another year. */
  readonly day: (timestamp: string, now: Date) => string;
  /** `Today, 10:51`, `Yesterday, 16:05`, then `3 Nov, 14:20`. */
  readonly recent: (timestamp: string, now: Date) => string;
  /** `10:41` today, then `Yesterday`, then `20 Nov`. */
  readonly brief: (timestamp: string, now: Date) => string;
  /** `< 1 ms`, `212 ms`, `1.1 s`, `2 min 5 s`, `3 h 20 min` */
  readonly duration: (millis: number) => string;
}

const millisInDay = 86_400_000;

/** Calendar days between two dates in the reader's time zone. */
function daysAgo(date: Date, now: Date): number {
  const midnight = (of: Date) => Date.UTC(of.getFullYear(), of.getMonth(), of.getDate());
  return (midnight(now) - midnight(date)) / millisInDay;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function relativeDay(tag: string) {
  const format = new Intl.RelativeTimeFormat(tag, { numeric: 'auto' });
  return (days: number): string => capitalised(format.format(-days, 'day'));
}

function duration(tag: string) {
  const whole = new Intl.NumberFormat(tag, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(tag, { maximumFractionDigits: 1 });
  return (millis: number): string => {
    // Timestamps are whole milliseconds, so 0 means less than 1.
    if (millis < 1) return messages.duration.none;
    if (millis < 999.5) return formatMessage(messages.duration.milliseconds, { n: whole.format(millis) });
    if (millis < 59_950) return formatMessage(messages.duration.seconds, { n: tenths.format(millis / 1000) });
    const seconds = Math.round(millis / 1000);
    if (seconds < 3_600) {
      return formatMessage(messages.duration.minutes, {
        minutes: whole.format(Math.floor(seconds / 60)),
        n: whole.format(seconds % 60),
      });
    }
    const minutes = Math.round(seconds / 60);
    return formatMessage(messages.duration.hours, {
      hours: whole.format(Math.floor(minutes / 60)),
      n: whole.format(minutes % 60),
    });
  };
}

export function createFormatting(tag: string): Formatting {
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  const number = new Intl.NumberFormat(tag);
  const isTwelveHours = dates({ hour: 'numeric' }).resolvedOptions().hour12 === true;
  const time = { hour: isTwelveHours ? 'numeric' : '2-digit', minute: '2-digit' } as const;
  const dateTime = dates({ day: 'numeric', month: 'short', year: 'numeric', ...time });
  const exactTime = dates({ dateStyle: 'medium', timeStyle: 'medium' });
  const zonedTime = dates({ dateStyle: 'medium', timeStyle: 'long' });
  const clock = dates({ timeStyle: 'medium' });
  const minutes = dates(time);
  const thisYear = dates({ day: 'numeric', month: 'short' });
  const otherYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
  const relative = relativeDay(tag);

  const day = (timestamp: string, now: Date): string => {
    const date = new Date(timestamp);
    return (date.getFullYear() === now.getFullYear() ? thisYear : otherYear).format(date);
  };
  const isRecent = (days: number) => days === 0 || days === 1;

  return {
    number: (value) => number.format(value),
    dateTime: (timestamp) => dateTime.format(new Date(timestamp)),
    exactTime: (timestamp) => exactTime.format(new Date(timestamp)),
    zonedTime: (timestamp) => zonedTime.format(new Date(timestamp)),
    clock: (timestamp) => clock.format(new Date(timestamp)),
    day,
    recent: (timestamp, now) => {
      const date = new Date(timestamp);
      const days = daysAgo(date, now);
      return `${isRecent(days) ? relative(days) : day(timestamp, now)}, ${minutes.format(date)}`;
    },
    brief: (timestamp, now) => {
      const date = new Date(timestamp);
      const days = daysAgo(date, now);
      if (days === 0) return minutes.format(date);
      return days === 1 ? relative(1) : day(timestamp, now);
    },
    duration: duration(tag),
  };
}

/** Undefined for an invalid tag, such as the `c` that WebKitGTK reports where LANG=C. */
function parseLocale(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** English, as the UI, with the dates and numbers of the reader's own region: `en-DE` for `de-DE`. */
export function chooseLocale(languages: readonly string[]): string {
  const first = languages.map(parseLocale).find((locale) => locale !== undefined);
  if (first?.language === 'en') return first.toString();
  const tag = `en-${first?.maximize().region ?? 'GB'}`;
  // Without data for the region, the browser would format dates as in the United States.
  return new Intl.DateTimeFormat(tag).resolvedOptions().locale === tag ? tag : 'en-GB';
}

export const format = createFormatting(chooseLocale(globalThis.navigator?.languages ?? []));

/** Shortens a ULID for a table row: the start encodes the time, the end distinguishes it. */
export const shortId = (submissionId: string): string => `${submissionId.slice(0, 4)}…${submissionId.slice(-6)}`;
