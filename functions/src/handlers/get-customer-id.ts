import type { CustomerId } from '#domain/customer-id.ts';
import { type CustomerIdRecord, type DeletedRow, toPublicHistory, toRecord } from '#domain/customer-id-row.ts';
import { type EntityTags, hasWeakMatch, toEntityTag } from '#domain/entity-tag.ts';
import type { Failure } from '#domain/failure.ts';
import type { EpochMillis } from '#domain/instant.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { visibleDeletedAt } from '#domain/write-decision.ts';
import { parsePathId } from '#http/customer-id-parameter.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import type { HttpResponse } from '#http/http-response.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { readEntityTags } from '#http/preconditions.ts';
import type { Clock, CustomerIdStore, Pseudonym, Runtime } from '#ports.ts';
import { clock, createRuntime, customerIds, pseudonym } from '#runtime/runtime.ts';

interface GetCustomerId {
  readonly id: CustomerId;
  readonly ifNoneMatch: EntityTags | undefined;
}

interface FoundCustomerId {
  readonly record: CustomerIdRecord;
  readonly isKnownToClient: boolean;
}

interface Deps {
  readonly customerIds: CustomerIdStore;
  readonly clock: Clock;
  readonly pseudonym: Pseudonym;
}

export const getCustomerId =
  ({ customerIds, clock }: Omit<Deps, 'pseudonym'>) =>
  async ({ id, ifNoneMatch }: GetCustomerId): Promise<Result<FoundCustomerId, Failure>> => {
    const row = await customerIds.read(id);
    if (!row) return fail({ code: 'customer-id-not-found', id });
    if (row.state === 'deleted') return fail(toDeletedFailure(row, clock.now()));
    const isKnownToClient = ifNoneMatch !== undefined && hasWeakMatch(ifNoneMatch, row.version);
    return succeed({ record: toRecord(row), isKnownToClient });
  };

/** A purged row and an expired tombstone have no visible history. */
function toDeletedFailure(row: DeletedRow, now: EpochMillis): Failure {
  const deletion = visibleDeletedAt(row, now);
  const history = deletion.deletedAt ? { history: toPublicHistory(row) } : {};
  return { code: 'customer-id-not-found', id: row.id, ...deletion, ...history };
}

function parseRequest(request: HttpRequest): Result<GetCustomerId, Failure> {
  const id = parsePathId(request);
  if (!id.ok) return id;
  const ifNoneMatch = readEntityTags(request, 'If-None-Match');
  return ifNoneMatch.ok ? succeed({ id: id.value, ifNoneMatch: ifNoneMatch.value }) : ifNoneMatch;
}

function respond({ record, isKnownToClient }: FoundCustomerId): HttpResponse {
  const headers = { ETag: toEntityTag(record.version) };
  return isKnownToClient ? { status: 304, headers } : { status: 200, headers, body: record };
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['get-customer-id'],
    preconditions: ['If-None-Match'],
    parse: parseRequest,
    run: getCustomerId,
    respond,
    logFields: ({ pseudonym }, { id }) => ({ customer: pseudonym(id) }),
  });

export const handler = createHandler(createRuntime({ customerIds, clock, pseudonym }));
