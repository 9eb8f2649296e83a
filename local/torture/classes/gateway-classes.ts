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
    const readsBefore = seed % 3;
    const when = { nth: readsBefore + 1 };
    context.inject(seed, { point: 'invocation', mode, match: { key: customerId }, when });
    for (let read = 0; read < readsBefore; read += 1) checkResponse(await get(context, customerId), 404);
    checkResponse(await put(context, customerId), ...statuses);
    assert.equal(context.injected(), 1);
    checkResponse(await put(context, customerId), 200, 201);
    assert.equal((await context.readRow(customerId))?.version, 1);
    checkResponse(await get(context, customerId), 200);
  },
});

const pick = (texts: readonly string[], seed: number): string => texts[seed % texts.length] ?? '';

const otherTypes = ['text/plain', 'application/xml', 'text/html', 'application/octet-stream', 'application/jsonl'];
const malformedBodies = [
  '{"',
  '[1]',
  '{"ids":1}',
  '{"ids":["A1"],"__proto__":{}}',
  '\uFEFF{}',
  '{"ids":[]}',
  '{"ids":[null]}',
];
const pathEscapes = ['a%2Fb', '%00', '%FF', '%252F', '..%2Fhealth', 'a%0D%0Ab', 'a;b', 'a|b', '%C0%AF', '%u0041'];

export const gatewayClasses: readonly SystemClass[] = [
  {
    id: 'C1',
    title: 'bodies above the limit: 413',
    run: async (context, seed) => {
      const ids = Array.from({ length: 100 }, (_, at) => `${'x'.repeat(200)}${at}`);
      checkResponse(await post(context, JSON.stringify({ ids }) + ' '.repeat(seed % 1_000_000)), 413);
    },
  },
  {
    id: 'C2',
    title: 'a wrong Content-Type: 415',
    run: async (context, seed) => {
      checkResponse(await post(context, '{"ids":["CUST-1"]}', pick(otherTypes, seed)), 415);
    },
  },
  {
    id: 'C3',
    title: 'malformed bodies: 400',
    run: async (context, seed) => {
      const body = pick(malformedBodies, seed);
      checkResponse(await post(context, body.slice(0, body.length - (seed % 3 === 0 ? 1 : 0))), 400);
    },
  },
  {
    id: 'C4',
    title: 'hostile paths: 400 or 404, never another ID',
    run: async (context, seed) => {
      const path = pick(pathEscapes, seed) + pick(pathEscapes, Math.floor(seed / pathEscapes.length));
      for (const method of ['PUT', 'GET', 'DELETE'])
        checkResponse(await context.send({ method, path: `/customer-ids/${path}` }), 400, 404);
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
