import { type MemoryCustomerIds, memoryCustomerIds } from '#adapters/memory/customer-ids.ts';
import type { CustomerIdRow } from '#domain/customer-id-row.ts';
import { createHandler as deleteIn } from '#handlers/delete-customer-id.ts';
import { createHandler as getIn } from '#handlers/get-customer-id.ts';
import { createHandler as listIn } from '#handlers/list-customer-ids.ts';
import { createHandler as lookUpIn } from '#handlers/look-up-customer-ids.ts';
import { createHandler as putIn } from '#handlers/put-customer-id.ts';
import type { ProxyResult } from '#http/proxy-event.ts';
import type { CustomerIdLookup, CustomerIdStore } from '#ports.ts';
import { type FixedClock, fixedClock } from './fixed-clock.ts';
import { type MemoryRuntime, memoryRuntime } from './memory-runtime.ts';
import { lambdaContext, proxyEvent, type Request } from './proxy-event.ts';
import { at } from './values.ts';

export type Answer = Pick<ProxyResult, 'statusCode' | 'headers'> & { readonly body: unknown };

type Handle = (event: ReturnType<typeof proxyEvent>, context: ReturnType<typeof lambdaContext>) => Promise<ProxyResult>;

export interface Registry {
  readonly put: (id: string, request?: Request) => Promise<Answer>;
  readonly get: (id: string, request?: Request) => Promise<Answer>;
  readonly delete: (id: string, request?: Request) => Promise<Answer>;
  readonly lookUp: (ids: readonly unknown[], request?: Request) => Promise<Answer>;
  readonly list: (query?: Request['query'], request?: Request) => Promise<Answer>;
  readonly clock: FixedClock;
  readonly rows: () => readonly CustomerIdRow[];
  readonly runtime: Pick<MemoryRuntime<unknown>, 'lines' | 'counts'>;
}

interface Options {
  readonly rows?: readonly CustomerIdRow[];
  /** IDs of a shard that a list by source searches. */
  readonly searchedIdsMax?: number;
  readonly retentionDays?: number;
  /** Stands between the handlers and the memory: to lose answers, to fail, to wait. */
  readonly through?: (store: MemoryCustomerIds) => CustomerIdStore & Partial<CustomerIdLookup>;
}

/** The five handlers over one memory and one clock that stands still. */
export function registry(options: Options = {}): Registry {
  const { retentionDays = 30, through = (store) => store, rows, searchedIdsMax } = options;
  const memory = memoryCustomerIds(rows, searchedIdsMax);
  const clock = fixedClock(at(0));
  const store = through(memory);
  const deps = {
    customerIds: store,
    customerIdLookup: { ...memory, ...store },
    customerIdIndex: memory,
    deletedIdIndex: memory,
    clock,
    pseudonym: () => 'pseudonym',
    tombstoneRetentionDays: retentionDays,
  };
  const runtime = memoryRuntime(deps, clock);
  const byId =
    (handle: Handle) =>
    (id: string, request: Request = {}) =>
      respond(handle, proxyEvent({ pathParameters: { id }, ...request }), lambdaContext(request.remainingMillis));
  const list = listIn(runtime);
  const lookUp = lookUpIn(runtime);
  return {
    put: byId(putIn(runtime)),
    get: byId(getIn(runtime)),
    delete: byId(deleteIn(runtime)),
    lookUp: (ids, request = {}) => {
      const body = JSON.stringify({ ids });
      const headers = { 'Content-Type': 'application/json' };
      const event = proxyEvent({ path: '/lookups', headers, body, ...request });
      return respond(lookUp, event, lambdaContext(request.remainingMillis));
    },
    list: (query = {}, request = {}) =>
      respond(list, proxyEvent({ path: '/customer-ids', query, ...request }), lambdaContext()),
    clock,
    rows: memory.rows,
    runtime,
  };
}

/** Stands in for the request ID in a body, which differs with each request. */
const requestId = 'the extended request ID';

async function respond(handle: Handle, ...[event, context]: Parameters<Handle>): Promise<Answer> {
  const { statusCode, headers, body: text } = await handle(event, context);
  const body = text === '' ? '' : JSON.parse(text);
  if (body.requestId === event.requestContext.extendedRequestId) body.requestId = requestId;
  return { statusCode, headers, body };
}

export function problem(status: number, code: string, detail: string, more: object = {}): object {
  return { type: `urn:customer-ids:problem:${code}`, status, detail, code, requestId, ...more };
}
