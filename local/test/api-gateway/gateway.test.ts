import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import type { InvocationOutcome } from '#local/lambda/invoke.ts';
import { apiBody } from '#support/local/api-fixture.ts';
import {
  apiKey,
  type GatewayOptions,
  otherApiKey,
  type RunningGateway,
  returns,
  startGateway,
  unlimited,
} from '#support/local/gateway-fixture.ts';
import { httpClient } from '#support/local/http-client.ts';
import { parseStatus, rawGet } from '#support/local/raw-request.ts';
import { resourceOf } from '#support/local/stack-variants.ts';

const GET_THING = { method: 'GET', path: '/things/a' } as const;

describe('API gateway', () => {
  let gateway: RunningGateway | undefined;
  afterEach(() => gateway?.stop());

  const start = async (options?: GatewayOptions): Promise<RunningGateway> => {
    gateway = await startGateway(options);
    return gateway;
  };

  describe('API key', () => {
    const invalidKeys: Record<string, readonly string[]> = {
      'no key': [],
      'a wrong key': ['x-api-key: unknown'],
      'an empty key': ['x-api-key:'],
      'the key twice': [`x-api-key: ${apiKey}`, `x-api-key: ${apiKey}`],
      'a wrong key in addition to the right one': [`x-api-key: ${apiKey}`, 'x-api-key: nobody'],
    };
    for (const [what, headers] of Object.entries(invalidKeys)) {
      it(`returns 403 for a request with ${what}`, async () => {
        const { port, invoked } = await start();

        const response = await rawGet(port, `/api/things/a`, headers);

        expect(parseStatus(response)).to.equal(403);
        expect(response)
          .to.include('"code":"forbidden"')
          .and.match(/x-amzn-ErrorType: ForbiddenException/i);
        expect(invoked).to.deep.equal([]);
      });
    }

    it('accepts the API key only in the header, whose name is case-insensitive', async () => {
      const { port } = await start();

      const responses = [
        await rawGet(port, `/api/things/a?x-api-key=${apiKey}`),
        await rawGet(port, '/api/things/a', [`X-API-KEY: ${apiKey}`]),
      ];

      expect(responses.map(parseStatus)).to.deep.equal([403, 200]);
    });

    it('checks the API key before it validates the body', async () => {
      const { url } = await start();

      const response = await httpClient(`${url}/api`)({ method: 'POST', path: '/things', body: '{' });

      expect(response.status).to.equal(403);
    });
  });

  describe('usage plan', () => {
    const fakeClock = () => {
      const now = { millis: Date.UTC(2026, 0, 1, 23, 59, 59) };
      return { now, clock: { monotonicMillis: () => now.millis, wallMillis: () => now.millis } };
    };
    const statuses = async ({ send }: RunningGateway, requests: readonly string[]) => {
      const responses = [];
      for (const path of requests) responses.push((await send({ method: 'GET', path })).status);
      return responses;
    };

    it('allows the burst of a usage plan, then its rate', async () => {
      const { now, clock } = fakeClock();
      const running = await start({ clock, plan: { throttle: { rate: 2, burst: 3 } } });

      const burst = await statuses(running, Array(4).fill('/things/a'));
      now.millis += 500;
      const later = await statuses(running, Array(2).fill('/things/a'));
      now.millis += 60_000;
      const rested = await statuses(running, Array(4).fill('/things/a'));

      expect([burst, later, rested]).to.deep.equal([
        [200, 200, 200, 429],
        [200, 429],
        [200, 200, 200, 429],
      ]);
    });

    it('returns 429 with Retry-After when throttled', async () => {
      const { send } = await start({ plan: { throttle: { rate: 0, burst: 0 } } });

      const response = await send(GET_THING);

      expect(response.headers).to.include({ 'retry-after': '1', 'x-amzn-errortype': 'TooManyRequestsException' });
      expect(JSON.parse(response.text)).to.deep.equal({
        code: 'throttled',
        requestId: response.headers['x-amzn-requestid'],
      });
    });

    it("limits each client by its own usage plan, and by the first client's if it has none", async () => {
      const { clock } = fakeClock();
      const throttle = { rate: 1, burst: 1 };
      const { url } = await start({ clock, plan: { throttle }, plans: { other: { ...unlimited, quotaPerDay: 2 } } });
      const statusesOf = async (key: string) => {
        const send = httpClient(`${url}/api`, { 'x-api-key': key });
        return [await send(GET_THING), await send(GET_THING), await send(GET_THING)].map(({ status }) => status);
      };

      expect(await statusesOf(otherApiKey)).to.deep.equal([200, 200, 429]);
      expect(await statusesOf(apiKey)).to.deep.equal([200, 429, 429]);
    });

    it('names the key of the client that sent the request in the event', async () => {
      const { url, invoked } = await start();

      await httpClient(`${url}/api`, { 'x-api-key': otherApiKey })(GET_THING);

      expect(invoked).to.have.nested.property('[0].event.requestContext.identity.apiKey', otherApiKey);
      expect(invoked).to.have.nested.property('[0].event.requestContext.identity.apiKeyId', 'other');
    });

    it('applies a method throttle only to that method', async () => {
      const { clock } = fakeClock();
      const methodThrottles = new Map([['/things/{id}/GET', { rate: 1, burst: 1 }]]);
      const running = await start({ clock, plan: { methodThrottles } });

      expect(await statuses(running, ['/things/a', '/things/b', '/things', '/things/special'])).to.deep.equal([
        200, 429, 200, 200,
      ]);
    });

    it('does not consume tokens or quota for a throttled request', async () => {
      const { clock } = fakeClock();
      const methodThrottles = new Map([['/things/{id}/GET', { rate: 1, burst: 1 }]]);
      const running = await start({
        clock,
        plan: { throttle: { rate: 1, burst: 2 }, methodThrottles, quotaPerDay: 2 },
      });

      expect(await statuses(running, ['/things/a', '/things/a', '/things/a', '/things'])).to.deep.equal([
        200, 429, 429, 200,
      ]);
    });

    it('resets the quota at midnight UTC', async () => {
      const { now, clock } = fakeClock();
      const running = await start({ clock, plan: { quotaPerDay: 2 } });

      const today = await statuses(running, Array(3).fill('/things/a'));
      now.millis += 1000;
      const tomorrow = await statuses(running, Array(3).fill('/things/a'));

      expect([today, tomorrow]).to.deep.equal([
        [200, 200, 429],
        [200, 200, 429],
      ]);
    });

    it('throttles each method of the stage, also one without an API key', async () => {
      const { now, clock } = fakeClock();
      const stageThrottles = new Map([
        ['/*/*', { rate: 1, burst: 2 }],
        ['/health/GET', { rate: 1, burst: 1 }],
      ]);
      const running = await start({ clock, stageThrottles });

      const burst = await statuses(running, ['/health', '/health', '/things', '/things', '/things', '/things/a']);
      now.millis += 1000;
      const later = await statuses(running, ['/health', '/health']);

      expect(burst).to.deep.equal([200, 429, 200, 200, 429, 200]);
      expect(later).to.deep.equal([200, 429]);
    });

    it('does not apply the usage plan to an operation without an API key', async () => {
      const running = await start({ plan: { throttle: { rate: 0, burst: 0 }, quotaPerDay: 0 } });

      expect(await statuses(running, ['/health', '/health'])).to.deep.equal([200, 200]);
    });
  });

  describe('request validation', () => {
    const post = async (body: string, headers: Record<string, string> = { 'content-type': 'application/json' }) =>
      (await start()).send({ method: 'POST', path: '/things', headers, body });

    const validBodies: Record<string, [string, Record<string, string>?]> = {
      'a valid body': ['{"names":["a"]}'],
      'a body with fewer items than minItems': ['{"names":[]}'],
      'a body with more items than maxItems': ['{"names":["a","b","c"]}'],
      'a Content-Type with a charset': ['{"names":[]}', { 'content-type': 'Application/JSON; charset=utf-8' }],
      'a Content-Type without a model': ['not json', { 'content-type': 'text/plain' }],
    };
    for (const [what, [body, headers]] of Object.entries(validBodies)) {
      it(`passes ${what} to the function`, async () => {
        expect((await post(body, headers)).status).to.equal(200);
      });
    }

    const invalidBodies = [
      '',
      '{',
      '[]',
      '{}',
      '{"names":"a"}',
      '{"names":["longer"]}',
      '{"names":[],"more":1}',
      '\uFEFF{"names":[]}',
    ];
    for (const body of invalidBodies) {
      it(`returns 400 for the body ${JSON.stringify(body)}`, async () => {
        const response = await post(body);

        expect(response.status).to.equal(400);
        expect(JSON.parse(response.text)).to.include({ code: 'bad-body' });
        expect(gateway?.invoked).to.deep.equal([]);
      });
    }

    it('validates a body without a Content-Type as JSON', async () => {
      expect((await post('{', {})).status).to.equal(400);
    });

    it('returns 400 when a required parameter is missing or blank, but does not validate its value', async () => {
      const { send } = await start();
      const strict = async (path: string, headers: Record<string, string>) =>
        (await send({ method: 'GET', path, headers })).status;

      expect([
        await strict('/strict?color=any', { 'X-Color': 'any' }),
        await strict('/strict?color=%20', { 'X-Color': 'any' }),
        await strict('/strict', { 'X-Color': 'any' }),
        await strict('/strict?color=any', {}),
        await strict('/strict?color=any', { 'x-color': 'any' }),
      ]).to.deep.equal([200, 400, 400, 400, 400]);
    });

    it("passes a body of 10 MB to the function and returns AWS's 413 for a larger one", async () => {
      const { send, invoked } = await start();
      const headers = { 'content-type': 'text/plain' };
      const post = (bytes: number) => send({ method: 'POST', path: '/things', headers, body: Buffer.alloc(bytes, 97) });

      const responses = [await post(10 * 1024 * 1024), await post(10 * 1024 * 1024 + 1)];

      expect(responses.map(({ status }) => status)).to.deep.equal([200, 413]);
      expect(responses[1]?.text).to.equal('{"message":"Request Too Long"}');
      expect(invoked).to.have.length(1);
    });
  });

  describe('proxy event', () => {
    it('sends a Lambda proxy event in format 1.0', async () => {
      const millis = Date.UTC(2026, 3, 9, 12, 34, 56, 789);
      const { port, invoked } = await start({ clock: { monotonicMillis: () => 0, wallMillis: () => millis } });

      await rawGet(port, '/api/things/a%20b?limit=1&limit=2&q=%C3%BC+x', [
        `x-api-key: ${apiKey}`,
        'Accept: a/b',
        'accept: c/d',
        'User-Agent: tests',
        'TE: trailers',
      ]);

      const event = JSON.parse(JSON.stringify(invoked[0]?.event));
      const { requestId, extendedRequestId } = event.requestContext;
      const trace = event.headers['X-Amzn-Trace-Id'];
      expect([requestId, extendedRequestId, trace].every((id) => typeof id === 'string' && id.length > 10)).to.equal(
        true,
      );
      expect(event).to.deep.equal({
        resource: '/things/{id}',
        path: '/things/a%20b',
        httpMethod: 'GET',
        headers: {
          Host: 'localhost',
          'x-api-key': apiKey,
          Accept: 'c/d',
          'User-Agent': 'tests',
          'X-Forwarded-For': '127.0.0.1',
          'X-Forwarded-Proto': 'http',
          'X-Amzn-Trace-Id': trace,
        },
        multiValueHeaders: {
          Host: ['localhost'],
          'x-api-key': [apiKey],
          Accept: ['a/b', 'c/d'],
          'User-Agent': ['tests'],
          'X-Forwarded-For': ['127.0.0.1'],
          'X-Forwarded-Proto': ['http'],
          'X-Amzn-Trace-Id': [trace],
        },
        queryStringParameters: { limit: '2', q: 'ü x' },
        multiValueQueryStringParameters: { limit: ['1', '2'], q: ['ü x'] },
        pathParameters: { id: 'a b' },
        stageVariables: null,
        requestContext: {
          accountId: '123456789012',
          apiId: 'local',
          extendedRequestId,
          httpMethod: 'GET',
          identity: { apiKey, apiKeyId: 'tests', sourceIp: '127.0.0.1', userAgent: 'tests' },
          path: '/api/things/a%20b',
          protocol: 'HTTP/1.1',
          requestId,
          requestTime: '09/Apr/2026:12:34:56 +0000',
          requestTimeEpoch: millis,
          resourcePath: '/things/{id}',
          stage: 'api',
        },
        body: null,
        isBase64Encoded: false,
      });
    });

    it('sends null for an empty query, path or body', async () => {
      const { send, invoked } = await start();

      await send({ method: 'GET', path: '/things' });

      expect(invoked[0]?.event).to.deep.include({
        queryStringParameters: null,
        multiValueQueryStringParameters: null,
        pathParameters: null,
        body: null,
      });
    });

    it('adopts a request ID that the client chose, but never an extended request ID', async () => {
      const { send, invoked } = await start();
      const headers = { 'x-amz-apigw-id': 'mine', 'x-amzn-requestid': 'mine' };

      await send({ ...GET_THING, headers });
      await send({ ...GET_THING, headers: { 'x-amzn-requestid': 'not a token' } });

      const ids = invoked.map(({ event }) => JSON.parse(JSON.stringify(event)).requestContext);
      expect(ids.map((id) => id.requestId === 'mine')).to.deep.equal([true, false]);
      expect(ids[0].extendedRequestId).to.have.length.greaterThan(10);
    });

    it('gives each request new IDs', async () => {
      const { send, invoked } = await start();

      const responses = [await send(GET_THING), await send(GET_THING)];

      const ids = invoked.map(({ event }) => JSON.parse(JSON.stringify(event)).requestContext);
      expect(responses.map((response) => response.headers['x-amzn-requestid'])).to.deep.equal(
        ids.map((id) => id.requestId),
      );
      expect(responses.map((response) => response.headers['x-amz-apigw-id'])).to.deep.equal(
        ids.map((id) => id.extendedRequestId),
      );
      expect(new Set(ids.flatMap((id) => [id.requestId, id.extendedRequestId])).size).to.equal(4);
    });

    it('contains both values of a repeated Content-Type header', async () => {
      const { port, invoked } = await start();

      await rawGet(port, '/api/things/a', [`x-api-key: ${apiKey}`, 'Content-Type: a/b', 'Content-Type: c/d']);

      expect(invoked[0]).to.have.deep.nested.property('event.multiValueHeaders.Content-Type', ['a/b', 'c/d']);
    });

    it('passes parameters named __proto__ and constructor like any other', async () => {
      const { send, invoked } = await start();

      await send({ method: 'GET', path: '/things/__proto__?__proto__=1&constructor=2' });

      expect(JSON.stringify(invoked[0]?.event)).to.include('{"__proto__":"1","constructor":"2"}');
    });
  });

  describe('proxy response', () => {
    const respond = async (payload: unknown) => (await start({ invoke: async () => returns(payload) })).send(GET_THING);

    it('contains the status, headers and body that the function returned', async () => {
      const response = await respond({
        statusCode: 201,
        headers: { 'Content-Type': 'text/plain', 'X-One': 1, Location: '/api/x', 'X-Both': 'single' },
        multiValueHeaders: { 'Set-Cookie': ['a', 'b'], 'x-both': ['multi'] },
        body: 'grüezi',
      });

      expect({ status: response.status, text: response.text }).to.deep.equal({ status: 201, text: 'grüezi' });
      expect(response.headers).to.deep.include({
        'content-type': 'text/plain',
        'content-length': '7',
        'x-one': '1',
        location: '/api/x',
        'x-both': 'multi',
        'set-cookie': ['a', 'b'],
      });
    });

    it('decodes a body that is marked as base64', async () => {
      expect((await respond({ statusCode: 200, body: 'aGk=', isBase64Encoded: true })).text).to.equal('hi');
    });

    it('defaults to Content-Type application/json', async () => {
      expect((await respond({ statusCode: 200 })).headers).to.include({ 'content-type': 'application/json' });
    });

    it('sends no body and no Content-Length for 204 and 304', async () => {
      for (const statusCode of [204, 304]) {
        const response = await respond({ statusCode, headers: { ETag: '"1"' }, body: 'ignored' });

        expect({ status: response.status, text: response.text }).to.deep.equal({ status: statusCode, text: '' });
        expect(response.headers).to.include({ etag: '"1"' }).and.not.have.property('content-length');
        await gateway?.stop();
      }
    });

    it('remaps and drops the headers that API Gateway reserves', async () => {
      const { headers } = await respond({
        statusCode: 200,
        headers: { Server: 's', 'WWW-Authenticate': 'w', Via: 'v', 'Content-Length': '99', Trailer: 't' },
        body: 'four',
      });

      expect(headers).to.include({
        'x-amzn-remapped-server': 's',
        'x-amzn-remapped-www-authenticate': 'w',
        'content-length': '4',
      });
      expect(headers).to.not.have.any.keys('server', 'www-authenticate', 'via', 'trailer');
    });

    const malformed = [
      null,
      'text',
      [],
      {},
      { statusCode: '200' },
      { statusCode: 200.5 },
      { statusCode: 99 },
      { statusCode: 200, body: {} },
      { statusCode: 200, headers: { a: {} } },
      { statusCode: 200, headers: { a: 'b\r\nc: d' } },
      { statusCode: 200, headers: { 'a b': 'c' } },
      { statusCode: 200, headers: [] },
      { statusCode: 200, multiValueHeaders: { a: 'b' } },
    ];
    for (const payload of malformed) {
      it(`returns 502 when the function returns ${JSON.stringify(payload)}`, async () => {
        const response = await respond(payload);

        expect(response.status).to.equal(502);
        expect(JSON.parse(response.text)).to.include({ code: 'internal' });
        expect(gateway?.log).to.have.length(1);
      });
    }

    const failures: readonly [InvocationOutcome['kind'], number][] = [
      ['threw', 502],
      ['crashed', 502],
      ['timed-out', 502],
      ['throttled', 500],
    ];
    for (const [kind, status] of failures) {
      it(`returns ${status} without error details when the invocation outcome is "${kind}"`, async () => {
        const failure = { kind, errorType: 'SecretError', errorMessage: 'secret' };
        const { send } = await start({ invoke: async () => failure as InvocationOutcome });

        const response = await send(GET_THING);

        expect(response.status).to.equal(status);
        expect(response.text.toLowerCase()).to.not.include('secret');
      });
    }

    it('returns 429 with Retry-After when the machine is overloaded', async () => {
      const { body } = resourceOf('aws_api_gateway_rest_api');
      const { send } = await start({ body, invoke: async () => 'refused' });

      const response = await send({ method: 'GET', path: '/customer-ids/ABC-1' });

      expect(response).to.deep.include({ status: 429 });
      expect(response.headers).to.include({ 'retry-after': '1', 'content-type': 'application/problem+json' });
      expect(JSON.parse(response.text)).to.include({ status: 429, code: 'too-many-requests' });
    });

    it('tells a client of the deployed API to retry when the function is throttled', async () => {
      const { body } = resourceOf('aws_api_gateway_rest_api');
      const { send } = await start({
        body,
        invoke: async () => ({ kind: 'throttled', errorType: '', errorMessage: '' }),
      });

      const response = await send({ method: 'GET', path: '/customer-ids/CUST-001' });

      expect(response.status).to.equal(500);
      expect(response.headers).to.include({ 'retry-after': '1' });
      expect(JSON.parse(response.text)).to.include({ code: 'unavailable' });
    });

    it('returns 504 when the function exceeds the integration timeout', async () => {
      const { send } = await start({ invoke: () => new Promise(() => {}) });
      const response = await send(GET_THING);

      expect(response.status).to.equal(504);
      expect(JSON.parse(response.text)).to.include({ code: 'timeout' });
    });

    it("uses AWS's default gateway responses when the document does not define any", async () => {
      const { 'x-amazon-apigateway-gateway-responses': _, ...body } = apiBody;
      const { send } = await start({ body });

      const response = await send({ method: 'GET', path: '/nothing' });

      expect({ status: response.status, text: response.text }).to.deep.equal({
        status: 403,
        text: '{"message":"Missing Authentication Token"}',
      });
    });
  });

  describe('OpenAPI document', () => {
    const refusedDocuments: Record<string, [object, string]> = {
      'an unsupported integration type': [
        { paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'http' } } } } },
        'GET /a: the integration type http is not emulated.',
      ],
      'an unsupported template variable': [
        {
          ...apiBody,
          'x-amazon-apigateway-gateway-responses': {
            THROTTLED: { responseTemplates: { 'application/json': '{"a":"$context.identity.sourceIp"}' } },
          },
        },
        'The gateway response THROTTLED uses a variable that is not emulated',
      ],
      'an unsupported API key source': [
        { ...apiBody, 'x-amazon-apigateway-api-key-source': 'AUTHORIZER' },
        'The API key source AUTHORIZER is not emulated.',
      ],
    };
    for (const [what, [body, message]] of Object.entries(refusedDocuments)) {
      it(`rejects ${what} at startup and names it`, async () => {
        const failure = await start({ body }).catch((error: Error) => error.message);

        expect(failure).to.be.a('string').that.includes(message);
      });
    }
  });

  it('ignores a client that disconnects while sending the body', async () => {
    const { port, send, invoked, log } = await start();
    const { connect } = await import('node:net');
    await new Promise((resolve) => {
      const head = `POST /api/things HTTP/1.1\r\nHost: localhost\r\nx-api-key: ${apiKey}\r\nContent-Length: 99\r\n\r\n{`;
      const socket = connect(port, '127.0.0.1', () => socket.write(head, () => socket.destroy()));
      socket.on('close', resolve);
    });

    expect((await send(GET_THING)).status).to.equal(200);
    expect(invoked).to.have.length(1);
    expect(log).to.deep.equal([]);
  });
});
