import { decodeCursor, encodeCursor } from '#domain/cursor.ts';
import { type CustomerId, parseCustomerId } from '#domain/customer-id.ts';
import type { Failure } from '#domain/failure.ts';
import {
  customerIdCursorLengthMax,
  customerIdPrefixLengthMax,
  customerIdPrefixPattern,
} from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { shards } from '#domain/shard.ts';
import type { CustomerIdPage } from '#http/contract.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import { invalidParameter, readLimit, readQuery } from '#http/query-parameters.ts';
import type { CustomerIdIndex, CustomerIdSummary, Runtime } from '#ports.ts';
import { createRuntime, customerIdIndex } from '#runtime/runtime.ts';

interface ListCustomerIds {
  readonly prefix: string;
  readonly limit: number;
  readonly after?: CustomerId;
}

interface Deps {
  readonly customerIdIndex: CustomerIdIndex;
}

/** Queries `limit + 1` IDs per shard: enough to merge the page and to know whether another follows. */
export const listCustomerIds =
  ({ customerIdIndex }: Deps) =>
  async ({ limit, ...range }: ListCustomerIds): Promise<Result<CustomerIdPage, Failure>> => {
    const pages = await Promise.all(shards.map((shard) => customerIdIndex.page({ shard, ...range, limit: limit + 1 })));
    const merged = pages.flat().sort(byId);
    const items = merged.slice(0, limit);
    const last = items.at(-1);
    return succeed({ items, nextCursor: last && merged.length > limit ? encodeCursor(last.id) : null });
  };

function byId(one: CustomerIdSummary, other: CustomerIdSummary): number {
  return one.id < other.id ? -1 : 1;
}

function parseRequest(request: HttpRequest): Result<ListCustomerIds, Failure> {
  const limit = readLimit(request);
  if (!limit.ok) return limit;
  const prefix = readPrefix(request);
  if (!prefix.ok) return prefix;
  const after = readCursor(request, prefix.value);
  if (!after.ok) return after;
  return succeed({ limit: limit.value, prefix: prefix.value, ...(after.value ? { after: after.value } : {}) });
}

function readPrefix(request: HttpRequest): Result<string, Failure> {
  const text = readQuery(request, 'prefix');
  if (!text.ok) return text;
  const prefix = text.value ?? '';
  const isPrefix = prefix.length <= customerIdPrefixLengthMax && customerIdPrefixPattern.test(prefix);
  if (isPrefix) return succeed(prefix.toUpperCase());
  return fail(
    invalidParameter(
      'prefix',
      `prefix may contain only letters, digits, hyphens and underscores, at most ${customerIdPrefixLengthMax} characters.`,
    ),
  );
}

function readCursor(request: HttpRequest, prefix: string): Result<CustomerId | undefined, Failure> {
  const cursor = readQuery(request, 'cursor');
  if (!cursor.ok) return cursor;
  if (cursor.value === undefined) return succeed(undefined);
  const key = cursor.value.length <= customerIdCursorLengthMax ? decodeCursor(cursor.value) : undefined;
  const id = parseCustomerId(key ?? '');
  if (id.ok && id.value === key && id.value.startsWith(prefix)) return id;
  return fail(
    invalidParameter('cursor', 'cursor must be the nextCursor of the previous page, sent with the same prefix.'),
  );
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    effect: 'reads',
    parse: parseRequest,
    run: listCustomerIds,
    respond: (page) => ({ status: 200, body: page }),
  });

export const handler = createHandler(createRuntime({ customerIdIndex }));
