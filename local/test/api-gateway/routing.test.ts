import type { IncomingMessage } from 'node:http';
import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { HttpResponse } from '#local/api-gateway/http-response.ts';
import { readBody } from '#local/aws/read-body.ts';
import { startDistribution } from '#local/cloudfront/distribution.ts';
import { apiKey, type RunningGateway, startGateway } from '#support/local/gateway-fixture.ts';
import { parseStatus, rawGet, rawRequest } from '#support/local/raw-request.ts';

describe('API gateway routing', () => {
  let gateway: RunningGateway;
  before(async () => {
    gateway = await startGateway();
  });
  after(() => gateway.stop());
  beforeEach(() => {
    gateway.invoked.length = 0;
  });

  const key = `x-api-key: ${apiKey}`;
  const get = (target: string, method?: string) => rawGet(gateway.port, target, [key], method);

  const parameters = [
    ['a', 'a'],
    ['%61', 'a'],
    ['a%2Fb', 'a/b'],
    ['%00', '\0'],
    ['%252F', '%2F'],
    ['%2E%2E', '..'],
    ['%F0%9F%98%80', '😀'],
    ['a;b', 'a;b'],
    ['a+b', 'a+b'],
  ] as const;
  for (const [raw, decoded] of parameters) {
    it(`decodes the path segment ${raw} once and does not split it`, async () => {
      expect(parseStatus(await get(`/api/things/${raw}`))).to.equal(200);
      expect(gateway.invoked).to.have.length(1);
      expect(gateway.invoked[0]).to.have.nested.property('event.pathParameters.id', decoded);
    });
  }

  for (const raw of ['%FF', '%C0%AF', '%ED%A0%80', '%u0041', '%', '%zz']) {
    it(`returns 400 for the path segment ${raw}, which is not valid percent-encoded UTF-8`, async () => {
      const response = await get(`/api/things/${raw}`);

      expect(parseStatus(response)).to.equal(400);
      expect(response).to.include('application/problem+json').and.include('"code":"bad"');
      expect(gateway.invoked).to.deep.equal([]);
    });
  }

  const unknown = [
    '/api/',
    '/api//things',
    '/api/things/',
    '/api/things//',
    '/api/things/a/',
    '/api/things/a/b',
    '/api/./things',
    '/api/things/.',
    '/api/things/..',
    '/api/things/../things',
    '/api/%74hings',
    '/api/Things',
    '/api/nothing',
    'http://localhost/api/things',
    '*',
  ];
  for (const target of unknown) {
    it(`returns 404 for the unknown path ${target}`, async () => {
      const response = await get(target, target === '*' ? 'OPTIONS' : 'GET');

      expect(parseStatus(response)).to.equal(404);
      expect(response).to.include('application/problem+json').and.include('"code":"not-found"');
    });
  }

  for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'TRACE']) {
    it(`returns 404 for the unknown method ${method}, with and without an API key`, async () => {
      const responses = [await get('/api/things/a', method), await rawGet(gateway.port, '/api/things/a', [], method)];

      expect(responses.map(parseStatus)).to.deep.equal([404, 404]);
    });
  }

  it('prefers a static segment to a path parameter', async () => {
    await get('/api/things/special');
    await get('/api/things/specials');

    expect(gateway.invoked.map(({ functionName }) => functionName.split(':')[6])).to.deep.equal([
      'get-special',
      'get-thing',
    ]);
  });

  it('serves a mock integration without an API key and without invoking a function', async () => {
    const response = await rawGet(gateway.port, '/api/health');

    expect(parseStatus(response)).to.equal(200);
    expect(response).to.match(/cache-control: no-store/i);
    expect(response).to.match(/\{"status":"ok"\}$/);
    expect(gateway.invoked).to.deep.equal([]);
  });

  it('returns a client error for a path of 100 kB', async () => {
    expect(parseStatus(await get(`/api/things/${'a'.repeat(100_000)}`))).to.be.within(400, 499);
  });

  const malformedRequests = {
    'two Content-Length headers':
      'GET /api/health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'both Content-Length and Transfer-Encoding':
      'POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a folded header': 'GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-A: b\r\n c\r\n\r\n',
    'a space before the colon of a header': 'GET /api/health HTTP/1.1\r\nHost : a\r\n\r\n',
    'no Host header': 'GET /api/health HTTP/1.1\r\n\r\n',
    'a raw NUL': 'GET /api/\0 HTTP/1.1\r\nHost: localhost\r\n\r\n',
  };
  for (const [what, text] of Object.entries(malformedRequests)) {
    it(`returns 400 for a malformed HTTP request with ${what}`, async () => {
      expect(parseStatus(await rawRequest(gateway.port, text))).to.equal(400);
    });
  }

  it('returns 408 to a client that does not finish its headers', async () => {
    const response = await rawRequest(gateway.port, 'GET /api/health HTTP/1.1\r\nHost: localhost\r\n');

    expect(parseStatus(response)).to.equal(408);
  });

  it('returns 408 to a client that does not finish its body, before the limit for the whole request', async () => {
    const handle = async (incoming: IncomingMessage): Promise<HttpResponse> => {
      const body = await readBody(incoming, 100);
      return { status: 200, headers: [], body: body ?? Buffer.alloc(0) };
    };
    const server = await startDistribution({ port: 0, handle, log: () => undefined, bodyMillisMax: 50 });
    const head = 'POST /api/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n';

    const unfinished = await rawRequest(server.port, `${head}ab`);
    const finished = await fetch(`${server.url}/api/things`, { method: 'POST', body: 'abcd' });
    await server.stop();

    expect(parseStatus(unfinished)).to.equal(408);
    expect(await finished.text()).to.equal('abcd');
  });
});
