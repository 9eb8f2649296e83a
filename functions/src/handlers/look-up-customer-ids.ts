import { type CustomerId, describeCustomerIdFault, parseCustomerId } from '#domain/customer-id.ts';
import type { CustomerIdStatus } from '#domain/customer-id-row.ts';
import type { Failure } from '#domain/failure.ts';
import { type EpochMillis, toTimestamp } from '#domain/instant.ts';
import { type Result, succeed } from '#domain/result.ts';
import { visibleDeletedAt } from '#domain/write-decision.ts';
import type { Lookup, LookupResult } from '#http/contract.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import type { HttpResponse } from '#http/http-response.ts';
import { readJsonBody } from '#http/json-body.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { parseLookupRequest } from '#http/submission-request.ts';
import type { Clock, CustomerIdLookup, Runtime } from '#ports.ts';
import { clock, createRuntime, customerIdLookup } from '#runtime/runtime.ts';

interface Deps {
  readonly customerIdLookup: CustomerIdLookup;
  readonly clock: Clock;
}

export const lookUpCustomerIds =
  ({ customerIdLookup, clock }: Deps) =>
  async (texts: readonly string[]): Promise<Result<Lookup, Failure>> => {
    // Before the read, so that every change up to this time is included.
    const checkedAt = clock.now();
    const ids = texts.map(parseCustomerId);
    const distinct = new Set(ids.flatMap((id) => (id.ok ? [id.value] : [])));
    const found = await customerIdLookup.readMany([...distinct]);
    const byId = new Map(found.map((status) => [status.id, status]));
    const results = ids.map((id, index): LookupResult => {
      if (id.ok) return toResult(id.value, byId.get(id.value), checkedAt);
      return { id: texts[index] ?? '', state: 'invalid', reason: describeCustomerIdFault(id.failure) };
    });
    return succeed({ checkedAt: toTimestamp(checkedAt), results });
  };

/** A purged or expired tombstone is unknown, as it is to get-customer-id. */
function toResult(id: CustomerId, status: CustomerIdStatus | undefined, now: EpochMillis): LookupResult {
  if (status?.state === 'active') return { id, state: 'active', createdAt: status.createdAt, source: status.source };
  const { deletedAt } = status ? visibleDeletedAt(status, now) : {};
  return deletedAt === undefined ? { id, state: 'unknown' } : { id, state: 'deleted', deletedAt };
}

function parseRequest(request: HttpRequest): Result<readonly string[], Failure> {
  const body = readJsonBody(request);
  return body.ok ? parseLookupRequest(body.value) : body;
}

function respond(lookup: Lookup): HttpResponse {
  const misses = countUnknown(lookup);
  return {
    status: 200,
    body: lookup,
    ...(misses > 0 ? { counts: { NotFound: misses } } : {}),
    logFields: { submitted: lookup.results.length, unknown: misses },
  };
}

/** An ID that is submitted twice is one guess. */
function countUnknown({ results }: Lookup): number {
  return new Set(results.flatMap(({ id, state }) => (state === 'unknown' ? [id] : []))).size;
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['look-up-customer-ids'],
    bodyBytesMax: 16 * 1024,
    parse: parseRequest,
    run: lookUpCustomerIds,
    respond,
  });

export const handler = createHandler(createRuntime({ customerIdLookup, clock }));
