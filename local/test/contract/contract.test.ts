import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type HttpAnswer, type HttpClient, type HttpRequest, httpClient } from '#support/local/http-client.ts';
import { repository, smallPlan, withoutGrants, withoutHandlers, withStoreAt } from '#support/local/stack-variants.ts';
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

/** A system under test, and what keeps it: the plain one can also be a deployed one (BASE_URL, API_KEY). */
interface Stage {
  readonly send: HttpClient;
  readonly stop: () => Promise<unknown>;
}

/** Requests that each operation accepts as they are. */
const valid: Readonly<Record<string, () => HttpRequest>> = {
  'list-customer-ids': () => ({ method: 'GET', path: '/customer-ids' }),
  'get-customer-id': () => ({ method: 'GET', path: '/customer-ids/CONTRACT-GET' }),
  'put-customer-id': () => ({ method: 'PUT', path: `/customer-ids/${unique('CONTRACT')}` }),
  'delete-customer-id': () => ({ method: 'DELETE', path: '/customer-ids/CONTRACT-DELETE' }),
  'list-submissions': () => ({ method: 'GET', path: '/submissions' }),
  'submit-customer-ids': () => submission(['CONTRACT-1', 'not valid!']),
  'get-submission': () => ({ method: 'GET', path: '/submissions/01M81DJ99T2MFG6C0VJ1HNPE5S' }),
  health: () => ({ method: 'GET', path: '/health' }),
};

const submission = (ids: readonly unknown[], headers: Record<string, string> = {}): HttpRequest => ({
  method: 'POST',
  path: '/submissions',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ ids }),
});
const id = (method: string, text: string, headers: Record<string, string> = {}): HttpRequest => ({
  method,
  path: `/customer-ids/${text}`,
  headers,
});

/** How each answer of one operation alone is brought about. */
const own: Readonly<Record<string, (send: HttpClient) => Promise<HttpAnswer>>> = {
  'list-customer-ids 200': (send) => send({ method: 'GET', path: '/customer-ids?limit=2&prefix=contract' }),
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
  'list-submissions 200': (send) => send({ method: 'GET', path: '/submissions?limit=1' }),
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
  'health 200': (send) => send({ method: 'GET', path: '/health', headers: { 'x-api-key': '' } }),
};

/** How the answers that every operation may give are brought about, and on which system. */
const common: Readonly<
  Record<string, { readonly on: StageName; readonly change?: (request: HttpRequest) => HttpRequest }>
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

type StageName = 'plain' | 'small-plan' | 'without-grants' | 'without-handlers' | 'store-refuses' | 'store-silent';

const deployed = process.env['BASE_URL'];

async function openStages(silentStore: string): Promise<Record<StageName, Stage>> {
  const stage = async (stackFile?: string): Promise<Stage> => {
    const local = await startTemporaryLocalAws(stackFile);
    return { send: httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey }), stop: local.stop };
  };
  return {
    plain: await stage(),
    'small-plan': await stage(await smallPlan(1)),
    'without-grants': await stage(await withoutGrants()),
    'without-handlers': await stage(await withoutHandlers()),
    'store-refuses': await stage(await withStoreAt('http://127.0.0.1:9')),
    'store-silent': await stage(await withStoreAt(silentStore, 100)),
  };
}

function expectDocumented({ operationId, responses }: Operation, status: string, answer: HttpAnswer): void {
  expect(String(answer.status), answer.text).to.equal(status);
  const documented = responses[status] as OpenApiResponse;
  const response: OpenApiResponse = documented.$ref
    ? contract.components.responses[documented.$ref.split('/').at(-1) ?? '']
    : documented;
  for (const name of Object.keys(response.headers ?? {}))
    if (name !== 'Idempotency-Replayed') expect(answer.headers, name).to.have.property(name.toLowerCase());
  expect(answer.headers).to.include({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
  if (!response.content) {
    expect(answer.text).to.equal('');
    return;
  }
  const [type = '', { schema }] = Object.entries(response.content)[0] ?? ['', { schema: {} }];
  expect(answer.headers['content-type'], operationId).to.match(new RegExp(`^${type.replace('+', '\\+')}`));
  const validate = ajv.compile({ $ref: `contract${(schema as { $ref: string }).$ref}` });
  validate(JSON.parse(answer.text));
  expect(validate.errors, answer.text).to.equal(null);
}

describe('contract: every operation gives every answer that the OpenAPI document promises', () => {
  const silentStore: Server = createServer((socket) => socket.resume());
  let stages: Partial<Record<StageName, Stage>> = {};

  before(async function () {
    this.timeout(60_000);
    if (deployed) {
      const send = httpClient(deployed, { 'x-api-key': process.env['API_KEY'] ?? '' });
      stages = { plain: { send, stop: async () => undefined } };
      return;
    }
    silentStore.listen(0, '127.0.0.1');
    await once(silentStore, 'listening');
    const address = silentStore.address();
    stages = await openStages(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  });

  after(async () => {
    silentStore.close();
    await Promise.all(Object.values(stages).map(({ stop }) => stop()));
  });

  const on = (name: StageName): HttpClient => {
    const stage = stages[name];
    if (!stage) throw new Error(`The system "${name}" is not running.`);
    return stage.send;
  };

  for (const operation of operations)
    for (const status of Object.keys(operation.responses)) {
      const scenario = `${operation.operationId} ${status}`;
      it(scenario, async function () {
        const way = common[status];
        if (deployed && way && way.on !== 'plain') this.skip();
        const answer = own[scenario]
          ? await own[scenario](on('plain'))
          : await answerOf(operation.operationId, way ?? { on: 'plain' });
        expectDocumented(operation, status, answer);
      });
    }

  async function answerOf(operationId: string, way: (typeof common)[string]): Promise<HttpAnswer> {
    const request = valid[operationId]?.();
    if (!request) throw new Error(`There is no valid request for ${operationId}: add one to this test.`);
    const send = on(way.on);
    if (way.on === 'small-plan') await Promise.all([send(request), send(request)]);
    return send(way.change?.(request) ?? request);
  }
});
