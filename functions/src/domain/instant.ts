import type { Brand } from './brand.ts';

export type EpochMillis = Brand<number, 'EpochMillis'>;
export type EpochSeconds = Brand<number, 'EpochSeconds'>;

/** RFC 3339 in UTC with milliseconds; such texts sort like the instants they name. */
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

/** DynamoDB deletes by seconds; everything else here counts milliseconds. */
export function toExpiry(at: EpochMillis): EpochSeconds {
  return Math.ceil(at / 1000) as EpochSeconds;
}

/** Removal by the table is lazy, so what has expired must count as absent before it is gone. */
export function isExpired(expiresAt: EpochSeconds, now: EpochMillis): boolean {
  return expiresAt * 1000 <= now;
}
