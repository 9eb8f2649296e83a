import type { CustomerId } from '#domain/customer-id.ts';
import type { Origin } from '#domain/customer-id-row.ts';
import type { EntityTags } from '#domain/entity-tag.ts';
import type { Failure } from '#domain/failure.ts';
import { writeWithRetry } from '#domain/optimistic-write.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { decideRemoval, type RemovalResult } from '#domain/write-decision.ts';
import { parsePathId } from '#http/customer-id-parameter.ts';
import { endpoint } from '#http/endpoint.ts';
import { type HttpRequest, toApiOrigin } from '#http/http-request.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { readEntityTags } from '#http/preconditions.ts';
import type { Clock, CustomerIdStore, Pseudonym, Runtime } from '#ports.ts';
import { clock, createRuntime, customerIds, pseudonym, tombstoneRetentionDays } from '#runtime/runtime.ts';

interface DeleteCustomerId {
  readonly id: CustomerId;
  readonly origin: Origin;
  readonly ifMatch: EntityTags | undefined;
}

interface Deps {
  readonly customerIds: CustomerIdStore;
  readonly clock: Clock;
  readonly tombstoneRetentionDays: number;
  readonly pseudonym: Pseudonym;
}

export const deleteCustomerId =
  ({ customerIds, clock, tombstoneRetentionDays }: Omit<Deps, 'pseudonym'>) =>
  async ({ id, origin, ifMatch }: DeleteCustomerId): Promise<Result<undefined, Failure>> => {
    const removal = { id, origin, at: clock.now(), ifMatch, retentionDays: tombstoneRetentionDays };
    const current = await customerIds.read(id);
    return toResult(id, await writeWithRetry(customerIds, (row) => decideRemoval(removal, row), current));
  };

function toResult(id: CustomerId, removal: RemovalResult): Result<undefined, Failure> {
  switch (removal.outcome) {
    case 'deleted':
      return succeed(undefined);
    case 'changed':
      return fail({ code: 'precondition-failed', id, version: removal.version });
    case 'missing': {
      const { deletedAt } = removal;
      return fail({ code: 'customer-id-not-found', id, ...(deletedAt ? { deletedAt } : {}) });
    }
  }
}

function parseRequest(request: HttpRequest): Result<DeleteCustomerId, Failure> {
  const id = parsePathId(request);
  if (!id.ok) return id;
  const ifMatch = readEntityTags(request, 'If-Match');
  if (!ifMatch.ok) return ifMatch;
  return succeed({ id: id.value, origin: toApiOrigin(request), ifMatch: ifMatch.value });
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['delete-customer-id'],
    preconditions: ['If-Match'],
    parse: parseRequest,
    run: deleteCustomerId,
    respond: () => ({ status: 204, counts: { Deleted: 1 } }),
    logFields: ({ pseudonym }, { id }) => ({ customer: pseudonym(id) }),
  });

export const handler = createHandler(createRuntime({ customerIds, clock, pseudonym, tombstoneRetentionDays }));
