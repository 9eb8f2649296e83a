import { encodeCursor } from '#domain/cursor.ts';
import type { CustomerId } from '#domain/customer-id.ts';
import { toDeletionKey } from '#domain/deletion-key.ts';
import type { Failure } from '#domain/failure.ts';
import { epochMillis, toTimestamp } from '#domain/instant.ts';
import { type Result, succeed } from '#domain/result.ts';
import { shards } from '#domain/shard.ts';
import type { CustomerIdPage, CustomerIdSummary } from '#http/contract.ts';
import {
  type ListActiveIds,
  type ListCustomerIds,
  type ListDeletedIds,
  parseListRequest,
} from '#http/customer-id-list-request.ts';
import { endpoint } from '#http/endpoint.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import type { Clock, CustomerIdIndex, DeletedIdIndex, DeletedIdSummary, Runtime } from '#ports.ts';
import { clock, createRuntime, customerIdIndex, deletedIdIndex } from '#runtime/runtime.ts';

interface Deps {
  readonly customerIdIndex: CustomerIdIndex;
  readonly deletedIdIndex: DeletedIdIndex;
  readonly clock: Clock;
}

export const listCustomerIds =
  (deps: Deps) =>
  async (list: ListCustomerIds): Promise<Result<CustomerIdPage, Failure>> =>
    succeed(await (list.state === 'deleted' ? listDeleted(deps, list) : listActive(deps, list)));

/**
 * Queries `limit + 1` IDs per shard: enough to merge the page and to know whether another follows. Shards that were
 * searched for a source end at different IDs; the page ends at the first of them.
 */
async function listActive({ customerIdIndex }: Deps, { limit, ...range }: ListActiveIds): Promise<CustomerIdPage> {
  const searches = await Promise.all(
    shards.map((shard) => customerIdIndex.page({ shard, ...range, limit: limit + 1 })),
  );
  const searchedTo = findFirst(searches.flatMap((search) => search.searchedTo ?? []));
  const found = searches
    .flatMap(({ items }) => items)
    .filter(({ id }) => searchedTo === undefined || id <= searchedTo)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1)?.id : searchedTo;
  return { items, nextCursor: last === undefined ? null : encodeCursor(last) };
}

const findFirst = (ids: readonly CustomerId[]): CustomerId | undefined => ids.toSorted()[0];

async function listDeleted({ deletedIdIndex, clock }: Deps, list: ListDeletedIds): Promise<CustomerIdPage> {
  const { limit, before } = list;
  const range = { limit: limit + 1, now: clock.now(), ...(before ? { before } : {}) };
  const pages = await Promise.all(shards.map((shard) => deletedIdIndex.deletedPage({ shard, ...range })));
  const found = pages
    .flat()
    .map((summary) => ({ summary, key: toDeletionKey(summary.deletedAt, summary.id) }))
    .sort((one, other) => (one.key > other.key ? -1 : 1));
  const items = found.slice(0, limit);
  const last = found.length > limit ? items.at(-1) : undefined;
  return { items: items.map(({ summary }) => toBody(summary)), nextCursor: last ? encodeCursor(last.key) : null };
}

function toBody({ id, createdAt, source, deletedAt, expiresAt }: DeletedIdSummary): CustomerIdSummary {
  return { id, createdAt, source, deletedAt, expiresAt: toTimestamp(epochMillis(expiresAt * 1000)) };
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['list-customer-ids'],
    parse: parseListRequest,
    run: listCustomerIds,
    respond: (page) => ({ status: 200, body: page }),
  });

export const handler = createHandler(createRuntime({ customerIdIndex, deletedIdIndex, clock }));
