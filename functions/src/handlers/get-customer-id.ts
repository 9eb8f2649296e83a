import type { CustomerId } from '#domain/customer-id.ts';
import { type CustomerIdRecord, recordOf } from '#domain/customer-id-row.ts';
import { type EntityTags, entityTagOf, hasWeakMatch } from '#domain/entity-tag.ts';
import type { Failure } from '#domain/failure.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { deletedAtOf } from '#domain/write-decision.ts';
import { idFromPath } from '#http/customer-id-parameter.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import type { HttpAnswer } from '#http/http-response.ts';
import { readEntityTags } from '#http/preconditions.ts';
import type { Clock, CustomerIdStore, Pseudonym, World } from '#ports.ts';
import { clock, customerIds, liveWorld, pseudonym } from '#runtime/runtime.ts';

interface GetCustomerId {
  readonly id: CustomerId;
  readonly ifNoneMatch: EntityTags | undefined;
}

interface FoundCustomerId {
  readonly record: CustomerIdRecord;
  readonly isKnownToClient: boolean;
}

interface Needs {
  readonly customerIds: CustomerIdStore;
  readonly clock: Clock;
  readonly pseudonym: Pseudonym;
}

export const getCustomerId =
  ({ customerIds, clock }: Omit<Needs, 'pseudonym'>) =>
  async ({ id, ifNoneMatch }: GetCustomerId): Promise<Result<FoundCustomerId, Failure>> => {
    const row = await customerIds.read(id);
    if (!row) return fail({ code: 'customer-id-not-found', id });
    if (row.state === 'deleted') return fail({ code: 'customer-id-not-found', id, ...deletedAtOf(row, clock.now()) });
    const isKnownToClient = ifNoneMatch !== undefined && hasWeakMatch(ifNoneMatch, row.version);
    return succeed({ record: recordOf(row), isKnownToClient });
  };

function read(request: HttpRequest): Result<GetCustomerId, Failure> {
  const id = idFromPath(request);
  if (!id.ok) return id;
  const ifNoneMatch = readEntityTags(request, 'If-None-Match');
  return ifNoneMatch.ok ? succeed({ id: id.value, ifNoneMatch: ifNoneMatch.value }) : ifNoneMatch;
}

function answer({ record, isKnownToClient }: FoundCustomerId): HttpAnswer {
  const headers = { ETag: entityTagOf(record.version) };
  return isKnownToClient ? { status: 304, headers } : { status: 200, headers, body: record };
}

export const handlerIn = (world: World<Needs>) =>
  endpoint({
    world,
    effect: 'reads',
    preconditions: ['If-None-Match'],
    read,
    run: getCustomerId,
    answer,
    logFields: ({ pseudonym }, { id }) => ({ customer: pseudonym(id) }),
  });

export const handler = handlerIn(liveWorld({ customerIds, clock, pseudonym }));
