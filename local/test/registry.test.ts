import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { type HttpClient, type HttpResponse, httpClient, withRetries } from '#support/local/http-client.ts';
import { smallPlan, withoutAction } from '#support/local/stack-variants.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const parseProblem = ({ headers, text }: HttpResponse) => {
  expect(headers['content-type']).to.match(/^application\/problem\+json/);
  return JSON.parse(text);
};

const listIds = ({ text }: HttpResponse): readonly string[] =>
  JSON.parse(text).items.map(({ id }: { readonly id: string }) => id);

async function inParallel<Item>(items: readonly Item[], workers: number, work: (item: Item) => Promise<unknown>) {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}

describe('customer ID API', () => {
  let local: RunningLocalAws;
  let send: HttpClient;
  let call: (method: string, path: string, headers?: Record<string, string>) => Promise<HttpResponse>;

  before(async () => {
    local = await startTemporaryLocalAws();
    send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
    call = (method, path, headers = {}) => send({ method, path, headers });
  });
  after(() => local.stop());

  it('adds an ID once, regardless of case', async () => {
    const first = await call('PUT', '/customer-ids/cust-001');
    const again = await call('PUT', '/customer-ids/CUST-001');
    const onlyNew = await call('PUT', '/customer-ids/Cust-001', { 'if-none-match': '*' });

    expect([first.status, again.status, onlyNew.status]).to.deep.equal([201, 200, 412]);
    expect(first.headers).to.include({ location: '/api/customer-ids/CUST-001', etag: '"1"' });
    expect(JSON.parse(again.text)).to.deep.equal(JSON.parse(first.text));
    expect(parseProblem(onlyNew)).to.include({ code: 'precondition-failed', status: 412 });
  });

  it('returns an ID with its history, and 304 for a matching ETag', async () => {
    await call('PUT', '/customer-ids/CUST-002');
    const found = await call('GET', '/customer-ids/cust-002');
    const { etag = '' } = found.headers;
    const unchanged = await call('GET', '/customer-ids/CUST-002', { 'if-none-match': `"0", ${etag}` });
    const unknown = await call('GET', '/customer-ids/CUST-NONE');

    const record = JSON.parse(found.text);
    expect(record).to.deep.equal({
      id: 'CUST-002',
      createdAt: record.createdAt,
      source: 'api',
      client: 'page',
      version: 1,
      history: [{ at: record.createdAt, action: 'added', source: 'api', client: 'page' }],
    });
    expect({ status: unchanged.status, body: unchanged.text, tag: unchanged.headers.etag }).to.deep.equal({
      status: 304,
      body: '',
      tag: etag,
    });
    expect(parseProblem(unknown)).to.include({ status: 404, code: 'customer-id-not-found' });
    expect(parseProblem(unknown)).not.to.have.property('deletedAt');
  });

  it('deletes an ID once, lists it as deleted, and retains history and first addition when it is added again', async () => {
    await call('PUT', '/customer-ids/CUST-003');
    const deleted = await call('DELETE', '/customer-ids/CUST-003');
    const deletedAgain = await call('DELETE', '/customer-ids/CUST-003');
    const gone = await call('GET', '/customer-ids/CUST-003');
    const listed = await call('GET', '/customer-ids?state=deleted');
    const back = await call('PUT', '/customer-ids/CUST-003', { 'if-none-match': '*' });

    expect([deleted.status, deletedAgain.status, gone.status, back.status]).to.deep.equal([204, 404, 404, 201]);
    expect(parseProblem(gone).deletedAt).to.match(/^\d{4}-\d\d-\d\dT.*Z$/);
    expect(listIds(listed)).to.deep.equal(['CUST-003']);
    expect(listIds(await call('GET', '/customer-ids?state=deleted'))).to.deep.equal([]);
    const { version, history, firstAddedAt } = JSON.parse(back.text);
    expect(version).to.equal(3);
    expect(firstAddedAt).to.equal(history[0].at);
    expect(history.map(({ action }: { action: string }) => action)).to.deep.equal(['added', 'deleted', 'added']);
  });

  it('deletes an ID only if If-Match matches its version', async () => {
    await call('PUT', '/customer-ids/CUST-004');

    const statuses = [
      (await call('DELETE', '/customer-ids/CUST-004', { 'if-match': '"7"' })).status,
      (await call('DELETE', '/customer-ids/CUST-004', { 'if-match': 'W/"1"' })).status,
      (await call('DELETE', '/customer-ids/CUST-004', { 'if-match': '"1"' })).status,
    ];

    expect(statuses).to.deep.equal([412, 412, 204]);
  });

  it('lists more than 1,000 IDs sorted, without gaps or duplicates, while IDs are being added', async function () {
    this.timeout(1_200_000);
    const numbers = Array.from({ length: 1_050 }, (_, index) => index);
    const name = (number: number) => `LIST-${String(number * 2).padStart(5, '0')}`;
    const request = withRetries(send);
    await inParallel(numbers, 24, (number) => request({ method: 'PUT', path: `/customer-ids/${name(number)}` }));

    let adding = true;
    const adder = (async () => {
      for (let number = 0; adding; number += 1)
        await request({ method: 'PUT', path: `/customer-ids/LIST-${String(number * 2 + 1).padStart(5, '0')}` });
    })();
    const listed: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = `/customer-ids?prefix=list-&limit=100${cursor && `&cursor=${cursor}`}`;
      const page = await request({ method: 'GET', path });
      const { items, nextCursor }: { items: { id: string }[]; nextCursor: string | null } = JSON.parse(page.text);
      if (nextCursor !== null) expect(items).to.have.lengthOf(100);
      listed.push(...items.map(({ id }) => id));
      cursor = nextCursor;
    }
    adding = false;
    await adder;

    expect(listed).to.deep.equal([...new Set(listed)].sort());
    expect(listed).to.include.members(numbers.map(name));
  });

  const invalid = ['a', 'A'.repeat(65), '%C3%BC', '%2F', '%00', '%FF', '%F0%9F%98%80', '..%2F', '../', 'abc%0A', '-ab'];
  for (const method of ['PUT', 'GET', 'DELETE'])
    for (const text of invalid)
      it(`${method} rejects the invalid ID ${text.slice(0, 20)} with a problem document`, async () => {
        const answer = await call(method, `/customer-ids/${text}`);

        expect(answer.status).to.be.oneOf([400, 404]);
        expect(parseProblem(answer).code).to.be.oneOf(
          answer.status === 400 ? ['invalid-customer-id', 'invalid-request'] : ['not-found'],
        );
      });

  it('returns 403 without an API key, with a wrong one, and with the key in the query', async () => {
    const keyless = httpClient(`${local.url}/api`);
    const statuses = await Promise.all([
      keyless({ method: 'GET', path: '/customer-ids' }),
      call('GET', '/customer-ids', { 'x-api-key': 'wrong' }),
      keyless({ method: 'GET', path: `/customer-ids?x-api-key=${local.apiKey}` }),
    ]);

    for (const answer of statuses) expect(parseProblem(answer)).to.include({ status: 403, code: 'forbidden' });
  });

  it('returns and logs no request ID that a client chose', async () => {
    const chosen = { 'x-amzn-requestid': 'CUST-SECRET-1' };
    const answers = [
      await call('GET', '/customer-ids/NEVER-THERE', chosen),
      await call('GET', '/customer-ids', { ...chosen, 'x-api-key': 'wrong' }),
    ];

    const ids = answers.map((answer) => parseProblem(answer).requestId);
    expect(ids).to.deep.equal(answers.map(({ headers }) => headers['x-amz-apigw-id']));
    await eventually(async () => (local.log.some((line) => line.includes(ids[0])) ? true : undefined));
    expect(local.log.filter((line) => line.includes('CUST-SECRET-1'))).to.deep.equal([]);
  });

  it('returns 404 for an unknown path and an unknown method', async () => {
    for (const [method, path] of [
      ['GET', '/nothing-here'],
      ['POST', '/customer-ids/CUST-001'],
      ['HEAD', '/customer-ids/CUST-001'],
      ['OPTIONS', '/customer-ids'],
      ['PATCH', '/customer-ids/CUST-001'],
    ] as const) {
      const answer = await call(method, path);
      expect(answer.status, `${method} ${path}`).to.equal(404);
      if (method !== 'HEAD') expect(parseProblem(answer)).to.include({ code: 'not-found' });
    }
  });

  it('returns a client error for a path of 100 kB and keeps serving requests', async () => {
    const answer = await call('GET', `/customer-ids/${'x'.repeat(100_000)}`);
    const next = await call('GET', '/health');

    expect(answer.status).to.be.within(400, 499);
    expect(next.status).to.equal(200);
  });

  it('returns 429 with Retry-After when the usage plan is exceeded', async () => {
    const small = await startTemporaryLocalAws(await smallPlan(3));
    try {
      const limited = httpClient(`${small.url}/api`, { 'x-api-key': small.apiKey });
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => limited({ method: 'GET', path: '/customer-ids' })),
      );
      const refused = answers.filter(({ status }) => status === 429);

      expect(refused).to.have.lengthOf(5);
      for (const answer of refused) {
        expect(answer.headers['retry-after']).to.match(/^\d+$/);
        expect(parseProblem(answer).code).to.equal('too-many-requests');
      }
    } finally {
      await small.stop();
    }
  });

  it('returns 500 when a role lacks a permission, and logs function, action and resource', async () => {
    const stackFile = await withoutAction('get-customer-id', 'dynamodb:GetItem');
    const denied = await startTemporaryLocalAws(stackFile);
    try {
      const answer = await httpClient(`${denied.url}/api`, { 'x-api-key': denied.apiKey })({
        method: 'GET',
        path: '/customer-ids/CUST-001',
      });

      expect(parseProblem(answer)).to.include({ status: 500, code: 'internal' });
      expect(answer.text).not.to.match(/AccessDenied|dynamodb|arn:/);
      expect(denied.log.join('\n')).to.match(
        /get-customer-id.*dynamodb:GetItem.*arn:aws:dynamodb:[^ ]*table\/customer_ids/,
      );
    } finally {
      await denied.stop();
    }
  });
});
