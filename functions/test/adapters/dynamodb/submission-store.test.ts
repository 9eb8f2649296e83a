import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { dynamoDbSubmissionIndex } from '#adapters/dynamodb/submission-index.ts';
import { dynamoDbSubmissions } from '#adapters/dynamodb/submission-store.ts';
import { toTimestamp } from '#domain/instant.ts';
import { type Completion, countOutcomes, toPublication } from '#domain/submission.ts';
import type { SubmissionStore } from '#ports.ts';
import { describeSubmissionStore } from '#support/functions/describe-submission-store.ts';
import { dynaliteTable, submissionsTable } from '#support/functions/dynalite-table.ts';
import { type Behaviour, type FaultyService, faultyService, refuse, reset } from '#support/functions/faulty-service.ts';
import { at, submissionId } from '#support/functions/values.ts';

describeSubmissionStore('DynamoDB', async () => {
  const { client, table, index, stop } = await dynaliteTable(submissionsTable);
  const deadline = { signal: new AbortController().signal };
  return {
    store: dynamoDbSubmissions(client, table, deadline),
    index: dynamoDbSubmissionIndex(client, table, index, deadline),
    stop,
  };
});

describe('dynamoDbSubmissions with a faulty service', () => {
  const id = submissionId(1);
  const completed: Completion = {
    submissionId: id,
    completedAt: toTimestamp(at(20)),
    counts: countOutcomes([]),
    results: [],
    steps: [],
  };
  const publication = toPublication(id, at(20), 30);
  let service: FaultyService;
  let close = () => {};

  afterEach(async () => {
    close();
    await service.stop();
  });

  async function open(behaviours: readonly Behaviour[]): Promise<SubmissionStore> {
    service = await faultyService(behaviours);
    const client = dynamoDbClient();
    close = () => client.destroy();
    return dynamoDbSubmissions(client, 'submissions', { signal: new AbortController().signal });
  }

  const met = (completedAt: string) =>
    refuse(400, 'ConditionalCheckFailedException', { Item: { completedAt: { S: completedAt } } });

  it('recognizes its own completion after a lost response', async () => {
    const store = await open([reset, met(completed.completedAt)]);

    expect(await store.complete(completed, publication)).to.equal(true);
  });

  it('reports false when another call completed the submission', async () => {
    const store = await open([reset, met(toTimestamp(at(10)))]);

    expect(await store.complete(completed, publication)).to.equal(false);
  });

  it('returns the existing claim from the failed condition without another read', async () => {
    const item = { submissionId: { S: 'idempotency#key' }, claimedBy: { S: id }, idsHash: { S: 'ids' } };
    const store = await open([refuse(400, 'ConditionalCheckFailedException', { Item: item })]);

    expect(await store.claim({ keyHash: 'key', idsHash: 'other', submissionId: submissionId(2) }, at(0))).to.deep.equal(
      {
        keyHash: 'key',
        idsHash: 'ids',
        submissionId: id,
      },
    );
    expect(service.requests()).to.equal(1);
  });

  for (const [what, behaviour, name] of [
    ['throttles', refuse(400, 'ProvisionedThroughputExceededException'), 'TransientError'],
    ['fails', refuse(500, 'InternalServerError'), 'TransientError'],
    ['resets connections', reset, 'TransientError'],
    ['denies access', refuse(400, 'AccessDeniedException'), 'AccessDeniedException'],
  ] as const) {
    it(`throws ${name} when the table ${what}`, async () => {
      const store = await open([behaviour]);
      const calls = [store.find(id, at(0)), store.create(id, ['CUST-1'], publication.expiresAt)];

      expect(await Promise.all(calls.map((call) => call.then(String, (error: Error) => error.name)))).to.deep.equal([
        name,
        name,
      ]);
    });
  }
});
