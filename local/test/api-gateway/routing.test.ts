import { expect } from 'chai';
import { after, before, beforeEach, describe, it } from 'mocha';
import { apiKey, type RunningGateway, startGateway } from '#support/local/gateway-fixture.ts';
import { rawGet, rawRequest, statusOf } from '#support/local/raw-request.ts';

describe('the routes of the gateway', () => {
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
    it(`decodes the segment ${raw} once, and lets it be one segment`, async () => {
      expect(statusOf(await get(`/api/things/${raw}`))).to.equal(200);
      expect(gateway.invoked).to.have.length(1);
      expect(gateway.invoked[0]).to.have.nested.property('event.pathParameters.id', decoded);
    });
  }

  for (const raw of ['%FF', '%C0%AF', '%ED%A0%80', '%u0041', '%', '%zz']) {
    it(`answers 400 to ${raw}, which is no encoded text`, async () => {
      const answer = await get(`/api/things/${raw}`);

      expect(statusOf(answer)).to.equal(400);
      expect(answer).to.include('application/problem+json').and.include('"code":"bad"');
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
    it(`knows no route ${target}`, async () => {
      const answer = await get(target, target === '*' ? 'OPTIONS' : 'GET');

      expect(statusOf(answer)).to.equal(404);
      expect(answer).to.include('application/problem+json').and.include('"code":"not-found"');
    });
  }

  for (const method of ['HEAD', 'OPTIONS', 'PATCH', 'DELETE', 'TRACE']) {
    it(`knows no method ${method}, with a key and without`, async () => {
      const answers = [await get('/api/things/a', method), await rawGet(gateway.port, '/api/things/a', [], method)];

      expect(answers.map(statusOf)).to.deep.equal([404, 404]);
    });
  }

  it('prefers a fixed segment to a parameter', async () => {
    await get('/api/things/special');
    await get('/api/things/specials');

    expect(gateway.invoked.map(({ functionName }) => functionName.split(':')[6])).to.deep.equal([
      'get-special',
      'get-thing',
    ]);
  });

  it('answers a mock without a key and without a function', async () => {
    const answer = await rawGet(gateway.port, '/api/health');

    expect(statusOf(answer)).to.equal(200);
    expect(answer).to.match(/cache-control: no-store/i);
    expect(answer).to.match(/\{"status":"ok"\}$/);
    expect(gateway.invoked).to.deep.equal([]);
  });

  it('answers a path of 100 kB with a 4xx', async () => {
    expect(statusOf(await get(`/api/things/${'a'.repeat(100_000)}`))).to.be.within(400, 499);
  });

  const refusedByParser = {
    'two lengths': 'GET /api/health HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
    'a length and chunks':
      'POST /api/things HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'a folded header': 'GET /api/health HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n',
    'a blank before the colon': 'GET /api/health HTTP/1.1\r\nHost : a\r\n\r\n',
    'no host': 'GET /api/health HTTP/1.1\r\n\r\n',
    'a raw NUL': 'GET /api/\0 HTTP/1.1\r\nHost: a\r\n\r\n',
  };
  for (const [what, text] of Object.entries(refusedByParser)) {
    it(`refuses ${what} before any route is looked at`, async () => {
      expect(statusOf(await rawRequest(gateway.port, text))).to.equal(400);
    });
  }

  it('hangs up with 408 on who never ends the header', async () => {
    const answer = await rawRequest(gateway.port, 'GET /api/health HTTP/1.1\r\nHost: a\r\n');

    expect(statusOf(answer)).to.equal(408);
  }).timeout(10_000);
});
