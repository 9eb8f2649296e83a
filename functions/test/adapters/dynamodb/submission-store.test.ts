import { marshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { dynamoDbSubmissionIndex, searchedSubmissionsMax } from '#adapters/dynamodb/submission-index.ts';
import { dynamoDbSubmissions } from '#adapters/dynamodb/submission-store.ts';
import { type EpochMillis, toTimestamp } from '#domain/instant.ts';
import { type Completion, countOutcomes, type Submission, submissionExpiry } from '#domain/submission.ts';
import { completeWith, firstAttempt } from '#domain/submission-attempts.ts';
import type { SubmissionStore } from '#ports.ts';
import { describeSubmissionStore } from '#support/functions/describe-submission-store.ts';
import { dynaliteTable, submissionsTable } from '#support/functions/dynalite-table.ts';
import {
  answer,
  type Behaviour,
  type FaultyService,
  faultyService,
  refuse,
  reset,
} from '#support/functions/faulty-service.ts';
import { at, submissionId } from '#support/functions/values.ts';

describeSubmissionStore('DynamoDB', async () => {
  const { client, table, index, stop } = await dynaliteTable(submissionsTable);
  const deadline = { signal: new AbortController().signal };
  return {
    store: dynamoDbSubmissions(client, table, deadline),
    index: dynamoDbSubmissionIndex(client, table, index, deadline),
    searchedMax: searchedSubmissionsMax,
    stop,
  };
});

describe('dynamoDbSubmissions with a faulty service', () => {
  const id = submissionId(1);
  const toCompletion = (now: EpochMillis): Completion => ({
    completedAt: toTimestamp(now),
    counts: countOutcomes('add', []),
    results: [],
    steps: [],
  });
  const complete = completeWith(() => toCompletion(at(20)));
  const received: Submission = {
    submissionId: id,
    status: 'received',
    action: 'add',
    ids: [],
    counts: { submitted: 0 },
    attempts: firstAttempt(toTimestamp(at(0))),
  };
  const toItem = (submission: Submission, version: number) =>
    marshall({ ...submission, version, expiresAt: submissionExpiry(id, 30) });
  const found = answer(200, JSON.stringify({ Item: toItem(received, 1) }));
  const foundCompleted = (now: EpochMillis) =>
    toItem({ ...received, ...completeWith(() => toCompletion(now))(received) } as Submission, 2);
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

  const conflict = (now: EpochMillis) => refuse(400, 'ConditionalCheckFailedException', { Item: foundCompleted(now) });

  it('recognizes its own change after a lost response', async () => {
    const store = await open([found, reset, conflict(at(20))]);

    expect(await store.change(id, complete, at(20))).to.equal('changed');
  });

  it('decides again when another call changed the submission', async () => {
    const again = answer(200, JSON.stringify({ Item: foundCompleted(at(10)) }));
    const store = await open([found, reset, conflict(at(10)), again]);

    expect(await store.change(id, complete, at(20))).to.equal('unchanged');
  });

  it('throws TransientError when others change the submission at every attempt', async () => {
    const store = await open(Array.from({ length: 5 }, () => [found, conflict(at(10))]).flat());
    const error = await store.change(id, complete, at(20)).catch((cause: Error) => cause.name);

    expect(error).to.equal('TransientError');
  });

  it('returns the existing claim from the failed condition without another read', async () => {
    const item = { submissionId: { S: 'idempotency#key' }, claimedBy: { S: id }, requestHash: { S: 'ids' } };
    const store = await open([refuse(400, 'ConditionalCheckFailedException', { Item: item })]);

    expect(
      await store.claim({ keyHash: 'key', requestHash: 'other', submissionId: submissionId(2) }, at(0)),
    ).to.deep.equal({
      keyHash: 'key',
      requestHash: 'ids',
      submissionId: id,
    });
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
      const create = store.create(
        { submissionId: id, action: 'add', ids: ['CUST-1'] } as const,
        submissionExpiry(id, 30),
      );
      const calls = [store.find(id, at(0)), create];

      expect(await Promise.all(calls.map((call) => call.then(String, (error: Error) => error.name)))).to.deep.equal([
        name,
        name,
      ]);
    });
  }
});
