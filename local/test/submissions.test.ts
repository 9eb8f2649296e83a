import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type HttpAnswer, type HttpClient, httpClient } from '#support/local/http-client.ts';
import { completed, eventBusOf, type Submission, submit } from '#support/local/submissions.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const problemOf = ({ headers, text }: HttpAnswer) => {
  expect(headers['content-type']).to.match(/^application\/problem\+json/);
  return JSON.parse(text);
};

describe('submissions over HTTP', () => {
  let local: RunningLocalAws;
  let send: HttpClient;

  before(async () => {
    local = await startTemporaryLocalAws();
    send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
  });
  after(() => local.stop());

  const post = (body: unknown, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      path: '/submissions',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const record = async (id: string) => JSON.parse((await send({ method: 'GET', path: `/customer-ids/${id}` })).text);
  const submissions = async () =>
    JSON.parse((await send({ method: 'GET', path: '/submissions?limit=100' })).text).items;

  it('says of each ID whether it was added, was there, or is invalid and why, within two seconds', async () => {
    await completed(send, await submit(send, ['CUST-EXISTS']));
    const startedAt = performance.now();
    const submissionId = await submit(send, ['CUST-1', 'cust-1', 'bad id!', 'CUST-EXISTS']);
    const submission = await completed(send, submissionId);

    expect(performance.now() - startedAt).to.be.lessThan(2_000);
    expect(submission.counts).to.deep.equal({ submitted: 4, added: 1, existing: 2, invalid: 1 });
    const [first, second, third, fourth] = submission.results;
    expect([first, second, fourth]).to.deep.equal([
      { id: 'CUST-1', outcome: 'added' },
      { id: 'CUST-1', outcome: 'existing' },
      { id: 'CUST-EXISTS', outcome: 'existing' },
    ]);
    expect(third).to.include({ id: 'bad id!', outcome: 'invalid' });
    expect(third?.reason).to.match(/space.*character 4/i);
    expect(submission.steps.map(({ name }) => name)).to.deep.equal(['ValidateIds', 'AddToTable', 'LogEvent']);
    expect(await record('CUST-1')).to.include({ source: 'submission', submissionId });
    expect((await submissions())[0]).to.include({ submissionId, status: 'completed' });
  });

  it('completes a submission without a valid ID, without the step that adds', async () => {
    const submission = await completed(send, await submit(send, ['no!', '']));

    expect(submission.counts).to.deep.equal({ submitted: 2, added: 0, existing: 0, invalid: 2 });
    expect(submission.steps.map(({ name }) => name)).to.deep.equal(['ValidateIds', 'LogEvent']);
  });

  const refused: readonly [string, unknown, Record<string, string>, number][] = [
    ['101 IDs', { ids: Array.from({ length: 101 }, (_, index) => `REFUSED-${index}`) }, {}, 400],
    ['an empty list', { ids: [] }, {}, 400],
    ['numbers', { ids: [1, 2] }, {}, 400],
    ['nested objects', { ids: [{ id: 'REFUSED-1' }] }, {}, 400],
    ['another member', { ids: ['REFUSED-1'], force: true }, {}, 400],
    ['no body', '', {}, 400],
    ['broken JSON', '{"ids": ["REFUSED-1"', {}, 400],
    ['a lone surrogate', '{"ids": ["REFUSED-\\ud800"]}', {}, 400],
    ['257 characters in one string', { ids: ['R'.repeat(257)] }, {}, 400],
    ['2 MB', `{"ids":["REFUSED-1"]}${' '.repeat(2_000_000)}`, {}, 413],
    ['text', 'REFUSED-1', { 'content-type': 'text/plain' }, 415],
    ['an empty Idempotency-Key', { ids: ['REFUSED-1'] }, { 'idempotency-key': '' }, 400],
  ];
  for (const [what, body, headers, status] of refused)
    it(`refuses ${what} with ${status} and a problem that says what is wrong, and accepts nothing`, async () => {
      const before = (await submissions()).length;
      const answer = await post(body, headers);

      expect(problemOf(answer)).to.include({ status });
      expect(problemOf(answer).detail).to.have.length.greaterThan(10);
      expect(await submissions()).to.have.lengthOf(before);
      expect((await send({ method: 'GET', path: '/customer-ids/REFUSED-1' })).status).to.equal(404);
    });

  it('makes one submission of 20 requests at once with one Idempotency-Key, and refuses other ids under it', async () => {
    const key = { 'idempotency-key': 'twenty at once' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post({ ids: ['ONCE-1', 'ONCE-2'] }, key)));
    const other = await post({ ids: ['ONCE-2', 'ONCE-1'] }, key);

    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([202]));
    const ids = new Set(answers.map(({ text }) => JSON.parse(text).submissionId));
    expect(ids.size).to.equal(1);
    expect(problemOf(other)).to.include({ status: 422, code: 'idempotency-key-reused' });
    const [submissionId = ''] = ids;
    expect((await completed(send, submissionId)).counts).to.include({ added: 2, existing: 0 });
    expect((await record('ONCE-1')).history).to.have.lengthOf(1);
    const replay = await post({ ids: ['ONCE-1', 'ONCE-2'] }, key);
    expect(replay.headers['idempotency-replayed']).to.equal('true');
    expect(JSON.parse(replay.text)).to.include({ submissionId, status: 'received' });
  });

  it('gives one row and one "added" for each ID, however often and in whichever order events arrive', async function () {
    this.timeout(60_000);
    const ids = Array.from({ length: 60 }, (_, index) => `OVERLAP-${index}`);
    const pick = (start: number) => Array.from({ length: 20 }, (_, index) => ids[(start * 7 + index) % 60] ?? '');
    const accepted = await Promise.all(Array.from({ length: 100 }, (_, index) => submit(send, pick(index))));
    const bus = new EventBridgeClient({
      endpoint: local.awsUrl,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'developer', secretAccessKey: 'developer' },
    });
    const events = accepted.map((submissionId, index) => ({
      EventBusName: eventBusOf(),
      Source: 'customer-ids.api',
      DetailType: 'CustomerIdsSubmitted',
      Detail: JSON.stringify({ submissionId, ids: pick(index) }),
    }));
    const shuffled = [...events, ...Array.from({ length: 10 }, () => events.slice(0, 1)).flat()].sort(
      () => Math.random() - 0.5,
    );
    for (let from = 0; from < shuffled.length; from += 10)
      await bus.send(new PutEventsCommand({ Entries: shuffled.slice(from, from + 10) }));
    bus.destroy();

    const ends: Submission[] = [];
    for (const submissionId of accepted) ends.push(await completed(send, submissionId));
    const added = ends.flatMap(({ results }) =>
      results.filter(({ outcome }) => outcome === 'added').map(({ id }) => id),
    );
    expect(added.sort()).to.deep.equal([...ids].sort());
    for (const id of ids) expect((await record(id)).history, id).to.have.lengthOf(1);
  });
});
