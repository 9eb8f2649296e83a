import type { Brand } from './brand.ts';
import { type CustomerId, parseCustomerId } from './customer-id.ts';
import type { Timestamp } from './instant.ts';
import { timestampPattern } from './limits.generated.ts';
import { fail, type Result, succeed } from './result.ts';

/**
 * Sorts tombstones by the time of the deletion. Ends with the ID, because the IDs of one submission are deleted at the
 * same time and a page needs a total order.
 */
export type DeletionKey = Brand<string, 'DeletionKey'>;

export function toDeletionKey(deletedAt: Timestamp, id: CustomerId): DeletionKey {
  return `${deletedAt}#${id}` as DeletionKey;
}

export function parseDeletionKey(text: string): Result<DeletionKey, 'not-a-deletion-key'> {
  const [deletedAt = '', id = ''] = text.split('#');
  const parsed = parseCustomerId(id);
  const isKey = timestampPattern.test(deletedAt) && parsed.ok && text === `${deletedAt}#${parsed.value}`;
  return isKey ? succeed(text as DeletionKey) : fail('not-a-deletion-key');
}
