import { type Journal, openJournal } from '#local/journal.ts';
import type { BusEvent } from './event.ts';

/** One event that has not yet reached one of its targets. */
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
  /** Resolves when the event and where it goes are on disk. */
  readonly accept: (event: BusEvent, routeKeys: readonly string[]) => Promise<readonly PendingDelivery[]>;
  readonly settle: (deliveryId: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What a restart must go on with. */
export async function openPendingDeliveries(file: string, log: (line: string) => void): Promise<PendingDeliveries> {
  const pending = new Map<string, PendingDelivery>();
  const journal: Journal<Entry> = await openJournal<Entry>({
    file,
    log,
    apply: (entry) => {
      if (entry.kind === 'settled') pending.delete(entry.deliveryId);
      else for (const delivery of deliveriesOf(entry)) pending.set(delivery.id, delivery);
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
      return deliveriesOf(entry);
    },
    settle: (deliveryId) => journal.append({ kind: 'settled', deliveryId }),
    stop: () => journal.stop(),
  };
}

type Accepted = Extract<Entry, { kind: 'accepted' }>;

function accepted(event: BusEvent, deliveries: Accepted['deliveries']): Accepted {
  return { kind: 'accepted', event, deliveries };
}

function deliveriesOf({ event, deliveries }: Accepted): readonly PendingDelivery[] {
  return deliveries.map(([id, routeKey]) => ({ id, routeKey, event }));
}
