import type { CustomerId } from '#domain/customer-id.ts';
import type { Origin } from '#domain/customer-id-row.ts';
import { toEntityTag } from '#domain/entity-tag.ts';
import type { Failure } from '#domain/failure.ts';
import { basePath } from '#domain/limits.generated.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { type AdditionResult, decideAddition } from '#domain/write-decision.ts';
import { parsePathId } from '#http/customer-id-parameter.ts';
import { endpoint } from '#http/endpoint.ts';
import { type HttpRequest, toApiOrigin } from '#http/http-request.ts';
import type { HttpResponse } from '#http/http-response.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { readIfNoneMatchAny } from '#http/preconditions.ts';
import type { Clock, CustomerIdStore, Pseudonym, Runtime } from '#ports.ts';
import { clock, createRuntime, customerIds, pseudonym } from '#runtime/runtime.ts';

interface PutCustomerId {
  readonly id: CustomerId;
  readonly origin: Origin;
  readonly mustBeNew: boolean;
}

interface Deps {
  readonly customerIds: CustomerIdStore;
  readonly clock: Clock;
  readonly pseudonym: Pseudonym;
}

/** Writes without reading first: for a new ID, the common case, that is the only call. */
export const putCustomerId =
  ({ customerIds, clock }: Omit<Deps, 'pseudonym'>) =>
  async ({ id, origin, mustBeNew }: PutCustomerId): Promise<Result<AdditionResult, Failure>> => {
    const change = { id, origin, at: clock.now() };
    const addition = await writeWithRetry(customerIds, (row) => decideAddition(change, row), undefined);
    if (addition.outcome === 'added' || !mustBeNew) return succeed(addition);
    return fail({ code: 'precondition-failed', id, version: addition.record.version });
  };

function parseRequest(request: HttpRequest): Result<PutCustomerId, Failure> {
  const id = parsePathId(request);
  if (!id.ok) return id;
  const mustBeNew = readIfNoneMatchAny(request);
  if (!mustBeNew.ok) return mustBeNew;
  return succeed({ id: id.value, origin: toApiOrigin(request), mustBeNew: mustBeNew.value });
}

function respond({ outcome, record }: AdditionResult): HttpResponse {
  const headers = { ETag: toEntityTag(record.version) };
  if (outcome === 'existing') return { status: 200, headers, body: record, counts: { Existing: 1 } };
  const location = `${basePath}/customer-ids/${record.id}`;
  return { status: 201, headers: { ...headers, Location: location }, body: record, counts: { Added: 1 } };
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['put-customer-id'],
    preconditions: ['If-None-Match'],
    parse: parseRequest,
    run: putCustomerId,
    respond,
    logFields: ({ pseudonym }, { id }) => ({ customer: pseudonym(id) }),
  });

export const handler = createHandler(createRuntime({ customerIds, clock, pseudonym }));
