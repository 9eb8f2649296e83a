import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type ClientDeps, createApiClient } from '#lib/api/client.ts';

type Reply = Response | Error;

const json = (body: unknown, init: ResponseInit = {}): Response => new Response(JSON.stringify(body), init);
const problem = (code: string, status: number, headers: Record<string, string> = {}): Response =>
  json({ code, detail: 'A sentence.', requestId: 'r-1' }, { status, headers });

/** A network that gives these replies in turn, and notes what it was asked and how long was paused. */
function network(replies: readonly Reply[], deps: Partial<ClientDeps> = {}) {
  const asked: { readonly url: string; readonly init: RequestInit }[] = [];
  const pauses: number[] = [];
  const refused: string[] = [];
  const send = createApiClient({
    fetch: (url, init) => {
      const reply = replies[asked.length];
      asked.push({ url, init });
      return reply instanceof Error || !reply
        ? Promise.reject(reply ?? new Error('Asked too often'))
        : Promise.resolve(reply);
    },
    isOnline: () => true,
    key: () => 'the-key',
    onKeyRefused: (key) => refused.push(key),
    pause: (millis) => {
      pauses.push(millis);
      return Promise.resolve();
    },
    onPause: () => undefined,
    random: () => 1,
    nowMillis: () => 0,
    ...deps,
  });
  return { send, asked, pauses, refused };
}

const get = { method: 'GET', path: '/customer-ids', query: { prefix: 'A B', cursor: undefined } } as const;

describe('The API client', () => {
  it('sends the key in a header and only the parameters that are given', async () => {
    const { send, asked } = network([json({ items: [] }, { headers: { ETag: '"3"' } })]);

    const answer = await send(get);

    expect(answer).to.deep.equal({ ok: true, value: { status: 200, etag: '"3"', body: { items: [] }, attempts: 1 } });
    expect(asked.map(({ url }) => url)).to.deep.equal(['/api/customer-ids?prefix=A+B']);
    expect(new Headers(asked[0]?.init.headers).get('x-api-key')).to.equal('the-key');
  });

  it('tries three times when no answer comes, with growing pauses, then says that the outcome is unknown', async () => {
    const lost = new TypeError('Failed to fetch');
    const { send, asked, pauses } = network([lost, lost, lost]);

    const answer = await send(get);

    expect(answer).to.deep.equal({ ok: false, failure: { kind: 'no-response' } });
    expect(asked).to.have.lengthOf(3);
    expect(pauses).to.deep.equal([800, 1600]);
  });

  it('says how many attempts it took, since an earlier one may have had the effect', async () => {
    const { send } = network([new Response('<h1>502</h1>', { status: 502 }), json({})]);

    const answer = await send(get);

    expect(answer.ok && answer.value.attempts).to.equal(2);
  });

  it('waits at least as long as the registry asks for', async () => {
    const { send, pauses } = network([problem('too-many-requests', 429, { 'Retry-After': '2' }), json({})]);

    await send(get);

    expect(pauses).to.deep.equal([2800]);
  });

  it('gives up at once when it would have to wait for long', async () => {
    const { send, asked } = network([problem('too-many-requests', 429, { 'Retry-After': '3600' })]);

    const answer = await send(get);

    expect(answer.ok ? undefined : answer.failure.retryAfterSeconds).to.equal(3600);
    expect(asked).to.have.lengthOf(1);
  });

  for (const [code, status] of [
    ['invalid-request', 400],
    ['customer-id-not-found', 404],
    ['precondition-failed', 412],
    ['internal', 500],
  ] as const) {
    it(`does not repeat what would fail again: ${status} ${code}`, async () => {
      const { send, asked } = network([problem(code, status)]);

      const answer = await send(get);

      expect(answer.ok ? undefined : answer.failure.code).to.equal(code);
      expect(asked).to.have.lengthOf(1);
    });
  }

  it('reports a refused key, but not one that is only being tried out', async () => {
    const { send, refused } = network([problem('forbidden', 403), problem('forbidden', 403)]);

    await send(get);
    await send({ ...get, key: 'another' });

    expect(refused).to.deep.equal(['the-key']);
  });

  it('sends nothing while offline', async () => {
    const { send, asked } = network([], { isOnline: () => false });

    expect(await send(get)).to.deep.equal({ ok: false, failure: { kind: 'offline' } });
    expect(asked).to.deep.equal([]);
  });

  it('takes a page of HTML with a good status for no answer', async () => {
    const html = () => new Response('<!doctype html>', { status: 200 });
    const { send } = network([html(), html(), html()]);

    expect(await send(get)).to.deep.equal({ ok: false, failure: { kind: 'no-response' } });
  });

  it('stops when nobody wants the answer any more', async () => {
    const gone = new AbortController();
    gone.abort(new Error('gone'));
    const { send, asked } = network([new Error('aborted')]);

    const outcome = await send({ ...get, signal: gone.signal }).catch((error: unknown) => error);

    expect(outcome).to.be.an.instanceOf(Error);
    expect(asked).to.have.lengthOf(1);
  });
});
