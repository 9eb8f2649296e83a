import type { Brand } from './brand.ts';

export type EpochMillis = Brand<number, 'EpochMillis'>;
export type EpochSeconds = Brand<number, 'EpochSeconds'>;

/** RFC 3339 in UTC with milliseconds. Sorts chronologically as text. */
export type Timestamp = Brand<string, 'Timestamp'>;

const millisInDay = 86_400_000;

export function epochMillis(value: number): EpochMillis {
  return value as EpochMillis;
}

export function toTimestamp(at: EpochMillis): Timestamp {
  return new Date(at).toISOString() as Timestamp;
}

export function daysAfter(at: EpochMillis, days: number): EpochMillis {
  return (at + days * millisInDay) as EpochMillis;
}

/** DynamoDB's TTL is in seconds. */
export function toExpiry(at: EpochMillis): EpochSeconds {
  return Math.ceil(at / 1000) as EpochSeconds;
}

/** DynamoDB deletes expired items late, so readers must treat them as absent. */
export function isExpired(expiresAt: EpochSeconds, now: EpochMillis): boolean {
  return expiresAt * 1000 <= now;
}
