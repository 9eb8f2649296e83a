import { strict as assert } from 'node:assert';
import type { FaultMode } from '#local/faults/scenario.ts';
import { checkResponse, get, put, type SystemClass, type SystemContext } from './system-context.ts';

const post = ({ send }: SystemContext, body: string, contentType = 'application/json') =>
  send({ method: 'POST', path: '/submissions', headers: { 'content-type': contentType }, body });

const invocation = (id: string, title: string, mode: FaultMode<'invocation'>, statuses: number[]): SystemClass => ({
  id,
  title,
  run: async (context, seed) => {
    const customerId = context.newId();
    context.inject(seed, { point: 'invocation', mode, match: { key: customerId }, when: { nth: 1 } });
    checkResponse(await put(context, customerId), ...statuses);
    assert.equal(context.injected(), 1);
    checkResponse(await put(context, customerId), 200, 201);
    assert.equal((await context.readRow(customerId))?.version, 1);
    checkResponse(await get(context, customerId), 200);
  },
});

export const gatewayClasses: readonly SystemClass[] = [
  {
    id: 'C1',
    title: 'bodies above the limit: 413',
    run: async (context) => {
      const ids = Array.from({ length: 100 }, (_, at) => `${'x'.repeat(200)}${at}`);
      checkResponse(await post(context, JSON.stringify({ ids })), 413);
    },
  },
  {
    id: 'C2',
    title: 'a wrong Content-Type: 415',
    run: async (context) => {
      checkResponse(await post(context, '{"ids":["CUST-1"]}', 'text/plain'), 415);
    },
  },
  {
    id: 'C3',
    title: 'malformed bodies: 400',
    run: async (context) => {
      for (const body of ['{', '[]', '{"ids":1}', '{"ids":["A1"],"__proto__":{}}', '\uFEFF{'])
        checkResponse(await post(context, body), 400);
    },
  },
  {
    id: 'C4',
    title: 'hostile paths: 400 or 404, never another ID',
    run: async (context) => {
      for (const path of ['a%2Fb', '%00', '%FF', '%252F', '..%2Fhealth', 'a%0D%0Ab', 'a;b', 'a|b'])
        checkResponse(await context.send({ method: 'PUT', path: `/customer-ids/${path}` }), 400, 404);
    },
  },
  invocation('C6', 'a throttled function: a problem that can be retried', 'throttle', [429, 500, 503]),
  invocation(
    'C7',
    'a function that times out after its write: 502 or 504, and the write counts once',
    'timeout-after',
    [502, 504],
  ),
  invocation('C8', 'a function that crashes: 502, and the next request works', 'crash', [502]),
  invocation('C9', 'a malformed result of a function: 502', 'malformed', [502]),
  invocation('C10', 'a request that is invoked twice has one effect', 'double', [200, 201]),
];
