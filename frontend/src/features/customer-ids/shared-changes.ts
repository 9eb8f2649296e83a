import { useEffect, useEffectEvent } from 'react';
import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import { type CustomerId, parseCustomerId } from '#lib/domain.ts';

/** A confirmed change, so that the lists of other tabs show it without a request. */
export interface SharedChange {
  readonly added: readonly CustomerIdSummary[];
  readonly removed: readonly CustomerId[];
}

const readList = (message: unknown, name: keyof SharedChange): readonly unknown[] => {
  const list: unknown = new Map(Object.entries(message ?? {})).get(name);
  return Array.isArray(list) ? list : [];
};

const parseId = (text: unknown): readonly CustomerId[] => {
  const id = parseCustomerId(String(text));
  return id.ok ? [id.value] : [];
};

function parseSummary(item: unknown): readonly CustomerIdSummary[] {
  const members = new Map<string, unknown>(Object.entries(item ?? {}));
  const [createdAt, source] = [members.get('createdAt'), members.get('source')];
  if (typeof createdAt !== 'string' || (source !== 'api' && source !== 'submission')) return [];
  return parseId(members.get('id')).map((id) => ({ id, createdAt, source }));
}

/** The other tab may run another release. */
export const parseSharedChange = (message: unknown): SharedChange => ({
  added: readList(message, 'added').flatMap(parseSummary),
  removed: readList(message, 'removed').flatMap(parseId),
});

let opened: BroadcastChannel | undefined;

/** One channel for sending and receiving: a tab does not receive its own changes. */
function openChannel(): BroadcastChannel {
  opened ??= new BroadcastChannel('customer-id-changes');
  return opened;
}

export const shareChange = (change: SharedChange): void => openChannel().postMessage(change);

/** Applies the changes made in other tabs while the component is mounted. */
export function useSharedChanges(apply: (change: SharedChange) => void): void {
  const handle = useEffectEvent(apply);
  useEffect(() => {
    const channel = openChannel();
    channel.onmessage = ({ data }: MessageEvent<unknown>) => handle(parseSharedChange(data));
    return () => {
      channel.onmessage = null;
    };
  }, []);
}
