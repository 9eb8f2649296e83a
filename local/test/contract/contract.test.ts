import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import {
  type HttpClient,
  type HttpRequest,
  type HttpResponse,
  httpClient,
  withRetries,
} from '#support/local/http-client.ts';
import { repository, smallPlan, withoutGrants, withoutHandlers, withStoreAt } from '#support/local/stack-variants.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

interface OpenApiResponse {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly content?: Readonly<Record<string, { readonly schema: object }>>;
}
type Operation = { readonly operationId: string; readonly responses: Readonly<Record<string, OpenApiResponse>> };

const contract = JSON.parse(await readFile(join(repository, 'infra/modules/api/openapi.json'), 'utf8'));
const operations = Object.values<Record<string, Operation>>(contract.paths).flatMap((path) => Object.values(path));
const ajv = new Ajv({ strict: false, allErrors: true }).addSchema(contract, 'contract');

const unique = (prefix: string) => `${prefix}-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;

/** A system under test. The plain one can also be a deployed one (BASE_URL, API_KEY). */
interface System {
  readonly send: HttpClient;
  readonly stop: () => Promise<unknown>;
}

/** A valid request for each operation. */
const valid: Readonly<Record<string, () => HttpRequest>> = {
  'list-customer-ids': () => ({ method: 'GET', path: '/customer-ids' }),
  'get-customer-id': () => ({ method: 'GET', path: '/customer-ids/CONTRACT-GET' }),
  'put-customer-id': () => ({ method: 'PUT', path: `/customer-ids/${unique('CONTRACT')}` }),
  'delete-customer-id': () => ({ method: 'DELETE', path: '/customer-ids/CONTRACT-DELETE' }),
  'look-up-customer-ids': () => lookup(['CONTRACT-1', 'not valid!']),
  'list-submissions': () => ({ method: 'GET', path: '/submissions' }),
  'submit-customer-ids': () => submission(['CONTRACT-1', 'not valid!']),
  'get-submission': () => ({ method: 'GET', path: '/submissions/01M81DJ99T2MFG6C0VJ1HNPE5S' }),
  'retry-submission': () => ({ method: 'POST', path: '/submissions/01M81DJ99T2MFG6C0VJ1HNPE5S/retry' }),
  'get-client': () => ({ method: 'GET', path: '/client' }),
  health: () => ({ method: 'GET', path: '/health' }),
};

function buildValidRequest(operationId: string): HttpRequest {
  const request = valid[operationId]?.();
  if (!request) throw new Error(`There is no valid request for ${operationId}: add one to this test.`);
  return request;
}

function findOperation(operationId: string): Operation {
  const operation = operations.find((each) => each.operationId === operationId);
  if (!operation) throw new Error(`There is no operation ${operationId}.`);
  return operation;
}

const submission = (ids: readonly unknown[], headers: Record<string, string> = {}): HttpRequest => ({
  method: 'POST',
  path: '/submissions',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ ids }),
});
const lookup = (ids: readonly unknown[]): HttpRequest => ({ ...submission(ids), path: '/lookups' });
const id = (method: string, text: string, headers: Record<string, string> = {}): HttpRequest => ({
  method,
  path: `/customer-ids/${text}`,
  headers,
});

/** Requests that produce the responses specific to one operation. */
const scenarios: Readonly<Record<string, (send: HttpClient) => Promise<HttpResponse>>> = {
  'list-customer-ids 200': async (send) => {
    await send(id('PUT', 'CONTRACT-READ'));
    return send({ method: 'GET', path: '/customer-ids?limit=2' });
  },
  'list-customer-ids 400': (send) => send({ method: 'GET', path: '/customer-ids?limit=101' }),
  'get-customer-id 200': async (send) => {
    await send(id('PUT', 'CONTRACT-READ'));
    return send(id('GET', 'CONTRACT-READ'));
  },
  'get-customer-id 304': async (send) => {
    const { headers } = await send(id('PUT', 'CONTRACT-READ'));
    return send(id('GET', 'CONTRACT-READ', { 'if-none-match': headers.etag ?? '' }));
  },
  'get-customer-id 400': (send) => send(id('GET', 'a')),
  'get-customer-id 404': async (send) => {
    const gone = unique('CONTRACT');
    await send(id('PUT', gone));
    await send(id('DELETE', gone));
    return send(id('GET', gone));
  },
  'put-customer-id 200': async (send) => {
    await send(id('PUT', 'CONTRACT-READ'));
    return send(id('PUT', 'contract-read'));
  },
  'put-customer-id 201': (send) => send(id('PUT', unique('CONTRACT'))),
  'put-customer-id 400': (send) => send(id('PUT', 'not%20valid')),
  'put-customer-id 412': async (send) => {
    await send(id('PUT', 'CONTRACT-READ'));
    return send(id('PUT', 'CONTRACT-READ', { 'if-none-match': '*' }));
  },
  'delete-customer-id 204': async (send) => {
    await send(id('PUT', 'CONTRACT-GONE'));
    return send(id('DELETE', 'CONTRACT-GONE'));
  },
  'delete-customer-id 400': (send) => send(id('DELETE', '-a-')),
  'delete-customer-id 404': (send) => send(id('DELETE', unique('NEVER-THERE'))),
  'delete-customer-id 412': async (send) => {
    await send(id('PUT', 'CONTRACT-READ'));
    return send(id('DELETE', 'CONTRACT-READ', { 'if-match': '"0"' }));
  },
  'look-up-customer-ids 200': async (send) => {
    const gone = unique('CONTRACT');
    await send(id('PUT', 'CONTRACT-READ'));
    await send(id('PUT', gone));
    await send(id('DELETE', gone));
    return send(lookup(['contract-read', gone, unique('NEVER-THERE'), 'not valid!']));
  },
  'look-up-customer-ids 400': (send) => send(lookup([1, {}])),
  'look-up-customer-ids 413': (send) =>
    send({ ...lookup(['CONTRACT-1']), body: `{"ids":["CONTRACT-1"]}${' '.repeat(16 * 1024)}` }),
  'look-up-customer-ids 415': (send) => send({ ...lookup(['CONTRACT-1']), headers: { 'content-type': 'text/plain' } }),
  'list-submissions 200': (send) => send({ method: 'GET', path: '/submissions?limit=1&status=completed&client=page' }),
  'list-submissions 400': (send) => send({ method: 'GET', path: '/submissions?cursor=nonsense' }),
  'submit-customer-ids 202': (send) => send(submission(['CONTRACT-1'], { 'idempotency-key': unique('key') })),
  'submit-customer-ids 400': (send) => send(submission([1, {}])),
  'submit-customer-ids 413': (send) =>
    send({ ...submission(['CONTRACT-1']), body: `{"ids":["CONTRACT-1"]}${' '.repeat(16 * 1024)}` }),
  'submit-customer-ids 415': (send) =>
    send({ ...submission(['CONTRACT-1']), headers: { 'content-type': 'text/plain' } }),
  'submit-customer-ids 422': async (send) => {
    const key = { 'idempotency-key': unique('key') };
    await send(submission(['CONTRACT-1'], key));
    return send(submission(['CONTRACT-2'], key));
  },
  'get-submission 200': async (send) => {
    const { headers } = await send(submission(['CONTRACT-1']));
    return send({ method: 'GET', path: (headers.location ?? '').replace(/^\/api/, '') });
  },
  'get-submission 404': (send) => send({ method: 'GET', path: '/submissions/01M81DJ99T2MFG6C0VJ1HNPE5S' }),
  'retry-submission 202': async (send) => {
    // The workflow takes longer than a retry for as many IDs as possible. Repeats if it was faster all the same.
    const ids = Array.from({ length: 100 }, (_, index) => `CONTRACT-RETRY-${index}`);
    for (;;) {
      const path = `/submissions/${await submit(send, ids)}/retry`;
      const response = await withRetries(send)({ method: 'POST', path });
      if (response.status !== 409) return response;
    }
  },
  'retry-submission 404': (send) => send({ method: 'POST', path: '/submissions/01M81DJ99T2MFG6C0VJ1HNPE5S/retry' }),
  'retry-submission 409': async (send) => {
    const submissionId = await submit(send, ['CONTRACT-1']);
    await waitUntilCompleted(send, submissionId);
    return send({ method: 'POST', path: `/submissions/${submissionId}/retry` });
  },
  'get-client 200': (send) => send({ method: 'GET', path: '/client' }),
  'health 200': (send) => send({ method: 'GET', path: '/health', headers: { 'x-api-key': '' } }),
};

/** The system and the change of a valid request that produce the responses common to all operations. */
const commonScenarios: Readonly<
  Record<string, { readonly on: SystemName; readonly change?: (request: HttpRequest) => HttpRequest }>
> = {
  403: {
    on: 'plain',
    change: (request) => ({ ...request, headers: { ...request.headers, 'x-api-key': 'no-such-key-00000000000' } }),
  },
  413: { on: 'plain', change: (request) => ({ ...request, body: Buffer.alloc(8 * 1024 + 1, 'x') }) },
  414: { on: 'plain', change: (request) => ({ ...request, path: `${request.path}?x=${'x'.repeat(2048)}` }) },
  429: { on: 'small-plan' },
  500: { on: 'without-grants' },
  502: { on: 'without-handlers' },
  503: { on: 'store-refuses' },
  504: { on: 'store-silent' },
};

type SystemName = 'plain' | 'small-plan' | 'without-grants' | 'without-handlers' | 'store-refuses' | 'store-silent';

const deployed = process.env['BASE_URL'];

async function startSystems(silentStore: string): Promise<Record<SystemName, System>> {
  const start = async (stackFile?: string): Promise<System> => {
    const local = await startTemporaryLocalAws(stackFile);
    return { send: httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey }), stop: local.stop };
  };
  return {
    plain: await start(),
    'small-plan': await start(await smallPlan(1)),
    'without-grants': await start(await withoutGrants()),
    'without-handlers': await start(await withoutHandlers()),
    'store-refuses': await start(await withStoreAt('http://127.0.0.1:9')),
    'store-silent': await start(await withStoreAt(silentStore, 100)),
  };
}

/** Of every response, also of those that the gateway makes. HTTPS adds Strict-Transport-Security. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** They would name the software behind the API or let another origin read it. */
const revealingHeaders = [
  'access-control-allow-origin',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'x-powered-by',
];

function expectDocumented({ operationId, responses }: Operation, status: string, response: HttpResponse): void {
  expect(String(response.status), response.text).to.equal(status);
  const reference = responses[status] as OpenApiResponse;
  const documented: OpenApiResponse = reference.$ref
    ? contract.components.responses[reference.$ref.split('/').at(-1) ?? '']
    : reference;
  for (const name of Object.keys(documented.headers ?? {}))
    if (name !== 'Idempotency-Replayed') expect(response.headers, name).to.have.property(name.toLowerCase());
  expect(response.headers, operationId).to.include(securityHeaders);
  expect(response.headers, operationId).to.not.have.any.keys(revealingHeaders);
  if (!documented.content) {
    expect(response.text).to.equal('');
    return;
  }
  const [type = '', { schema }] = Object.entries(documented.content)[0] ?? ['', { schema: {} }];
  expect(response.headers['content-type'], operationId).to.match(new RegExp(`^${type.replace('+', '\\+')}`));
  const validate = ajv.compile({ $ref: `contract${(schema as { $ref: string }).$ref}` });
  validate(JSON.parse(response.text));
  expect(validate.errors, response.text).to.equal(null);
}

describe('API contract: every documented response, with its security headers', () => {
  const silentStore: Server = createServer((socket) => socket.resume());
  let systems: Partial<Record<SystemName, System>> = {};

  before(async function () {
    this.timeout(600_000);
    if (deployed) {
      const send = httpClient(deployed, { 'x-api-key': process.env['API_KEY'] ?? '' });
      systems = { plain: { send, stop: async () => undefined } };
      return;
    }
    silentStore.listen(0, '127.0.0.1');
    await once(silentStore, 'listening');
    const address = silentStore.address();
    systems = await startSystems(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  });

  after(async () => {
    silentStore.close();
    await Promise.all(Object.values(systems).map(({ stop }) => stop()));
  });

  const on = (name: SystemName): HttpClient => {
    const stage = systems[name];
    if (!stage) throw new Error(`System "${name}" is not running.`);
    return stage.send;
  };

  for (const operation of operations)
    for (const status of Object.keys(operation.responses)) {
      const scenario = `${operation.operationId} ${status}`;
      it(`${operation.operationId} returns ${status} as documented`, async function () {
        const setup = commonScenarios[status];
        if (deployed && setup && setup.on !== 'plain') this.skip();
        const response = scenarios[scenario]
          ? await scenarios[scenario](on('plain'))
          : await sendRequest(operation.operationId, setup ?? { on: 'plain' });
        expectDocumented(operation, status, response);
      });
    }

  it('list-customer-ids returns IDs by prefix, by source and by state as documented', async () => {
    const send = on('plain');
    const gone = unique('CONTRACT');
    for (const each of ['CONTRACT-READ', gone]) await send(id('PUT', each));
    await send(id('DELETE', gone));
    await waitUntilCompleted(send, await submit(send, [unique('CONTRACT')]));
    const listing = findOperation('list-customer-ids');

    for (const query of ['prefix=contract', 'source=api', 'source=submission', 'state=deleted']) {
      const response = await send({ method: 'GET', path: `/customer-ids?limit=2&${query}` });
      expectDocumented(listing, '200', response);
      expect(JSON.parse(response.text).items, query).to.be.an('array').that.is.not.empty;
    }
  });

  for (const operation of operations.filter(({ responses }) => '415' in responses)) {
    const send = (change: Partial<HttpRequest>): Promise<HttpResponse> => {
      const request = buildValidRequest(operation.operationId);
      return on('plain')({ ...request, ...change, headers: { ...request.headers, ...change.headers } });
    };

    it(`${operation.operationId} returns 415 for a Content-Encoding other than identity`, async () => {
      for (const coding of ['gzip', 'br', 'identity, deflate'])
        expectDocumented(operation, '415', await send({ headers: { 'content-encoding': coding } }));
      expect((await send({ headers: { 'content-encoding': 'identity' } })).status).to.be.below(300);
    });

    it(`${operation.operationId} returns 400 for a body that is not valid UTF-8`, async () => {
      const response = await send({ body: Buffer.from('{"ids":["CONTRACT-\xff"]}', 'latin1') });

      expectDocumented(operation, '400', response);
      expect(JSON.parse(response.text).detail).to.contain('not valid UTF-8');
    });
  }

  async function sendRequest(operationId: string, setup: (typeof commonScenarios)[string]): Promise<HttpResponse> {
    const request = buildValidRequest(operationId);
    const send = on(setup.on);
    if (setup.on === 'small-plan') await Promise.all([send(request), send(request)]);
    return send(setup.change?.(request) ?? request);
  }
});
