import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { after, afterEach, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { createFailingBundle } from '#support/local/failing-bundle.ts';
import { type HttpClient, httpClient, withRetries } from '#support/local/http-client.ts';
import { createSeededRandom } from '#support/local/seeded-random.ts';
import { resourceOf, stackVariant } from '#support/local/stack-variants.ts';
import { eventBusName, getSubmission, submit, waitForStatus, waitUntilCompleted } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { redrive } from '#tools/deploy/redrive.ts';
import { openLocalAws } from '#tools/lib/local-aws.ts';

const races = 20;
const stateMachineArn = `arn:aws:states:eu-west-1:123456789012:stateMachine:${resourceOf('aws_sfn_state_machine')['name']}`;

describe('POST /submissions/{submissionId}/retry', function () {
  this.timeout(1_200_000);
  const folder = temporaryFolder();
  let local: RunningLocalAws;
  let send: HttpClient;

  afterEach(() => local.stop());
  after(() => rmSync(folder, { recursive: true, force: true }));

  async function start(failures: number): Promise<void> {
    const bundle = { functionName: 'add-to-table', times: failures, error: 'TypeError', folder };
    const filename = createFailingBundle(bundle);
    const stackFile = await stackVariant({
      aws_lambda_function: (values) => {
        if (String(values['function_name']).endsWith('add-to-table')) values['filename'] = filename;
      },
    });
    local = await startTemporaryLocalAws(stackFile);
    send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
  }

  const retry = (submissionId: string) =>
    withRetries(send)({ method: 'POST', path: `/submissions/${submissionId}/retry` });
  const readHistory = async (id: string): Promise<readonly unknown[]> =>
    JSON.parse((await withRetries(send)({ method: 'GET', path: `/customer-ids/${id}` })).text).history;

  it('completes a failed submission, and its attempts show that it failed before', async () => {
    await start(1);
    const submissionId = await submit(send, ['RETRIED-1', 'not valid!']);
    const { failure } = await waitForStatus(send, submissionId, 'failed');

    const response = await retry(submissionId);

    expect([response.status, JSON.parse(response.text).submissionId]).to.deep.equal([202, submissionId]);
    const submission = await waitUntilCompleted(send, submissionId);
    expect(submission.counts).to.deep.equal({ submitted: 2, added: 1, existing: 0, invalid: 1 });
    expect(submission).not.to.have.property('failure');
    expect(submission.attempts.map(({ status }) => status)).to.deep.equal(['failed', 'completed']);
    expect(submission.attempts[0]?.failure).to.deep.equal(failure);
    expect((await retry(submissionId)).status).to.equal(409);
    expect(await readHistory('RETRIED-1')).to.have.lengthOf(1);
  });

  it(`changes nothing twice when it races with make redrive ${races} times`, async () => {
    await start(races);
    const random = createSeededRandom();
    const accepted = await Promise.all(
      Array.from({ length: races }, (_, nth) => submit(send, [`RACE-${nth}`, 'RACE'])),
    );
    for (const submissionId of accepted) await waitForStatus(send, submissionId, 'failed');
    const clients = openClients(local);
    await eventually(async () => ((await clients.readQueueDepth()) === races ? true : undefined));

    const retries = accepted.map(async (submissionId) => {
      await sleep(random() * 200);
      return (await retry(submissionId)).status;
    });
    const [counts, ...statuses] = await Promise.all([clients.redrive(), ...retries]);

    expect(counts).to.deep.equal({ redriven: races, failed: 0 });
    // 409 if the redriven execution was faster.
    expect(statuses.filter((status) => status !== 202 && status !== 409)).to.deep.equal([]);
    const submissions = await Promise.all(accepted.map((submissionId) => waitUntilCompleted(send, submissionId)));
    await eventually(async () => ((await clients.countRunning()) === 0 ? true : undefined));
    expect(await Promise.all(accepted.map((submissionId) => getSubmission(send, submissionId)))).to.deep.equal(
      submissions,
    );
    const added = submissions.flatMap(({ results }) => results.filter(({ outcome }) => outcome === 'added'));
    const ids = ['RACE', ...accepted.map((_, nth) => `RACE-${nth}`)];
    expect(added.map(({ id }) => id).toSorted()).to.deep.equal(ids.toSorted());
    for (const id of ids) expect(await readHistory(id), id).to.have.lengthOf(1);
    for (const { attempts } of submissions) {
      expect(attempts[0]?.status).to.equal('failed');
      expect(attempts.filter(({ status }) => status === 'completed')).to.have.lengthOf(1);
      expect(attempts.at(-1)?.status).to.equal('completed');
    }
    clients.close();
  });
});

/** The clients that make redrive uses, on the failure queue. */
function openClients({ awsUrl }: RunningLocalAws) {
  const { client } = openLocalAws({ AWS_ENDPOINT_URL: awsUrl });
  const [sqs, events, states] = [new SQSClient(client), new EventBridgeClient(client), new SFNClient(client)];
  const { name } = resourceOf('aws_sqs_queue', (queue) => String(queue['name']).endsWith('-failures'));
  const queueUrl = sqs.send(new GetQueueUrlCommand({ QueueName: String(name) })).then(({ QueueUrl = '' }) => QueueUrl);
  return {
    redrive: async () =>
      redrive({ sqs, events, queueUrls: [await queueUrl], busName: eventBusName(), print: () => undefined }),
    readQueueDepth: async () => {
      const AttributeNames = ['ApproximateNumberOfMessages'] as const;
      const command = new GetQueueAttributesCommand({ QueueUrl: await queueUrl, AttributeNames: [...AttributeNames] });
      return Number((await sqs.send(command)).Attributes?.['ApproximateNumberOfMessages']);
    },
    countRunning: async () => {
      const { executions = [] } = await states.send(
        new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }),
      );
      return executions.length;
    },
    close: () => {
      for (const each of [sqs, events, states]) each.destroy();
    },
  };
}
