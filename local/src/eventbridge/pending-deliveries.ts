import { type Journal, openJournal } from '#local/journal.ts';
import type { BusEvent } from './event.ts';

/** An event that has not yet been delivered to one of its targets. */
export interface PendingDelivery {
  readonly id: string;
  readonly routeKey: string;
  readonly event: BusEvent;
}

type Entry =
  | { readonly kind: 'accepted'; readonly event: BusEvent; readonly deliveries: readonly (readonly [string, string])[] }
  | { readonly kind: 'settled'; readonly deliveryId: string };

export interface PendingDeliveries {
  readonly all: () => readonly PendingDelivery[];
  /** Resolves when the event and its routes are on disk. */
  readonly accept: (event: BusEvent, routeKeys: readonly string[]) => Promise<readonly PendingDelivery[]>;
  readonly complete: (deliveryId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Deliveries that a restart must resume, in a journal. */
export async function openPendingDeliveries(file: string, log: (line: string) => void): Promise<PendingDeliveries> {
  const pending = new Map<string, PendingDelivery>();
  const journal: Journal<Entry> = await openJournal<Entry>({
    file,
    log,
    apply: (entry) => {
      if (entry.kind === 'settled') pending.delete(entry.deliveryId);
      else for (const delivery of toDeliveries(entry)) pending.set(delivery.id, delivery);
    },
    snapshot: () => Array.from(pending.values(), ({ id, routeKey, event }) => accepted(event, [[id, routeKey]])),
  });
  return {
    all: () => [...pending.values()],
    accept: async (event, routeKeys) => {
      const entry = accepted(
        event,
        routeKeys.map((routeKey, index) => [`${event.id}/${index}`, routeKey]),
      );
      await journal.append(entry);
      return toDeliveries(entry);
    },
    complete: (deliveryId) => journal.append({ kind: 'settled', deliveryId }),
    stop: () => journal.stop(),
  };
}

type Accepted = Extract<Entry, { kind: 'accepted' }>;

function accepted(event: BusEvent, deliveries: Accepted['deliveries']): Accepted {
  return { kind: 'accepted', event, deliveries };
}

function toDeliveries({ event, deliveries }: Accepted): readonly PendingDelivery[] {
  return deliveries.map(([id, routeKey]) => ({ id, routeKey, event }));
}
