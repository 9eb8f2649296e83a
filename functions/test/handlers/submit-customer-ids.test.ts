import { expect } from 'chai';
import { beforeEach, describe, it } from 'mocha';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { TransientError } from '#domain/transient-error.ts';
import { createHandler } from '#handlers/submit-customer-ids.ts';
import type { ProxyResult } from '#http/proxy-event.ts';
import type { SubmittedEvent } from '#ports.ts';
import { apiKey, lambdaContext, proxyEvent } from '#support/functions/proxy-event.ts';
import { type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';
import { submissionId } from '#support/functions/values.ts';

const json = { 'Content-Type': 'application/json' };
const day = 24 * 60 * 60 * 1000;

describe('submit-customer-ids', () => {
  let runtime: SubmissionRuntime;
  let deps: SubmissionRuntime['deps'];

  beforeEach(() => {
    runtime = submissionRuntime();
    deps = runtime.deps;
  });

  function submit(
    ids: readonly string[],
    headers: Readonly<Record<string, string>> = {},
    label?: string,
  ): Promise<ProxyResult> {
    return send(JSON.stringify({ ids, label }), { ...json, ...headers });
  }

  function send(body: string, headers: Readonly<Record<string, string | readonly string[]>> = json) {
    return createHandler(runtime)(proxyEvent({ path: '/submissions', body, headers }), lambdaContext());
  }

  const idOf = (result: ProxyResult): string => JSON.parse(result.body).submissionId;
  const codeOf = (result: ProxyResult): string => JSON.parse(result.body).code;
  const withKey = (key: string) => ({ 'Idempotency-Key': key });

  /** The runtime with some of its deps failing. */
  function failing(broken: Partial<SubmissionRuntime['deps']>): SubmissionRuntime {
    return { ...runtime, createDeps: () => ({ ...deps, ...broken }) };
  }

  it('returns 202 with a receipt and the Location of the submission', async () => {
    const result = await submit(['CUST-1', 'bad id!']);

    const submissionId = idOf(result);
    expect(result.statusCode).to.equal(202);
    expect(result.headers).to.include({ Location: `/api/submissions/${submissionId}` });
    expect(result.headers).not.to.have.property('Idempotency-Replayed');
    expect(JSON.parse(result.body)).to.deep.equal({
      submissionId,
      status: 'received',
      action: 'add',
      receivedAt: '2026-01-01T00:00:00.000Z',
      counts: { submitted: 2 },
    });
  });

  it('records the label and returns it in the receipt, but not in the event or the log', async () => {
    const label = 'Kunden März 👩‍🚀.csv';
    const result = await submit(['CUST-1'], {}, label);

    const [event] = runtime.published;
    expect(JSON.parse(result.body)).to.include({ label });
    expect(event && (await deps.submissions.find(event.submissionId, deps.clock.now()))).to.include({ label });
    expect(JSON.stringify([runtime.published, runtime.lines])).not.to.include('Kunden');
  });

  it('counts the length of a label in characters: 64 emoji are accepted, 65 are not', async () => {
    expect((await submit(['CUST-1'], {}, '😀'.repeat(64))).statusCode).to.equal(202);
    expect((await submit(['CUST-1'], {}, '😀'.repeat(65))).statusCode).to.equal(400);
  });

  it('records the action and addedBy of a delete submission', async () => {
    const request = { action: 'delete', addedBy: submissionId(1) };
    const result = await send(JSON.stringify({ ids: ['CUST-1'], ...request }));

    const [event] = runtime.published;
    expect(JSON.parse(result.body)).to.include({ action: 'delete' });
    expect(event && (await deps.submissions.find(event.submissionId, deps.clock.now()))).to.include(request);
  });

  it('records the submitted IDs unchanged and in order, and publishes an event that only names the submission', async () => {
    const ids = ['b', 'A', 'b', '', 'ü'];
    const result = await submit(ids);

    const [event] = runtime.published;
    expect(runtime.published).to.deep.equal([{ submissionId: idOf(result) }]);
    expect(event && (await deps.submissions.find(event.submissionId, deps.clock.now()))).to.deep.include({ ids });
  });

  it('records the IDs before it publishes the event, so that an execution finds them', async () => {
    const loaded: unknown[] = [];
    const publish = async ({ submissionId }: SubmittedEvent) => {
      loaded.push(await deps.submissions.load(submissionId, deps.clock.now()));
    };
    await createHandler(failing({ eventBus: { publish } }))(
      proxyEvent({ body: '{"ids":["CUST-1"]}', headers: json }),
      lambdaContext(),
    );

    expect(loaded).to.have.nested.property('[0].ids').that.deep.equals(['CUST-1']);
  });

  it('writes no customer ID row, because only the workflow does', async () => {
    await submit(['CUST-1']);

    expect(deps.customerIds.rows()).to.deep.equal([]);
  });

  it('makes the submission visible after its event is published', async () => {
    const submissionId = runtime.published.length === 0 ? idOf(await submit(['CUST-1'])) : '';
    const [event] = runtime.published;

    expect(event?.submissionId).to.equal(submissionId);
    expect(event && (await deps.submissions.find(event.submissionId, deps.clock.now()))).to.deep.equal({
      submissionId,
      status: 'received',
      action: 'add',
      client: 'page',
      counts: { submitted: 1 },
      ids: ['CUST-1'],
      attempts: [{ startedAt: '2026-01-01T00:00:00.000Z', status: 'running' }],
    });
  });

  it('logs the submission ID but no client input', async () => {
    const submissionId = idOf(await submit(['CUST-SECRET'], withKey('key-secret')));

    expect(runtime.lines[0]?.fields).to.include({ submissionId, submitted: 1, isReplay: false, status: 202 });
    expect(JSON.stringify(runtime.lines).toLowerCase()).not.to.include('secret');
  });

  describe('when the bus does not accept the event', () => {
    const refuse = async () => {
      throw new TransientError('busy');
    };

    it('returns 503 and accepts nothing when the bus rejects the event', async () => {
      const result = await createHandler(failing({ eventBus: { publish: refuse } }))(
        proxyEvent({ body: '{"ids":["CUST-1"]}', headers: json }),
        lambdaContext(),
      );

      expect([result.statusCode, codeOf(result)]).to.deep.equal([503, 'unavailable']);
      expect(result.headers).to.have.property('Retry-After');
      expect(await deps.submissionIndex.page({ month: '2026-01', before: undefined, limit: 10 })).to.deep.equal({
        items: [],
        searchedCount: 0,
      });
    });

    it('returns 504 when the outcome of the publish is unknown', async () => {
      const publish = async () => {
        throw new OutcomeUnknownError('silence');
      };
      const result = await createHandler(failing({ eventBus: { publish } }))(
        proxyEvent({ body: '{"ids":["CUST-1"]}', headers: json }),
        lambdaContext(),
      );

      expect([result.statusCode, codeOf(result)]).to.deep.equal([504, 'outcome-unknown']);
    });

    it('publishes the event on a retry with the same Idempotency-Key', async () => {
      const event = proxyEvent({ body: '{"ids":["CUST-1"]}', headers: { ...json, ...withKey('k') } });
      await createHandler(failing({ eventBus: { publish: refuse } }))(event, lambdaContext());

      const repeated = await submit(['CUST-1'], withKey('k'));

      expect(repeated.statusCode).to.equal(202);
      expect(repeated.headers).to.include({ 'Idempotency-Replayed': 'true' });
      expect(runtime.published).to.deep.equal([{ submissionId: idOf(repeated) }]);
    });

    it('publishes without waiting if the first attempt is older than any request', async () => {
      const event = proxyEvent({ body: '{"ids":["CUST-1"]}', headers: { ...json, ...withKey('k') } });
      await createHandler(failing({ eventBus: { publish: refuse } }))(event, lambdaContext());
      deps.clock.advance(60_000);
      const before = deps.clock.now();

      await submit(['CUST-1'], withKey('k'));

      expect(deps.clock.now()).to.equal(before);
      expect(runtime.published).to.have.lengthOf(1);
    });
  });

  it('returns 504 when the event is published but the submission cannot be marked', async () => {
    const markPublished = async () => {
      throw new TransientError('busy');
    };
    const broken = failing({ submissions: { ...deps.submissions, markPublished } });
    const result = await createHandler(broken)(
      proxyEvent({ body: '{"ids":["CUST-1"]}', headers: json }),
      lambdaContext(),
    );

    expect([result.statusCode, codeOf(result)]).to.deep.equal([504, 'outcome-unknown']);
    expect(runtime.published).to.have.lengthOf(1);
  });

  describe('with an Idempotency-Key', () => {
    it('replays the first response for a repeated Idempotency-Key', async () => {
      const first = await submit(['CUST-1'], withKey('k'));
      deps.clock.advance(day - 1000);
      const again = await submit(['CUST-1'], withKey('k'));

      expect(again.body).to.equal(first.body);
      expect(again.statusCode).to.equal(202);
      expect(again.headers).to.include({ 'Idempotency-Replayed': 'true', Location: first.headers['Location'] });
      expect(runtime.published).to.have.lengthOf(1);
    });

    it('creates and publishes one submission for twenty concurrent requests with one key', async () => {
      const results = await Promise.all(Array.from({ length: 20 }, () => submit(['CUST-1'], withKey('k'))));

      expect(new Set(results.map((result) => result.statusCode))).to.deep.equal(new Set([202]));
      expect(new Set(results.map((result) => result.body)).size).to.equal(1);
      expect(results.filter((result) => result.headers['Idempotency-Replayed'] === 'true')).to.have.lengthOf(19);
      expect(runtime.published).to.have.lengthOf(1);
    });

    for (const other of [['CUST-2'], ['CUST-1', 'CUST-1'], ['cust-1'], []]) {
      it(`returns 422 for a reused Idempotency-Key with other IDs: ${JSON.stringify(other)}`, async () => {
        await submit(['CUST-1'], withKey('k'));
        const result = await submit([...other, 'X'], withKey('k'));

        expect([result.statusCode, codeOf(result)]).to.deep.equal([422, 'idempotency-key-reused']);
        expect(runtime.published).to.have.lengthOf(1);
      });
    }

    it('returns 422 for a reused key with the same IDs in another order', async () => {
      await submit(['CUST-1', 'CUST-2'], withKey('k'));

      expect((await submit(['CUST-2', 'CUST-1'], withKey('k'))).statusCode).to.equal(422);
    });

    for (const label of [undefined, 'customers.CSV']) {
      it(`returns 422 for a reused key with another label: ${label}`, async () => {
        const first = await submit(['CUST-1'], withKey('k'), 'customers.csv');

        expect((await submit(['CUST-1'], withKey('k'), label)).statusCode).to.equal(422);
        expect((await submit(['CUST-1'], withKey('k'), 'customers.csv')).body).to.equal(first.body);
      });
    }

    it('returns 422 for a reused key with another action or addedBy, and replays the default action', async () => {
      const post = (request: object) =>
        send(JSON.stringify({ ids: ['CUST-1'], ...request }), { ...json, ...withKey('k') });
      const first = await post({});

      expect((await post({ action: 'add' })).body).to.equal(first.body);
      expect((await post({ action: 'delete' })).statusCode).to.equal(422);
      expect((await post({ action: 'delete', addedBy: submissionId(1) })).statusCode).to.equal(422);
    });

    it('accepts a reused Idempotency-Key after 24 hours', async () => {
      const first = await submit(['CUST-1'], withKey('k'));
      deps.clock.advance(day);
      const later = await submit(['CUST-2'], withKey('k'));

      expect(later.statusCode).to.equal(202);
      expect(idOf(later)).not.to.equal(idOf(first));
      expect(later.headers).not.to.have.property('Idempotency-Replayed');
    });

    const submitWith = (key: string) => {
      const headers = { ...json, ...withKey('k') };
      return createHandler(runtime)(proxyEvent({ body: '{"ids":["CUST-1"]}', headers, apiKey: key }), lambdaContext());
    };

    it('scopes Idempotency-Keys to the client', async () => {
      const first = await submit(['CUST-2'], withKey('k'));
      const second = await submitWith(apiKey('billing'));

      expect([first.statusCode, second.statusCode]).to.deep.equal([202, 202]);
    });

    it("replays a submission after the client's API key was rotated", async () => {
      const first = await submitWith(apiKey('billing', 'write', '1'.repeat(32)));
      const second = await submitWith(apiKey('billing', 'write', '2'.repeat(32)));

      expect(second.headers).to.include({ 'Idempotency-Replayed': 'true' });
      expect(idOf(second)).to.equal(idOf(first));
      expect(runtime.published).to.have.length(1);
    });

    for (const [what, value] of [
      ['empty', ''],
      ['longer than 255 characters', 'k'.repeat(256)],
      ['not ASCII', 'schlüssel'],
      ['sent twice', ['a', 'b']],
    ] as const) {
      it(`returns 400 for an Idempotency-Key that is ${what}`, async () => {
        const result = await send('{"ids":["CUST-1"]}', { ...json, 'Idempotency-Key': value });

        expect([result.statusCode, codeOf(result)]).to.deep.equal([400, 'invalid-request']);
        expect(JSON.parse(result.body).errors[0].pointer).to.equal('/header/Idempotency-Key');
        expect(runtime.published).to.deep.equal([]);
      });
    }
  });

  describe('invalid request', () => {
    const afterEachNothingHappened = async () => {
      expect(runtime.published).to.deep.equal([]);
      expect(await deps.submissionIndex.page({ month: '2026-01', before: undefined, limit: 1 })).to.deep.equal({
        items: [],
        searchedCount: 0,
      });
    };

    for (const [contentType, status] of [
      ['application/json', 202],
      ['Application/JSON; Charset="UTF-8"', 202],
      ['application/json;charset=utf-8', 202],
      ['application/json; charset=latin1', 415],
      ['text/plain', 415],
      ['application/problem+json', 415],
      ['application/jsonp', 415],
      [['application/json', 'application/json'], 415],
    ] as const) {
      it(`returns ${status} for Content-Type ${contentType}`, async () => {
        expect((await send('{"ids":["CUST-1"]}', { 'Content-Type': contentType })).statusCode).to.equal(status);
      });
    }

    it('returns 415 for a body without a Content-Type', async () => {
      expect((await send('{"ids":["CUST-1"]}', {})).statusCode).to.equal(415);
      await afterEachNothingHappened();
    });

    it('returns 413 for a body over 16 KiB', async () => {
      const padded = (bytes: number) => `{"ids":["CUST-1"]}`.padEnd(bytes, ' ');

      expect((await send(padded(16 * 1024))).statusCode).to.equal(202);
      expect((await send(padded(16 * 1024 + 1))).statusCode).to.equal(413);
      expect(runtime.published).to.have.lengthOf(1);
    });

    const wrong: readonly (readonly [body: string, errors: readonly object[]])[] = [
      ['', [{ pointer: '', code: 'invalid-body' }]],
      ['{"ids":["CUST-1"]', [{ pointer: '', code: 'invalid-body' }]],
      ['\ufeff{"ids":["CUST-1"]}', [{ pointer: '', code: 'invalid-body' }]],
      ['null', [{ pointer: '', code: 'wrong-type' }]],
      ['["CUST-1"]', [{ pointer: '', code: 'wrong-type' }]],
      ['"CUST-1"', [{ pointer: '', code: 'wrong-type' }]],
      ['{}', [{ pointer: '/ids', code: 'required' }]],
      ['{"ids":"CUST-1"}', [{ pointer: '/ids', code: 'wrong-type' }]],
      ['{"ids":{"0":"CUST-1"}}', [{ pointer: '/ids', code: 'wrong-type' }]],
      ['{"ids":[]}', [{ pointer: '/ids', code: 'too-few' }]],
      [JSON.stringify({ ids: Array.from({ length: 101 }, () => 'CUST-1') }), [{ pointer: '/ids', code: 'too-many' }]],
      [
        '{"ids":["CUST-1",1,{"a":{"b":[]}},null]}',
        [
          { pointer: '/ids/1', code: 'wrong-type' },
          { pointer: '/ids/2', code: 'wrong-type' },
          { pointer: '/ids/3', code: 'wrong-type' },
        ],
      ],
      [JSON.stringify({ ids: ['A'.repeat(257)] }), [{ pointer: '/ids/0', code: 'too-long' }]],
      ['{"ids":["CUST-1"],"action":"replace"}', [{ pointer: '/action', code: 'unknown-value' }]],
      [
        '{"ids":["CUST-1"],"action":null}',
        [
          { pointer: '/action', code: 'wrong-type' },
          { pointer: '/action', code: 'unknown-value' },
        ],
      ],
      [`{"ids":["CUST-1"],"addedBy":"${submissionId(1)}"}`, [{ pointer: '/addedBy', code: 'not-allowed' }]],
      [
        `{"ids":["CUST-1"],"action":"add","addedBy":"${submissionId(1)}"}`,
        [{ pointer: '/addedBy', code: 'not-allowed' }],
      ],
      ['{"ids":["CUST-1"],"action":"delete","addedBy":"x"}', [{ pointer: '/addedBy', code: 'invalid-format' }]],
      ['{"ids":["CUST-1"],"action":"delete","addedBy":1}', [{ pointer: '/addedBy', code: 'invalid-format' }]],
      [
        `{"ids":["CUST-1"],"action":"delete","addedBy":"${submissionId(1)}0"}`,
        [{ pointer: '/addedBy', code: 'invalid-format' }],
      ],
      ['{"ids":["CUST-1"],"label":""}', [{ pointer: '/label', code: 'too-short' }]],
      [`{"ids":["CUST-1"],"label":"${'a'.repeat(65)}"}`, [{ pointer: '/label', code: 'too-long' }]],
      ['{"ids":["CUST-1"],"label":1}', [{ pointer: '/label', code: 'wrong-type' }]],
      ['{"ids":["CUST-1"],"label":null}', [{ pointer: '/label', code: 'wrong-type' }]],
      ['{"label":"customers.csv"}', [{ pointer: '/ids', code: 'required' }]],
      ['{"ids":["CUST-1"],"label":"\\ud800"}', [{ pointer: '/label', code: 'invalid-body' }]],
      ['{"ids":["CUST-1"],"a/b~c":1}', [{ pointer: '/a~1b~0c', code: 'unknown-member' }]],
      ['{"ids":["CUST-1"],"__proto__":{}}', [{ pointer: '', code: 'invalid-body' }]],
      [`{"ids":["CUST-1"],"${'x'.repeat(300)}":1}`, [{ pointer: '', code: 'unknown-member' }]],
      ['{"ids":["CUST-1","\\ud800x"]}', [{ pointer: '/ids/1', code: 'invalid-body' }]],
      ['{"ids":["\\udfff"]}', [{ pointer: '/ids/0', code: 'invalid-body' }]],
    ];
    for (const [body, errors] of wrong) {
      it(`returns 400 for the body ${JSON.stringify(body.slice(0, 60))}`, async () => {
        const result = await send(body);

        expect([result.statusCode, codeOf(result)]).to.deep.equal([400, 'invalid-request']);
        const told: { pointer: string; code: string; detail: string }[] = JSON.parse(result.body).errors;
        expect(told.map(({ pointer, code }) => ({ pointer, code }))).to.deep.equal(errors);
        for (const { detail } of told) expect(detail).to.match(/^[A-Z].*\.$|^ids .*\.$/);
        await afterEachNothingHappened();
      });
    }

    it('returns 400 for a body that is not UTF-8', async () => {
      const body = Buffer.concat([Buffer.from('{"ids":["'), Buffer.from([0xff, 0xfe]), Buffer.from('"]}')]);
      const event = proxyEvent({ body: body.toString('base64'), isBase64Encoded: true, headers: json });

      expect((await createHandler(runtime)(event, lambdaContext())).statusCode).to.equal(400);
    });

    it('lists at most 100 errors', async () => {
      const result = await send(`{"ids":[${Array.from({ length: 5000 }, () => 1)}]}`);

      expect(JSON.parse(result.body).errors).to.have.lengthOf(100);
    });
  });

  it('accepts IDs in an invalid format: empty, 256 characters, emoji', async () => {
    expect((await submit(['', '👩‍🚀', 'ß'.repeat(256), '\u0000'])).statusCode).to.equal(202);
  });
});
