import type { CustomerId } from '#domain/customer-id.ts';
import type { Origin } from '#domain/customer-id-row.ts';
import { entityTagOf } from '#domain/entity-tag.ts';
import type { Failure } from '#domain/failure.ts';
import { basePath } from '#domain/limits.generated.ts';
import { settleWrite } from '#domain/optimistic-write.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { type Addition, decideAddition } from '#domain/write-decision.ts';
import { idFromPath } from '#http/customer-id-parameter.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import type { HttpAnswer } from '#http/http-response.ts';
import { readIfNoneMatchAny } from '#http/preconditions.ts';
import type { Clock, CustomerIdStore, Pseudonym, World } from '#ports.ts';
import { clock, customerIds, liveWorld, pseudonym } from '#runtime/runtime.ts';

interface PutCustomerId {
  readonly id: CustomerId;
  readonly origin: Origin;
  readonly mustBeNew: boolean;
}

interface Needs {
  readonly customerIds: CustomerIdStore;
  readonly clock: Clock;
  readonly pseudonym: Pseudonym;
}

/** Writes at once: for an ID that is new, which most are, it is the only call. */
export const putCustomerId =
  ({ customerIds, clock }: Omit<Needs, 'pseudonym'>) =>
  async ({ id, origin, mustBeNew }: PutCustomerId): Promise<Result<Addition, Failure>> => {
    const change = { id, origin, at: clock.now() };
    const addition = await settleWrite(customerIds, (row) => decideAddition(change, row), undefined);
    if (addition.outcome === 'added' || !mustBeNew) return succeed(addition);
    return fail({ code: 'precondition-failed', id, version: addition.record.version });
  };

function read(request: HttpRequest): Result<PutCustomerId, Failure> {
  const id = idFromPath(request);
  if (!id.ok) return id;
  const mustBeNew = readIfNoneMatchAny(request);
  if (!mustBeNew.ok) return mustBeNew;
  return succeed({ id: id.value, origin: { source: 'api', token: request.writeToken }, mustBeNew: mustBeNew.value });
}

function answer({ outcome, record }: Addition): HttpAnswer {
  const headers = { ETag: entityTagOf(record.version) };
  if (outcome === 'existing') return { status: 200, headers, body: record, counts: { Existing: 1 } };
  const location = `${basePath}/customer-ids/${record.id}`;
  return { status: 201, headers: { ...headers, Location: location }, body: record, counts: { Added: 1 } };
}

export const handlerIn = (world: World<Needs>) =>
  endpoint({
    world,
    effect: 'writes',
    preconditions: ['If-None-Match'],
    read,
    run: putCustomerId,
    answer,
    logFields: ({ pseudonym }, { id }) => ({ customer: pseudonym(id) }),
  });

export const handler = handlerIn(liveWorld({ customerIds, clock, pseudonym }));
