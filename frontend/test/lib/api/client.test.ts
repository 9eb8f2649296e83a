import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type ClientDeps, createApiClient } from '#lib/api/client.ts';

type Reply = Response | Error;

const json = (body: unknown, init: ResponseInit = {}): Response => new Response(JSON.stringify(body), init);
const problem = (code: string, status: number, headers: Record<string, string> = {}): Response =>
  json({ code, detail: 'A sentence.', requestId: 'r-1' }, { status, headers });

/** A fake network that returns these replies in order and records requests and delays. */
function network(replies: readonly Reply[], deps: Partial<ClientDeps> = {}) {
  const requests: { readonly url: string; readonly init: RequestInit }[] = [];
  const delays: number[] = [];
  const refused: string[] = [];
  const send = createApiClient({
    fetch: (url, init) => {
      const reply = replies[requests.length];
      requests.push({ url, init });
      return reply instanceof Error || !reply
        ? Promise.reject(reply ?? new Error('Unexpected request'))
        : Promise.resolve(reply);
    },
    isOnline: () => true,
    key: () => 'the-key',
    onKeyRefused: (key) => refused.push(key),
    delay: (millis) => {
      delays.push(millis);
      return Promise.resolve();
    },
    onRetry: () => undefined,
    random: () => 1,
    nowMillis: () => 0,
    ...deps,
  });
  return { send, requests, delays, refused };
}

const get = { method: 'GET', path: '/customer-ids', query: { prefix: 'A B', cursor: undefined } } as const;

describe('The API client', () => {
  it('sends the key in a header and only defined query parameters', async () => {
    const { send, requests } = network([json({ items: [] }, { headers: { ETag: '"3"' } })]);

    const answer = await send(get);

    expect(answer).to.deep.equal({ ok: true, value: { status: 200, etag: '"3"', body: { items: [] }, attempts: 1 } });
    expect(requests.map(({ url }) => url)).to.deep.equal(['/api/customer-ids?prefix=A+B']);
    expect(new Headers(requests[0]?.init.headers).get('x-api-key')).to.equal('the-key');
  });

  it('escapes U+FFFD in a body, because the API takes it for invalid UTF-8', async () => {
    const { send, requests } = network([json({})]);

    await send({ method: 'POST', path: '/submissions', body: { ids: ['a\ufffdb'] } });

    expect(requests[0]?.init.body).to.equal('{"ids":["a\\ufffdb"]}');
  });

  it('makes three attempts with growing delays, then reports an unknown outcome', async () => {
    const lost = new TypeError('Failed to fetch');
    const { send, requests, delays } = network([lost, lost, lost]);

    const answer = await send(get);

    expect(answer).to.deep.equal({ ok: false, failure: { kind: 'no-response', attempts: 3 } });
    expect(requests).to.have.lengthOf(3);
    expect(delays).to.deep.equal([800, 1600]);
  });

  it('returns the number of attempts', async () => {
    const { send } = network([new Response('<h1>502</h1>', { status: 502 }), json({})]);

    const answer = await send(get);

    expect(answer.ok && answer.value.attempts).to.equal(2);
  });

  it('waits at least for Retry-After', async () => {
    const { send, delays } = network([problem('too-many-requests', 429, { 'Retry-After': '2' }), json({})]);

    await send(get);

    expect(delays).to.deep.equal([2800]);
  });

  it('does not wait for a long Retry-After', async () => {
    const { send, requests } = network([problem('too-many-requests', 429, { 'Retry-After': '3600' })]);

    const answer = await send(get);

    expect(answer.ok ? undefined : answer.failure.retryAfterSeconds).to.equal(3600);
    expect(requests).to.have.lengthOf(1);
  });

  for (const [code, status] of [
    ['invalid-request', 400],
    ['customer-id-not-found', 404],
    ['precondition-failed', 412],
    ['internal', 500],
  ] as const) {
    it(`does not retry ${status} ${code}`, async () => {
      const { send, requests } = network([problem(code, status)]);

      const answer = await send(get);

      expect(answer.ok ? undefined : answer.failure.code).to.equal(code);
      expect(requests).to.have.lengthOf(1);
    });
  }

  it('reports a refused session key, but not one under verification', async () => {
    const { send, refused } = network([problem('forbidden', 403), problem('forbidden', 403)]);

    await send(get);
    await send({ ...get, key: 'another' });

    expect(refused).to.deep.equal(['the-key']);
  });

  it('sends nothing while offline', async () => {
    const { send, requests } = network([], { isOnline: () => false });

    expect(await send(get)).to.deep.equal({ ok: false, failure: { kind: 'offline' } });
    expect(requests).to.deep.equal([]);
  });

  it('treats an HTML page with status 200 as no response', async () => {
    const html = () => new Response('<!doctype html>', { status: 200 });
    const { send } = network([html(), html(), html()]);

    expect(await send(get)).to.deep.equal({ ok: false, failure: { kind: 'no-response', attempts: 3 } });
  });

  it('stops retrying when the caller aborts', async () => {
    const gone = new AbortController();
    gone.abort(new Error('gone'));
    const { send, requests } = network([new Error('aborted')]);

    const outcome = await send({ ...get, signal: gone.signal }).catch((error: unknown) => error);

    expect(outcome).to.be.an.instanceOf(Error);
    expect(requests).to.have.lengthOf(1);
  });
});
