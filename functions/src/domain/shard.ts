import type { CustomerId } from './customer-id.ts';

/** Partitions of the list index. Must not change: rows keep the shard they were written with. */
export const shards = ['0', '1', '2', '3'] as const;

export type Shard = (typeof shards)[number];

/** FNV-1a with a final mix, so that IDs that differ only in the last character spread evenly. */
export function toShard(id: CustomerId): Shard {
  let hash = 0x811c9dc5;
  for (const character of id) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return shards[(hash >>> 30) % shards.length] ?? shards[0];
}
