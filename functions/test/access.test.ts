import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import type { ProxyEvent, ProxyResult } from '#http/proxy-event.ts';
import type { LambdaContext, Runtime } from '#ports.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { memoryRuntime } from '#support/functions/memory-runtime.ts';
import { apiKey, lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';
import { at } from '#support/functions/values.ts';

interface Operation {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly 'x-access'?: string;
}

type Handle = (event: ProxyEvent, context: LambdaContext) => Promise<ProxyResult>;

const contract = JSON.parse(readFileSync(join(import.meta.dirname, '../../infra/modules/api/openapi.json'), 'utf8'));
const operations = Object.values<Record<string, Operation>>(contract.paths)
  .flatMap((methods) => Object.values(methods))
  .filter(({ security }) => security.length > 0);

/** Dependencies whose every use fails and is counted. */
function untouchableDeps() {
  const used: string[] = [];
  const fail = (name: string): never => {
    used.push(name);
    throw new Error(`${name} was used.`);
  };
  const deps = new Proxy({}, { get: (_, name) => fail(String(name)) });
  return { used, deps };
}

async function createHandler({ operationId }: Operation, runtime: Runtime<object>): Promise<Handle> {
  const handler = await import(`#handlers/${operationId}.ts`);
  return handler.createHandler(runtime);
}

async function send(operation: Operation, key: string, headers: Readonly<Record<string, string>> = {}) {
  const { used, deps } = untouchableDeps();
  const runtime = memoryRuntime(deps, fixedClock(at(0)));
  let created = 0;
  const counted = {
    ...runtime,
    createDeps: () => {
      created += 1;
      return deps;
    },
  };
  const submissionId = '01KDVDNJ00ABCDEFGHJKMNPQRS';
  const event = proxyEvent({
    pathParameters: { id: 'CUST-001', submissionId },
    headers: { 'Content-Type': 'application/json', ...headers },
    body: '{"ids":["CUST-001"]}',
    apiKey: key,
  });
  // A body that is read fails.
  Object.defineProperty(event, 'body', { get: () => used.push('body') && '{"ids":["CUST-001"]}' });
  const { statusCode, body } = await (await createHandler(operation, counted))(event, lambdaContext());
  return { statusCode, problem: JSON.parse(body || '{}'), used, created, lines: runtime.lines };
}

const readKey = apiKey('billing', 'read');

describe('access of API keys', () => {
  for (const operation of operations.filter(({ 'x-access': access }) => access !== 'read')) {
    it(`refuses ${operation.operationId} with a read key before anything of the request or the store is read`, async () => {
      const { statusCode, problem, used, created, lines } = await send(operation, readKey);

      expect([statusCode, problem.code]).to.deep.equal([403, 'read-only-key']);
      expect(problem.detail).to.equal(
        'The client billing may only read. Use the API key of a client with write access.',
      );
      expect({ used, created }).to.deep.equal({ used: [], created: 0 });
      expect(lines[0]?.fields).to.include({ client: 'billing', outcome: 'read-only-key', status: 403 });
    });

    it(`accepts ${operation.operationId} with a write key`, async () => {
      const { statusCode, created } = await send(operation, apiKey('page'));

      expect([statusCode, created]).to.deep.equal([500, 1]);
    });

    it(`refuses ${operation.operationId} with a read key although headers claim another client`, async () => {
      const forged = { 'x-api-key': apiKey('page'), 'x-client': 'page', 'x-access': 'write' };

      expect((await send(operation, readKey, forged)).problem.code).to.equal('read-only-key');
    });
  }

  for (const operation of operations.filter(({ 'x-access': access }) => access === 'read')) {
    it(`accepts ${operation.operationId} with a read key`, async () => {
      expect((await send(operation, readKey)).problem.code).not.to.equal('read-only-key');
    });
  }

  for (const operation of operations) {
    it(`fails ${operation.operationId} for a key that names no client, and does not log the key`, async () => {
      const { statusCode, problem, created, lines } = await send(operation, 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk');

      expect([statusCode, problem.code, created]).to.deep.equal([500, 'internal', 0]);
      expect(JSON.stringify(lines) + String(lines[0]?.cause)).not.to.contain('kkkk');
    });
  }
});
