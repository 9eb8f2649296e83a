import { lookUpCustomerIds } from '#lib/api/customer-ids.ts';
import { useIsOnline } from '#lib/device.ts';
import { type CustomerId, parseCustomerId, succeed } from '#lib/domain.ts';
import { useAsyncState } from '#lib/query.ts';
import { rateLimit } from '#lib/registry-health.ts';
import { useDebouncedValue } from '#lib/timers.ts';

/** Longer than the pause before the ID itself is looked up, because a lookup of many IDs is more expensive. */
const pauseMillis = 500;

/** Sends no lookup while the registry limits the rate of requests. */
export async function findLookAlike(
  id: CustomerId,
  lookUp: (ids: readonly CustomerId[]) => ReturnType<typeof lookUpCustomerIds>,
) {
  const nothing = succeed({ lookAlike: undefined });
  if (rateLimit.isActive()) return nothing;
  const { toLookAlikes } = await import('./look-alikes.ts');
  const ids = toLookAlikes(id);
  if (ids.length === 0) return nothing;
  const lookup = await lookUp(ids);
  if (!lookup.ok) return nothing;
  const active = lookup.value.results.find(({ state }) => state === 'active');
  const parsed = parseCustomerId(active?.id ?? '');
  return succeed({ lookAlike: parsed.ok ? parsed.value : undefined });
}

/** An active ID that looks like this unknown one, once typing pauses. The page does without it if the lookup fails. */
export function useLookAlike(unknownId: CustomerId | undefined): CustomerId | undefined {
  const settledId = useDebouncedValue(unknownId, pauseMillis);
  const id = settledId === unknownId ? unknownId : undefined;
  const isOnline = useIsOnline();
  const load =
    id === undefined || !isOnline
      ? undefined
      : (signal: AbortSignal) => findLookAlike(id, (ids) => lookUpCustomerIds(ids, signal, { isRetried: false }));
  const found = useAsyncState({ key: ['look-alike', id ?? ''], load });
  return found.status === 'loaded' ? found.value.lookAlike : undefined;
}
