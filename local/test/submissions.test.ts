import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type HttpClient, type HttpResponse, httpClient, withRetries } from '#support/local/http-client.ts';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { eventBusName, type Submission, submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const parseProblem = ({ headers, text }: HttpResponse) => {
  expect(headers['content-type']).to.match(/^application\/problem\+json/);
  return JSON.parse(text);
};

const unknownSubmission = '01M81DJ99T2MFG6C0VJ1HNPE5S';

describe('submissions API', () => {
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
  const record = async (id: string) =>
    JSON.parse((await withRetries(send)({ method: 'GET', path: `/customer-ids/${id}` })).text);
  const submissions = async () =>
    JSON.parse((await withRetries(send)({ method: 'GET', path: '/submissions?limit=100' })).text).items;

  it('reports for each ID whether it was added, existed, or is invalid and why', async () => {
    await waitUntilCompleted(send, await submit(send, ['CUST-EXISTS']));
    const submissionId = await submit(send, ['CUST-1', 'cust-1', 'bad id!', 'CUST-EXISTS']);
    const submission = await waitUntilCompleted(send, submissionId);

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

  it('returns the label of a submission in the receipt, alone and in the list', async () => {
    const label = 'Kunden März.csv';
    const receipt = JSON.parse((await post({ ids: ['CUST-LABEL'], label })).text);
    const submission = await waitUntilCompleted(send, receipt.submissionId);

    const listed = (await submissions()).find(
      ({ submissionId }: Submission) => submissionId === submission.submissionId,
    );
    expect([receipt.label, submission.label, listed.label]).to.deep.equal([label, label, label]);
  });

  it('deletes the IDs of a submission, and those that an earlier one added and nothing has changed since', async () => {
    const imported = await submit(send, ['UNDO-1', 'UNDO-2', 'UNDO-3', 'UNDO-4']);
    await waitUntilCompleted(send, imported);
    await send({ method: 'DELETE', path: '/customer-ids/UNDO-2' });
    await send({ method: 'DELETE', path: '/customer-ids/UNDO-3' });
    await send({ method: 'PUT', path: '/customer-ids/UNDO-3' });

    const undo = await submit(send, ['UNDO-1', 'undo-1', 'UNDO-2', 'UNDO-3', 'no!'], {
      action: 'delete',
      addedBy: imported,
    });
    const undone = await waitUntilCompleted(send, undo);
    const removed = await waitUntilCompleted(send, await submit(send, ['UNDO-3', 'UNDO-4'], { action: 'delete' }));

    expect(undone.counts).to.deep.equal({ submitted: 5, deleted: 1, absent: 2, changed: 1, invalid: 1 });
    expect(undone.results.map(({ outcome }) => outcome)).to.deep.equal([
      'deleted',
      'absent',
      'absent',
      'changed',
      'invalid',
    ]);
    expect(undone.steps.map(({ name }) => name)).to.deep.equal(['ValidateIds', 'DeleteFromTable', 'LogEvent']);
    expect(removed.counts).to.deep.equal({ submitted: 2, deleted: 2, absent: 0, changed: 0, invalid: 0 });
    expect((await send({ method: 'GET', path: '/customer-ids/UNDO-1' })).status).to.equal(404);
    await send({ method: 'PUT', path: '/customer-ids/UNDO-1' });
    expect((await record('UNDO-1')).history.at(-2)).to.deep.include({ action: 'deleted', submissionId: undo });
  });

  it('leaves every active ID as it is, and returns changed, when addedBy names an unknown submission', async () => {
    await waitUntilCompleted(send, await submit(send, ['UNKNOWN-1']));
    const deletion = await submit(send, ['UNKNOWN-1', 'UNKNOWN-2'], { action: 'delete', addedBy: unknownSubmission });

    const counts = { submitted: 2, deleted: 0, absent: 1, changed: 1, invalid: 0 };
    expect((await waitUntilCompleted(send, deletion)).counts).to.deep.equal(counts);
    expect((await record('UNKNOWN-1')).history).to.have.lengthOf(1);
  });

  it('rejects an Idempotency-Key that was used with another action or addedBy', async () => {
    const key = { 'idempotency-key': 'one action' };
    const deletion = { ids: ['ACTION-1'], action: 'delete' };
    const first = await post(deletion, key);
    const others = [{ ids: ['ACTION-1'] }, { ...deletion, addedBy: unknownSubmission }];

    expect(first.status).to.equal(202);
    expect((await post(deletion, key)).headers['idempotency-replayed']).to.equal('true');
    for (const body of others)
      expect(parseProblem(await post(body, key))).to.include({ status: 422, code: 'idempotency-key-reused' });
  });

  it('completes a submission with quotes and backslashes in an ID', async () => {
    const submission = await waitUntilCompleted(send, await submit(send, ['a"b\\c', 'CUST-001']));

    expect(submission.results.map(({ id, outcome }) => [id, outcome])).to.deep.equal([
      ['a"b\\c', 'invalid'],
      ['CUST-001', 'added'],
    ]);
  });

  it('completes a submission without valid IDs and skips AddToTable', async () => {
    const submission = await waitUntilCompleted(send, await submit(send, ['no!', '']));

    expect(submission.counts).to.deep.equal({ submitted: 2, added: 0, existing: 0, invalid: 2 });
    expect(submission.steps.map(({ name }) => name)).to.deep.equal(['ValidateIds', 'LogEvent']);
  });

  const refused: readonly [string, unknown, Record<string, string>, number][] = [
    ['101 IDs', { ids: Array.from({ length: 101 }, (_, index) => `REFUSED-${index}`) }, {}, 400],
    ['an empty list', { ids: [] }, {}, 400],
    ['numbers', { ids: [1, 2] }, {}, 400],
    ['nested objects', { ids: [{ id: 'REFUSED-1' }] }, {}, 400],
    ['another member', { ids: ['REFUSED-1'], force: true }, {}, 400],
    ['an empty label', { ids: ['REFUSED-1'], label: '' }, {}, 400],
    ['a label of 65 characters', { ids: ['REFUSED-1'], label: 'x'.repeat(65) }, {}, 400],
    ['addedBy without the action delete', { ids: ['REFUSED-1'], addedBy: unknownSubmission }, {}, 400],
    ['addedBy and the action add', { ids: ['REFUSED-1'], action: 'add', addedBy: unknownSubmission }, {}, 400],
    ['addedBy that is no submission ID', { ids: ['REFUSED-1'], action: 'delete', addedBy: 'import.csv' }, {}, 400],
    ['an unknown action', { ids: ['REFUSED-1'], action: 'replace' }, {}, 400],
    ['no body', '', {}, 400],
    ['broken JSON', '{"ids": ["REFUSED-1"', {}, 400],
    ['a lone surrogate', '{"ids": ["REFUSED-\\ud800"]}', {}, 400],
    ['257 characters in one string', { ids: ['R'.repeat(257)] }, {}, 400],
    ['2 MB', `{"ids":["REFUSED-1"]}${' '.repeat(2_000_000)}`, {}, 413],
    ['text', 'REFUSED-1', { 'content-type': 'text/plain' }, 415],
    ['an empty Idempotency-Key', { ids: ['REFUSED-1'] }, { 'idempotency-key': '' }, 400],
  ];
  for (const [what, body, headers, status] of refused)
    it(`rejects a submission with ${what} with ${status} and a problem document, and stores nothing`, async () => {
      const before = (await submissions()).length;
      const answer = await post(body, headers);

      expect(parseProblem(answer)).to.include({ status });
      expect(parseProblem(answer).detail).to.have.length.greaterThan(10);
      expect(await submissions()).to.have.lengthOf(before);
      expect((await send({ method: 'GET', path: '/customer-ids/REFUSED-1' })).status).to.equal(404);
    });

  it('creates one submission for 20 concurrent requests with one Idempotency-Key and rejects another body', async () => {
    const key = { 'idempotency-key': 'twenty at once' };
    const request = {
      method: 'POST',
      path: '/submissions',
      headers: { 'content-type': 'application/json', ...key },
      body: JSON.stringify({ ids: ['ONCE-1', 'ONCE-2'] }),
    };
    const answers = await Promise.all(Array.from({ length: 20 }, () => withRetries(send)(request)));
    const other = await post({ ids: ['ONCE-2', 'ONCE-1'] }, key);

    expect(new Set(answers.map(({ status }) => status))).to.deep.equal(new Set([202]));
    const ids = new Set(answers.map(({ text }) => JSON.parse(text).submissionId));
    expect(ids.size).to.equal(1);
    expect(parseProblem(other)).to.include({ status: 422, code: 'idempotency-key-reused' });
    const [submissionId = ''] = ids;
    expect((await waitUntilCompleted(send, submissionId)).counts).to.include({ added: 2, existing: 0 });
    expect((await record('ONCE-1')).history).to.have.lengthOf(1);
    const replay = await post({ ids: ['ONCE-1', 'ONCE-2'] }, key);
    expect(replay.headers['idempotency-replayed']).to.equal('true');
    expect(JSON.parse(replay.text)).to.include({ submissionId, status: 'received' });
  });

  it('reports each ID as added exactly once for duplicate events in random order', async function () {
    this.timeout(300_000);
    const ids = Array.from({ length: 60 }, (_, index) => `OVERLAP-${index}`);
    const pick = (start: number) => Array.from({ length: 20 }, (_, index) => ids[(start * 7 + index) % 60] ?? '');
    const accepted = await Promise.all(Array.from({ length: 30 }, (_, index) => submit(send, pick(index))));
    const bus = new EventBridgeClient({
      endpoint: local.awsUrl,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'developer', secretAccessKey: 'developer' },
    });
    const events = accepted.map((submissionId) => ({
      EventBusName: eventBusName(),
      Source: 'customer-ids.api',
      DetailType: 'CustomerIdsSubmitted',
      Detail: JSON.stringify({ submissionId }),
    }));
    const random = createSeededRandom();
    const shuffled = [...events, ...Array.from({ length: 10 }, () => events.slice(0, 1)).flat()].sort(
      () => random() - 0.5,
    );
    for (let from = 0; from < shuffled.length; from += 10)
      await bus.send(new PutEventsCommand({ Entries: shuffled.slice(from, from + 10) }));
    bus.destroy();

    const completedSubmissions: Submission[] = [];
    for (const submissionId of accepted) completedSubmissions.push(await waitUntilCompleted(send, submissionId));
    const added = completedSubmissions.flatMap(({ results }) =>
      results.filter(({ outcome }) => outcome === 'added').map(({ id }) => id),
    );
    expect(added.sort()).to.deep.equal([...ids].sort());
    for (const id of ids) expect((await record(id)).history, id).to.have.lengthOf(1);
  });
});
