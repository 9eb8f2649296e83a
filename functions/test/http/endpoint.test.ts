import { expect } from 'chai';
import { describe, it } from 'mocha';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { fail, succeed } from '#domain/result.ts';
import { TransientError } from '#domain/transient-error.ts';
import { type Endpoint, endpoint } from '#http/endpoint.ts';
import { fixedClock } from '#support/functions/fixed-clock.ts';
import { type MemoryWorld, memoryWorld } from '#support/functions/memory-runtime.ts';
import { invocation, proxyEvent, type Request } from '#support/functions/proxy-event.ts';
import { at } from '#support/functions/values.ts';

type Definition = Endpoint<object, undefined, string>;

function answerTo(request: Request, changes: Partial<Definition> = {}, world: MemoryWorld<object> = emptyWorld()) {
  const handle = endpoint<object, undefined, string>({
    world,
    effect: 'reads',
    read: () => succeed(undefined),
    run: () => async () => succeed('done'),
    answer: (value) => ({ status: 200, body: { value } }),
    ...changes,
  });
  return handle(proxyEvent(request), invocation(request.remainingMillis));
}

const emptyWorld = () => memoryWorld({}, fixedClock(at(0)));
const codeOf = ({ body }: { readonly body: string }) => JSON.parse(body).code;

function failing(cause: unknown, effect: Definition['effect']): Partial<Definition> {
  return {
    effect,
    run: () => async () => {
      throw cause;
    },
  };
}

describe('endpoint', () => {
  it('sends the security headers with every answer, good or bad', async () => {
    const answers = [await answerTo({}), await answerTo({}, { read: () => fail({ code: 'submission-not-found' }) })];

    const security = {
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      'Referrer-Policy': 'no-referrer',
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
    };
    expect(answers.map(({ headers }) => headers)).to.deep.equal([
      { ...security, 'Content-Type': 'application/json; charset=utf-8' },
      { ...security, 'Content-Type': 'application/problem+json' },
    ]);
  });

  it('takes a path with query of 2,048 characters, and answers 414 to one more', async () => {
    const path = `/${'a'.repeat(2048 - '/api/?q=b'.length)}`;

    const answers = [await answerTo({ path, query: { q: 'b' } }), await answerTo({ path, query: { q: 'bc' } })];

    expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([200, 414]);
  });

  it('counts what was percent-encoded as it travelled', async () => {
    const { statusCode } = await answerTo({ query: { q: 'ü'.repeat(341) } });

    expect(statusCode).to.equal(414);
  });

  it('takes a body of 8 KiB, and answers 413 to one byte more, in base64 too', async () => {
    const [most, tooMuch] = ['x'.repeat(8192), `${'x'.repeat(8191)}ü`];
    const base64 = (text: string) => ({ body: Buffer.from(text).toString('base64'), isBase64Encoded: true });

    const answers = [
      await answerTo({ body: most }),
      await answerTo(base64(most)),
      await answerTo({ body: tooMuch }),
      await answerTo(base64(tooMuch)),
      await answerTo({ body: tooMuch }, { bodyBytesMax: 16 * 1024 }),
    ];

    expect(answers.map(({ statusCode }) => statusCode)).to.deep.equal([200, 200, 413, 413, 200]);
  });

  it('says "nothing was written" only when that is so', async () => {
    const answers = [
      await answerTo({}, failing(new TransientError('busy'), 'writes')),
      await answerTo({}, failing(new OutcomeUnknownError('lost'), 'writes')),
      await answerTo({}, failing(new TypeError('bug'), 'writes')),
    ];

    expect(answers.map((answer) => [answer.statusCode, codeOf(answer)])).to.deep.equal([
      [503, 'unavailable'],
      [504, 'outcome-unknown'],
      [500, 'internal'],
    ]);
  });

  it('answers half a second before Lambda would end it: 503 to a read, 504 to a write', async () => {
    const never = { run: () => () => new Promise<never>(() => {}) };

    const answers = [
      await answerTo({ remainingMillis: 520 }, { ...never, effect: 'reads' }),
      await answerTo({ remainingMillis: 520 }, { ...never, effect: 'writes' }),
    ];

    expect(answers.map(codeOf)).to.deep.equal(['unavailable', 'outcome-unknown']);
  });

  it('logs one line for each request, and no thing that the client typed', async () => {
    const world = emptyWorld();

    await answerTo({ body: 'secret', headers: { 'x-api-key': 'secret', 'Idempotency-Key': 'secret' } }, {}, world);
    await answerTo({ query: { q: 'secret' } }, { read: () => fail({ code: 'idempotency-key-reused' }) }, world);

    const requestId = '5c1e6bd0-0000-4000-8000-000000000001';
    expect(world.lines).to.deep.equal([
      { level: 'info', message: 'request', fields: { requestId, status: 200, outcome: 'ok', durationMillis: 0 } },
      {
        level: 'info',
        message: 'request',
        fields: { requestId, status: 422, outcome: 'idempotency-key-reused', durationMillis: 0 },
      },
    ]);
  });

  it('shows its own id when the request id looks chosen by the client', async () => {
    const { body } = await answerTo(
      { requestId: 'CUST-001\n<script>' },
      { read: () => fail({ code: 'submission-not-found' }) },
    );

    expect(JSON.parse(body).requestId).to.equal('0a1b2c3d-0000-4000-8000-000000000002');
  });

  it('answers 500 when its world cannot be opened', async () => {
    const world = {
      ...emptyWorld(),
      open: () => {
        throw new Error('Missing environment variables: A.');
      },
    };

    expect((await answerTo({}, {}, world)).statusCode).to.equal(500);
    expect(world.lines[0]?.cause).to.have.property('message', 'Missing environment variables: A.');
  });
});
