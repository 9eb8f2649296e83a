import type { CustomerId } from '#domain/customer-id.ts';
import type { Origin } from '#domain/customer-id-row.ts';
import type { EntityTags } from '#domain/entity-tag.ts';
import type { Failure } from '#domain/failure.ts';
import { settleWrite } from '#domain/optimistic-write.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { decideRemoval, type Removed } from '#domain/write-decision.ts';
import { idFromPath } from '#http/customer-id-parameter.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import { readEntityTags } from '#http/preconditions.ts';
import type { Clock, CustomerIdStore, Pseudonym, World } from '#ports.ts';
import { clock, customerIds, liveWorld, pseudonym, tombstoneRetentionDays } from '#runtime/runtime.ts';

interface DeleteCustomerId {
  readonly id: CustomerId;
  readonly origin: Origin;
  readonly ifMatch: EntityTags | undefined;
}

interface Needs {
  readonly customerIds: CustomerIdStore;
  readonly clock: Clock;
  readonly tombstoneRetentionDays: number;
  readonly pseudonym: Pseudonym;
}

export const deleteCustomerId =
  ({ customerIds, clock, tombstoneRetentionDays }: Omit<Needs, 'pseudonym'>) =>
  async ({ id, origin, ifMatch }: DeleteCustomerId): Promise<Result<undefined, Failure>> => {
    const removal = { id, origin, at: clock.now(), ifMatch, retentionDays: tombstoneRetentionDays };
    const met = await customerIds.read(id);
    return resultOf(id, await settleWrite(customerIds, (row) => decideRemoval(removal, row), met));
  };

function resultOf(id: CustomerId, removed: Removed): Result<undefined, Failure> {
  switch (removed.outcome) {
    case 'deleted':
      return succeed(undefined);
    case 'changed':
      return fail({ code: 'precondition-failed', id, version: removed.version });
    case 'missing': {
      const { deletedAt } = removed;
      return fail({ code: 'customer-id-not-found', id, ...(deletedAt ? { deletedAt } : {}) });
    }
  }
}

function read(request: HttpRequest): Result<DeleteCustomerId, Failure> {
  const id = idFromPath(request);
  if (!id.ok) return id;
  const ifMatch = readEntityTags(request, 'If-Match');
  if (!ifMatch.ok) return ifMatch;
  return succeed({ id: id.value, origin: { source: 'api', token: request.writeToken }, ifMatch: ifMatch.value });
}

export const handlerIn = (world: World<Needs>) =>
  endpoint({
    world,
    effect: 'writes',
    preconditions: ['If-Match'],
    read,
    run: deleteCustomerId,
    answer: () => ({ status: 204, counts: { Deleted: 1 } }),
    logFields: ({ pseudonym }, { id }) => ({ customer: pseudonym(id) }),
  });

export const handler = handlerIn(liveWorld({ customerIds, clock, pseudonym, tombstoneRetentionDays }));
