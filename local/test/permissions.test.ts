import { rmSync } from 'node:fs';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { grantsOf } from '#local/aws/grants.ts';
import { readRolePolicies } from '#local/aws/read-role-policies.ts';
import { readStack } from '#local/stack.ts';
import { eventually } from '#support/local/eventually.ts';
import { failingFirst } from '#support/local/failing-bundle.ts';
import { type HttpClient, httpClient } from '#support/local/http-client.ts';
import { type ForgetfulStore, startForgetfulStore } from '#support/local/response-dropping-store.ts';
import { resourceOf, stackFile, stackVariant } from '#support/local/stack-variants.ts';
import { completed, eventBusOf, followed, submit } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { redrive } from '#tools/deploy/redrive.ts';

/** What only AWS does: logs are written and delivered, and traces sent, by services that are not imitated here. */
const isOfAwsAlone = (grant: string): boolean => / may (logs|xray):/.test(grant);

const granted = grantsOf(readRolePolicies(readStack(stackFile)));

describe('the permissions of the roles', function () {
  this.timeout(120_000);
  const folder = temporaryFolder();
  const used = new Set<string>();
  let store: ForgetfulStore;
  let local: RunningLocalAws;
  let send: HttpClient;
  let sqs: SQSClient;
  let events: EventBridgeClient;

  before(async () => {
    const filename = failingFirst({ functionName: 'add-to-table', times: 1, error: 'Broken', folder });
    store = await startForgetfulStore('UNTOLD-');
    const stackWithFaults = await stackVariant({
      aws_lambda_function: (values) => {
        values['environment'][0].variables.AWS_ENDPOINT_URL_DYNAMODB = store.url;
        if (String(values['function_name']).endsWith('add-to-table')) values['filename'] = filename;
      },
    });
    local = await startTemporaryLocalAws(stackWithFaults, { onGrantUsed: (grant) => used.add(grant) });
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

  const urlOf = async (ending: string): Promise<string> => {
    const { name } = resourceOf('aws_sqs_queue', (queue) => String(queue['name']).endsWith(ending));
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    return QueueUrl;
  };
  const holdsAMessage = async (QueueUrl: string) => {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    return Messages.length > 0 ? true : undefined;
  };

  it('are each needed by somebody, but for what only AWS does', async () => {
    await failAndRedrive();
    await useEveryOperation(send);
    await writeWithoutBeingTold(send);
    await publishWhatNoTargetTakes();

    const unused = granted.filter((grant) => !used.has(grant));
    expect(granted).to.include.members([...used]);
    expect(unused).to.deep.equal(granted.filter(isOfAwsAlone));
  });

  it('name what they are for, but for what AWS knows no resource for', () => {
    const wide = granted.filter((grant) => grant.endsWith(' on *'));

    expect(wide.filter((grant) => !isOfAwsAlone(grant))).to.deep.equal([]);
    expect(granted.filter((grant) => / may [^ ]*\*/.test(grant))).to.deep.equal([]);
  });

  /** The first submission fails in its second step; log-event hears of it, and a redrive brings it to its end. */
  async function failAndRedrive(): Promise<void> {
    const submissionId = await submit(send, ['REDRIVEN-1']);
    await followed(send, submissionId, 'failed');
    const failures = await urlOf('-failures');
    await eventually(() => holdsAMessage(failures));
    await redrive({ sqs, events, queueUrls: [failures], busName: eventBusOf(), print: () => undefined });
    await completed(send, submissionId);
  }

  async function publishWhatNoTargetTakes(): Promise<void> {
    const detail = { submissionId: 'without-ids' };
    const Entries = [
      {
        EventBusName: eventBusOf(),
        Source: 'customer-ids.api',
        DetailType: 'CustomerIdsSubmitted',
        Detail: JSON.stringify(detail),
      },
    ];
    await events.send(new PutEventsCommand({ Entries }));
    const deadLetters = await urlOf('-dead-letters');
    await eventually(() => holdsAMessage(deadLetters));
  }
});

/** Each operation of the API, with what it meets on the way: a row that is there, and a submission sent again. */
async function useEveryOperation(send: HttpClient): Promise<void> {
  const call = (method: string, path: string) => send({ method, path });
  const body = JSON.stringify({ ids: ['USED-1', 'USED-2'] });
  const headers = { 'content-type': 'application/json', 'idempotency-key': 'permissions' };
  const statuses = [
    (await call('PUT', '/customer-ids/USED-1')).status,
    (await call('PUT', '/customer-ids/USED-1')).status,
    (await call('GET', '/customer-ids/USED-1')).status,
    (await call('GET', '/customer-ids')).status,
    (await call('DELETE', '/customer-ids/USED-1')).status,
    (await send({ method: 'POST', path: '/submissions', headers, body })).status,
    (await send({ method: 'POST', path: '/submissions', headers, body })).status,
    (await call('GET', '/submissions')).status,
  ];
  expect(statuses).to.deep.equal([201, 200, 200, 200, 204, 202, 202, 200]);
}

/** Where a write is not answered, its writer reads the row to find out what became of it. */
async function writeWithoutBeingTold(send: HttpClient): Promise<void> {
  const added = await send({ method: 'PUT', path: '/customer-ids/UNTOLD-1' });
  expect(added.status).to.equal(201);
  const submission = await completed(send, await submit(send, ['UNTOLD-2']));
  expect(submission.counts).to.include({ added: 1 });
}
