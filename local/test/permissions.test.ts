import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { listGrants } from '#local/aws/grants.ts';
import { readRolePolicies } from '#local/aws/read-role-policies.ts';
import { systemClock } from '#local/clock.ts';
import { readStack } from '#local/stack.ts';
import { eventually } from '#support/local/eventually.ts';
import { createFailingBundle } from '#support/local/failing-bundle.ts';
import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import { type ResponseDroppingStore, startResponseDroppingStore } from '#support/local/response-dropping-store.ts';
import { resourceOf, stackFile, stackVariant } from '#support/local/stack-variants.ts';
import { eventBusName, submit, waitForStatus, waitUntilCompleted } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { redrive } from '#tools/deploy/redrive.ts';

/** Permissions for CloudWatch Logs and X-Ray, which are not emulated. */
const isAwsOnly = (grant: string): boolean => / may (logs|xray):/.test(grant);

const granted = listGrants(readRolePolicies(readStack(stackFile)));

describe('IAM permissions of the roles', function () {
  this.timeout(300_000);
  const folder = temporaryFolder();
  const used = new Set<string>();
  let store: ResponseDroppingStore;
  let local: RunningLocalAws;
  let send: HttpClient;
  let sqs: SQSClient;
  let events: EventBridgeClient;

  before(async () => {
    const bundles = [
      createFailingBundle({ functionName: 'add-to-table', times: 2, error: 'Broken', folder }),
      // LogFailure, and the three attempts of the asynchronous invocation.
      createFailingBundle({ functionName: 'log-event', times: 4, error: 'Broken', folder }),
    ];
    store = await startResponseDroppingStore('"id":{"S":"UNTOLD-');
    const stackWithFaults = await stackVariant({
      aws_lambda_function: (values) => {
        values['environment'][0].variables.AWS_ENDPOINT_URL_DYNAMODB = store.url;
        const functionName = String(values['function_name']);
        const bundle = bundles.find((file) => functionName.endsWith(basename(file, '.zip')));
        if (bundle !== undefined) values['filename'] = bundle;
      },
    });
    local = await startTemporaryLocalAws(stackWithFaults, {
      lambdaClock: { ...systemClock, wait: async () => undefined },
      onGrantUsed: (grant) => used.add(grant),
    });
    store.forwardTo(local.awsUrl);
    send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
    const credentials = { accessKeyId: 'developer', secretAccessKey: 'developer' };
    sqs = new SQSClient({ endpoint: local.awsUrl, region: 'eu-west-1', credentials });
    events = new EventBridgeClient({ endpoint: local.awsUrl, region: 'eu-west-1', credentials });
  });

  after(async () => {
    events.destroy();
    sqs.destroy();
    await local.stop();
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const getQueueUrl = async (ending: string): Promise<string> => {
    const { name } = resourceOf('aws_sqs_queue', (queue) => String(queue['name']).endsWith(ending));
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    return QueueUrl;
  };
  const hasMessage = async (QueueUrl: string) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    return Messages.length > 0 ? true : undefined;
  };

  it('uses every permission, except those for services that only run on AWS', async () => {
    await failRetryAndRedrive();
    await waitUntilCompleted(send, await submit(send, ['REDRIVEN-1'], { action: 'delete' }));
    await useEveryOperation(send);
    await writeWithDroppedResponse(send);

    const unused = granted.filter((grant) => !used.has(grant));
    expect(granted).to.include.members([...used]);
    expect(unused).to.deep.equal(granted.filter(isAwsOnly));
  });

  it('contain no wildcard action, and no wildcard resource except where AWS requires it', () => {
    const wide = granted.filter((grant) => grant.endsWith(' on *'));

    expect(wide.filter((grant) => !isAwsOnly(grant))).to.deep.equal([]);
    expect(granted.filter((grant) => / may [^ ]*\*/.test(grant))).to.deep.equal([]);
  });

  /**
   * The submission fails in its second step, and log-event cannot record that. A retry fails too, which is recorded, and a
   * redrive completes it.
   */
  async function failRetryAndRedrive(): Promise<void> {
    const submissionId = await submit(send, ['REDRIVEN-1']);
    const queueUrls = [await getQueueUrl('-failures'), await getQueueUrl('-dead-letters')];
    for (const queueUrl of queueUrls) await eventually(() => hasMessage(queueUrl));
    expect((await send({ method: 'POST', path: `/submissions/${submissionId}/retry` })).status).to.equal(202);
    await waitForStatus(send, submissionId, 'failed');
    await redrive({ sqs, events, queueUrls, busName: eventBusName(), print: () => undefined });
    await waitUntilCompleted(send, submissionId);
  }
});

/** Calls each operation, including adding an existing ID and repeating a submission. */
async function useEveryOperation(send: HttpClient): Promise<void> {
  const call = (method: string, path: string) => send({ method, path });
  const body = JSON.stringify({ ids: ['USED-1', 'USED-2'] });
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'permissions' };
  const statuses = [
    (await call('PUT', '/customer-ids/USED-1')).status,
    (await call('PUT', '/customer-ids/USED-1')).status,
    (await call('GET', '/customer-ids/USED-1')).status,
    (await call('GET', '/customer-ids')).status,
    (await call('GET', '/customer-ids?state=deleted')).status,
    (await call('DELETE', '/customer-ids/USED-1')).status,
    (await send({ method: 'POST', path: '/submissions', headers, body })).status,
    (await send({ method: 'POST', path: '/submissions', headers, body })).status,
    (await call('GET', '/submissions')).status,
    (await send({ method: 'POST', path: '/lookups', headers, body })).status,
  ];
  expect(statuses).to.deep.equal([201, 200, 200, 200, 200, 204, 202, 202, 200, 200]);
}

/** When the response to a write is lost, the function reads the row to learn the outcome. */
async function writeWithDroppedResponse(send: HttpClient): Promise<void> {
  const added = await send({ method: 'PUT', path: '/customer-ids/UNTOLD-1' });
  expect(added.status).to.equal(201);
  const submission = await waitUntilCompleted(send, await submit(send, ['UNTOLD-2']));
  expect(submission.counts).to.include({ added: 1 });
}
