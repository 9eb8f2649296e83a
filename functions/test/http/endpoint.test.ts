import { expect } from 'chai';
import { describe, it } from 'mocha';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { fail, succeed } from '#domain/result.ts';
import { TransientError } from '#domain/transient-error.ts';
import { type Endpoint, endpoint } from '#http/endpoint.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { type MemoryRuntime, memoryRuntime } from '#support/functions/memory-runtime.ts';
import { lambdaContext, proxyEvent, type Request } from '#support/functions/proxy-event.ts';
import { at } from '#support/functions/values.ts';

type Definition = Endpoint<object, undefined, string>;

function send(request: Request, changes: Partial<Definition> = {}, runtime: MemoryRuntime<object> = emptyRuntime()) {
  const handle = endpoint<object, undefined, string>({
    runtime,
    access: 'read',
    parse: () => succeed(undefined),
    run: () => async () => succeed('done'),
    respond: (value) => ({ status: 200, body: { value } }),
    ...changes,
  });
  return handle(proxyEvent(request), lambdaContext(request.remainingMillis));
}

const emptyRuntime = () => memoryRuntime({}, fixedClock(at(0)));
const codeOf = ({ body }: { readonly body: string }) => JSON.parse(body).code;

function failing(cause: unknown, access: Definition['access']): Partial<Definition> {
  return {
    access,
    run: () => async () => {
      throw cause;
    },
  };
}

describe('endpoint', () => {
  it('sends the security headers with every response, including errors', async () => {
    const responses = [await send({}), await send({}, { parse: () => fail({ code: 'submission-not-found' }) })];

    const security = {
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'Strict-Transport-Security': 'max-age=63072000',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    };
    expect(responses.map(({ headers }) => headers)).to.deep.equal([
      { ...security, 'Content-Type': 'application/json; charset=utf-8' },
      { ...security, 'Content-Type': 'application/problem+json' },
    ]);
  });

  it('accepts a URI of 2,048 characters and returns 414 for a longer one', async () => {
    const path = `/${'a'.repeat(2048 - '/api/?q=b'.length)}`;

    const responses = [await send({ path, query: { q: 'b' } }), await send({ path, query: { q: 'bc' } })];

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal([200, 414]);
  });

  it('measures the URI length in its percent-encoded form', async () => {
    const { statusCode } = await send({ query: { q: 'ü'.repeat(341) } });

    expect(statusCode).to.equal(414);
  });

  it('accepts a body of 8 KiB for a write and returns 413 for a larger one, also in base64', async () => {
    const [most, tooMuch] = ['x'.repeat(8192), `${'x'.repeat(8191)}ü`];
    const base64 = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true });

    const responses = [
      await send({ body: most }, { access: 'write' }),
      await send(base64(most), { access: 'write' }),
      await send({ body: tooMuch }, { access: 'write' }),
      await send(base64(tooMuch), { access: 'write' }),
      await send({ body: tooMuch }, { access: 'write', bodyBytesMax: 16 * 1024 }),
    ];

    expect(responses.map(({ statusCode }) => statusCode)).to.deep.equal([200, 200, 413, 413, 200]);
  });

  it('ignores the body of a read', async () => {
    const { statusCode } = await send({ body: 'x'.repeat(9000) }, { access: 'read' });

    expect(statusCode).to.equal(200);
  });

  it('returns 503 for a transient error, 504 for an unknown outcome and 500 for a defect', async () => {
    const responses = [
      await send({}, failing(new TransientError('busy'), 'write')),
      await send({}, failing(new OutcomeUnknownError('lost'), 'write')),
      await send({}, failing(new TypeError('bug'), 'write')),
    ];

    expect(
      responses.map((response) => [response.statusCode, codeOf(response), response.headers['Retry-After']]),
    ).to.deep.equal([
      [503, 'unavailable', '1'],
      [504, 'outcome-unknown', '1'],
      [500, 'internal', '1'],
    ]);
  });

  it('responds half a second before the Lambda timeout: 503 for a read, 504 for a write', async () => {
    const never = { run: () => () => new Promise<never>(() => {}) };

    const responses = [
      await send({ remainingMillis: 520 }, { ...never, access: 'read' }),
      await send({ remainingMillis: 520 }, { ...never, access: 'write' }),
    ];

    expect(responses.map(codeOf)).to.deep.equal(['unavailable', 'outcome-unknown']);
  });

  it('logs one line per request without client input', async () => {
    const runtime = emptyRuntime();

    const request = { extendedRequestId: 'extended=', requestId: 'secret' };
    const headers = { 'x-api-key': 'secret', 'Idempotency-Key': 'secret' };
    await send({ ...request, body: 'secret', headers }, {}, runtime);
    await send(
      { ...request, query: { q: 'secret' } },
      { parse: () => fail({ code: 'idempotency-key-reused' }) },
      runtime,
    );

    const requestId = 'extended=';
    expect(runtime.lines).to.deep.equal([
      {
        level: 'info',
        message: 'request',
        fields: { requestId, client: 'page', status: 200, outcome: 'ok', durationMillis: 0 },
      },
      {
        level: 'info',
        message: 'request',
        fields: { requestId, client: 'page', status: 422, outcome: 'idempotency-key-reused', durationMillis: 0 },
      },
    ]);
  });

  it("returns the gateway's extended request ID, not the request ID that a client can choose", async () => {
    const { body } = await send(
      { requestId: 'CUST-001', extendedRequestId: 'extended=' },
      { parse: () => fail({ code: 'submission-not-found' }) },
    );

    expect(JSON.parse(body).requestId).to.equal('extended=');
  });

  it('returns 500 when its dependencies cannot be created', async () => {
    const runtime = {
      ...emptyRuntime(),
      createDeps: () => {
        throw new Error('Missing environment variables: A.');
      },
    };

    expect((await send({}, {}, runtime)).statusCode).to.equal(500);
    expect(runtime.lines[0]?.cause).to.have.property('message', 'Missing environment variables: A.');
  });
});
