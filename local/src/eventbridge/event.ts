import { randomUUID } from 'node:crypto';

export interface EventEntry {
  readonly source: string;
  readonly detailType: string;
  /** JSON text of an object. */
  readonly detail: string;
  readonly time: Date;
  readonly resources: readonly string[];
}

/** The envelope is JSON text, so that large numbers in the detail keep all digits. */
export interface BusEvent {
  readonly id: string;
  readonly receivedAtMillis: number;
  readonly envelope: string;
}

/** Resolves when the event is on disk, or when no rule matches. */
export type PublishEvent = (busName: string, entry: EventEntry) => Promise<BusEvent>;

export function createEvent(
  entry: EventEntry,
  { account, region, nowMillis }: { readonly account: string; readonly region: string; readonly nowMillis: number },
): BusEvent {
  const id = randomUUID();
  const fields = {
    version: '0',
    id,
    'detail-type': entry.detailType,
    source: entry.source,
    account,
    time: formatTime(entry.time),
    region,
    resources: entry.resources,
  };
  return {
    id,
    receivedAtMillis: nowMillis,
    envelope: `${JSON.stringify(fields).slice(0, -1)},"detail":${entry.detail.trim()}}`,
  };
}

/** RFC 3339 in UTC, without fractions of a second. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
