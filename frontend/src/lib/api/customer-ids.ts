import type { CustomerId } from '#domain/customer-id.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type * as contract from '#http/contract.ts';
import { send } from './default-client.ts';
import type { Problem } from './problem.ts';
import { readBody } from './read-body.ts';

export type { CustomerId } from '#domain/customer-id.ts';
export type { HistoryEntry } from '#http/contract.ts';

/** The registry names every ID in its canonical form. */
type Canonical<Described> = Omit<Described, 'id'> & { readonly id: CustomerId };
export type CustomerIdRecord = Canonical<contract.CustomerIdRecord>;
export type CustomerIdSummary = Canonical<contract.CustomerIdSummary>;
export type CustomerIdPage = Omit<contract.CustomerIdPage, 'items'> & { readonly items: readonly CustomerIdSummary[] };

/** What the registry knows of an ID. */
export type IdState =
  | { readonly state: 'active'; readonly record: CustomerIdRecord; readonly etag: string | undefined }
  | { readonly state: 'deleted'; readonly deletedAt: string | undefined }
  | { readonly state: 'unknown' };

export type AddedId = {
  /** `present` when an attempt without an answer came before: then nobody can tell who added it. */
  readonly outcome: 'added' | 'existing' | 'present';
  readonly record: CustomerIdRecord;
  readonly etag: string | undefined;
};

const pathOf = (id: CustomerId): string => `/customer-ids/${encodeURIComponent(id)}`;

const recordMembers = ['id', 'createdAt', 'source', 'version', 'history'] as const;

export async function listCustomerIds(
  {
    prefix,
    cursor,
    limit,
  }: { readonly prefix?: string; readonly cursor?: string | undefined; readonly limit?: number },
  signal?: AbortSignal,
): Promise<Result<CustomerIdPage, Problem>> {
  const query = { prefix, cursor, limit: limit?.toString() };
  const answer = await send({ method: 'GET', path: '/customer-ids', query, ...(signal ? { signal } : {}) });
  return answer.ok ? readBody<CustomerIdPage>(answer.value, ['items', 'nextCursor']) : answer;
}

export async function getCustomerId(id: CustomerId, signal: AbortSignal): Promise<Result<IdState, Problem>> {
  const answer = await send({ method: 'GET', path: pathOf(id), signal });
  if (!answer.ok) return absentOr(answer.failure);
  const record = readBody<CustomerIdRecord>(answer.value, recordMembers);
  return record.ok ? succeed({ state: 'active', record: record.value, etag: answer.value.etag }) : record;
}

/** Not being there is an answer, as long as the registry itself gives it. */
function absentOr(problem: Problem): Result<IdState, Problem> {
  if (problem.code !== 'customer-id-not-found') return fail(problem);
  const { deletedAt } = problem;
  return succeed(deletedAt === undefined ? { state: 'unknown' } : { state: 'deleted', deletedAt });
}

export async function putCustomerId(id: CustomerId): Promise<Result<AddedId, Problem>> {
  const answer = await send({ method: 'PUT', path: pathOf(id) });
  if (!answer.ok) return answer;
  const { status, attempts, etag } = answer.value;
  const record = readBody<CustomerIdRecord>(answer.value, recordMembers);
  if (!record.ok) return record;
  const repeated = attempts > 1 ? 'present' : 'existing';
  return succeed({ outcome: status === 201 ? 'added' : repeated, record: record.value, etag });
}

/** An ID that is already gone is what was asked for: a repeated attempt meets its own delete. */
export async function deleteCustomerId(id: CustomerId, etag: string | undefined): Promise<Result<undefined, Problem>> {
  const answer = await send({ method: 'DELETE', path: pathOf(id), ...(etag ? { headers: { 'If-Match': etag } } : {}) });
  return answer.ok || answer.failure.code === 'customer-id-not-found' ? succeed(undefined) : answer;
}

/** Asks for the least there is, with a key that is not in use yet. */
export async function testApiKey(key: string): Promise<Result<undefined, Problem>> {
  const answer = await send({ method: 'GET', path: '/customer-ids', query: { limit: '1' }, key });
  return answer.ok ? succeed(undefined) : answer;
}
