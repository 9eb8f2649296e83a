import { randomUUID } from 'node:crypto';

export interface EventEntry {
  readonly source: string;
  readonly detailType: string;
  /** The text of a JSON object. */
  readonly detail: string;
  readonly time: Date;
  readonly resources: readonly string[];
}

/** An event as it is kept and delivered: its envelope is JSON text, so that no digit and no member of the detail is lost. */
export interface BusEvent {
  readonly id: string;
  readonly receivedAtMillis: number;
  readonly envelope: string;
}

/** Puts an event on a bus for another emulated service; resolves when it is on disk, or when no rule wants it. */
export type PublishEvent = (busName: string, entry: EventEntry) => Promise<BusEvent>;

export function createEvent(
  entry: EventEntry,
  { account, region, nowMillis }: { readonly account: string; readonly region: string; readonly nowMillis: number },
): BusEvent {
  const id = randomUUID();
  const head = {
    version: '0',
    id,
    'detail-type': entry.detailType,
    source: entry.source,
    account,
    time: toSeconds(entry.time),
    region,
    resources: entry.resources,
  };
  return {
    id,
    receivedAtMillis: nowMillis,
    envelope: `${JSON.stringify(head).slice(0, -1)},"detail":${entry.detail.trim()}}`,
  };
}

/** RFC 3339 in UTC, whole seconds. */
export function toSeconds(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
