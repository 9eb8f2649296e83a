import type { CustomerId } from '#domain/customer-id.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type * as contract from '#http/contract.ts';
import type { Lookup } from '#http/contract.ts';
import { type Request, readBody, send } from './client.ts';
import type { Problem } from './problem.ts';

export type { CustomerId } from '#domain/customer-id.ts';
export type HistoryEntry = contract.HistoryEntry;
export type Source = contract.CustomerIdSummary['source'];

/** The registry returns IDs in canonical form. */
type Canonical<Described> = Omit<Described, 'id'> & { readonly id: CustomerId };
export type CustomerIdRecord = Canonical<contract.CustomerIdRecord>;
export type CustomerIdSummary = Canonical<contract.CustomerIdSummary>;
export type CustomerIdPage = Omit<contract.CustomerIdPage, 'items'> & { readonly items: readonly CustomerIdSummary[] };

export type IdState =
  | { readonly state: 'active'; readonly record: CustomerIdRecord; readonly etag: string | undefined }
  | {
      readonly state: 'deleted';
      readonly deletedAt: string | undefined;
      /** Oldest first. */
      readonly history: readonly HistoryEntry[];
    }
  | { readonly state: 'unknown' };

export type AddedId = {
  /** `present` if an earlier attempt got no response: the ID may have been added by that attempt or before. */
  readonly outcome: 'added' | 'existing' | 'present';
  readonly record: CustomerIdRecord;
  readonly etag: string | undefined;
};

const buildPath = (id: CustomerId): string => `/customer-ids/${encodeURIComponent(id)}`;

const recordMembers = ['id', 'createdAt', 'source', 'version', 'history'] as const;

interface ListedIds {
  /** Active by default. Deleted IDs, newest deletion first, cannot be filtered. */
  readonly state?: 'deleted';
  readonly prefix?: string;
  readonly source?: Source | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number;
}

export async function listCustomerIds(
  { limit, ...filter }: ListedIds,
  signal?: AbortSignal,
): Promise<Result<CustomerIdPage, Problem>> {
  const query = { ...filter, limit: limit?.toString() };
  const response = await send({ method: 'GET', path: '/customer-ids', query, ...(signal ? { signal } : {}) });
  return response.ok ? readBody<CustomerIdPage>(response.value, ['items', 'nextCursor']) : response;
}

export async function getCustomerId(id: CustomerId, signal: AbortSignal): Promise<Result<IdState, Problem>> {
  const response = await send({ method: 'GET', path: buildPath(id), signal });
  if (!response.ok) return toAbsentState(response.failure);
  const record = readBody<CustomerIdRecord>(response.value, recordMembers);
  return record.ok ? succeed({ state: 'active', record: record.value, etag: response.value.etag }) : record;
}

/** Only the registry's own 404 means that the ID is unknown or deleted. */
function toAbsentState(problem: Problem): Result<IdState, Problem> {
  if (problem.code !== 'customer-id-not-found') return fail(problem);
  const { deletedAt, history = [] } = problem;
  return succeed(deletedAt === undefined ? { state: 'unknown' } : { state: 'deleted', deletedAt, history });
}

export async function putCustomerId(id: CustomerId): Promise<Result<AddedId, Problem>> {
  const response = await send({ method: 'PUT', path: buildPath(id) });
  if (!response.ok) return response;
  const { status, attempts, etag } = response.value;
  const record = readBody<CustomerIdRecord>(response.value, recordMembers);
  if (!record.ok) return record;
  const repeated = attempts > 1 ? 'present' : 'existing';
  return succeed({ outcome: status === 201 ? 'added' : repeated, record: record.value, etag });
}

/** `absent` if another client has deleted the ID. After a lost response, the earlier attempt has deleted it. */
export type DeleteOutcome = 'deleted' | 'absent';

export async function deleteCustomerId(
  id: CustomerId,
  etag: string | undefined,
): Promise<Result<DeleteOutcome, Problem>> {
  const response = await send({
    method: 'DELETE',
    path: buildPath(id),
    ...(etag ? { headers: { 'If-Match': etag } } : {}),
  });
  if (response.ok) return succeed('deleted');
  const { code, attempts = 1 } = response.failure;
  if (code !== 'customer-id-not-found') return response;
  return succeed(attempts > 1 ? 'deleted' : 'absent');
}

/** Sends the cheapest request, with a key that is not stored yet. */
export async function testApiKey(key: string): Promise<Result<undefined, Problem>> {
  const response = await send({ method: 'GET', path: '/client', key });
  return response.ok ? succeed(undefined) : response;
}

export type { Lookup, LookupResult } from '#http/contract.ts';

/** At most 100 IDs. Changes nothing. */
export async function lookUpCustomerIds(
  ids: readonly string[],
  signal: AbortSignal,
  options: Pick<Request, 'isRetried'> = {},
): Promise<Result<Lookup, Problem>> {
  const response = await send({ method: 'POST', path: '/lookups', body: { ids }, signal, ...options });
  return response.ok ? readBody<Lookup>(response.value, ['checkedAt', 'results']) : response;
}
