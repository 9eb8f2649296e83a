import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetExecutionHistoryCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { after, afterEach, describe, it } from 'mocha';
import { systemClock } from '#local/clock.ts';
import { eventually } from '#support/local/eventually.ts';
import { createFailingBundle } from '#support/local/failing-bundle.ts';
import { httpClient } from '#support/local/http-client.ts';
import { repository, resourceOf, stackVariant, withoutAction } from '#support/local/stack-variants.ts';
import { submit, waitForStatus, waitUntilCompleted } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const run = promisify(execFile);

const createClients = ({ awsUrl }: RunningLocalAws) => {
  const config = {
    endpoint: awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'developer', secretAccessKey: 'x' },
  };
  return { states: new SFNClient(config), sqs: new SQSClient(config) };
};

async function submitTo(local: RunningLocalAws, ids: readonly string[]) {
  const send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
  return { send, submissionId: await submit(send, ids) };
}

describe('submissions with a workflow failure', () => {
  const folder = temporaryFolder();
  let local: RunningLocalAws | undefined;

  afterEach(() => local?.stop());
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('completes after two transient failures of validate-id, which the execution history contains', async function () {
    this.timeout(240_000);
    const filename = createFailingBundle({ functionName: 'validate-id', times: 2, error: 'TransientError', folder });
    const stackFile = await stackVariant({
      aws_lambda_function: (values) => {
        if (String(values['function_name']).endsWith('validate-id')) values['filename'] = filename;
      },
    });
    local = await startTemporaryLocalAws(stackFile);
    const { send, submissionId } = await submitTo(local, ['RETRY-1']);

    expect((await waitUntilCompleted(send, submissionId)).counts).to.include({ added: 1 });
    const { states } = createClients(local);
    const stateMachineArn = `arn:aws:states:eu-west-1:123456789012:stateMachine:${resourceOf('aws_sfn_state_machine')['name']}`;
    const executions = await eventually(async () => {
      const ended = await states.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'SUCCEEDED' }));
      return ended.executions?.length ? ended.executions : undefined;
    });
    const { events = [] } = await states.send(
      new GetExecutionHistoryCommand({ executionArn: executions[0]?.executionArn }),
    );
    states.destroy();
    expect(executions).to.have.lengthOf(1);
    expect(events.filter(({ type }) => type === 'LambdaFunctionFailed')).to.have.lengthOf(2);
    expect(events.at(-1)?.type).to.equal('ExecutionSucceeded');
  });

  it('fails with the cause when add-to-table lacks a permission, and completes with `make redrive` after the fix', async function () {
    this.timeout(240_000);
    const dataDir = join(folder, 'redriven');
    local = await startTemporaryLocalAws(await withoutAction('add-to-table', 'dynamodb:PutItem'), { dataDir });
    const { send, submissionId } = await submitTo(local, ['REDRIVE-1', 'REDRIVE-2', 'not valid!']);

    const failed = await waitForStatus(send, submissionId, 'failed');
    const results = ['REDRIVE-1', 'REDRIVE-2', 'not valid!'].map((id) => ({ id, outcome: 'pending' }));
    expect(failed).to.deep.include({ results, counts: { submitted: 3 } });
    expect(failed.failure?.step).to.equal('AddToTable');
    expect(failed.failure?.reason).not.to.match(/AccessDenied|dynamodb|arn:/);
    const message = await receiveMessage(local, '-failures');
    expect(message).to.include({ source: 'aws.states', 'detail-type': 'Step Functions Execution Status Change' });
    expect(message.detail).to.include({ status: 'FAILED', error: 'AccessDeniedException' });
    expect(message.detail.cause).to.include('dynamodb:PutItem');
    expect(local.log.join('\n')).to.match(/"Failed":1/);

    await local.stop();
    local = await startTemporaryLocalAws(undefined, { dataDir });
    const restarted = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
    const { stdout } = await runRedrive(local);
    const submission = await waitUntilCompleted(restarted, submissionId);

    expect(stdout).to.include(submissionId);
    expect(submission.counts).to.deep.equal({ submitted: 3, added: 2, existing: 0, invalid: 1 });
    expect(submission).not.to.have.property('failure');
  });
});

describe('submissions that log-event cannot record', () => {
  const folder = temporaryFolder();
  let local: RunningLocalAws | undefined;

  afterEach(() => local?.stop());
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('end up in the dead-letter queue, and `make redrive` completes them after the fix', async function () {
    this.timeout(240_000);
    const dataDir = join(folder, 'data');
    const filename = createFailingBundle({ functionName: 'log-event', times: 1_000, error: 'TypeError', folder });
    const stackFile = await stackVariant({
      aws_lambda_function: (values) => {
        if (String(values['function_name']).endsWith('log-event')) values['filename'] = filename;
      },
    });
    local = await startTemporaryLocalAws(stackFile, { dataDir, lambdaClock: { ...systemClock, wait: skipWait } });
    const { submissionId } = await submitTo(local, ['UNLOGGED-1', 'a"b\\c']);
    const record = await receiveMessage(local, 'dead-letters');
    expect(record.requestContext).to.include({ condition: 'RetriesExhausted', approximateInvokeCount: 3 });
    expect(record.requestPayload.detail).to.include({ status: 'FAILED', error: 'TypeError' });

    await local.stop();
    local = await startTemporaryLocalAws(undefined, { dataDir });
    const send = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
    const { stdout } = await runRedrive(local);

    expect(stdout).to.match(new RegExp(`dead-letters: submission ${submissionId} was published`));
    const { counts } = await waitUntilCompleted(send, submissionId);
    expect(counts).to.deep.equal({ submitted: 2, added: 1, existing: 0, invalid: 1 });
  });
});

const skipWait = async (): Promise<void> => undefined;

const runRedrive = ({ awsUrl }: RunningLocalAws) =>
  run(process.execPath, [...process.execArgv, 'tools/deploy/redrive.ts'], {
    cwd: repository,
    env: { ...process.env, AWS_ENDPOINT_URL: awsUrl, ENV: 'local' },
  });

/** Waits for a message in the queue, and leaves it there. */
async function receiveMessage(local: RunningLocalAws, queueNameEnd: string) {
  const { sqs } = createClients(local);
  const { name } = resourceOf('aws_sqs_queue', (queue) => String(queue['name']).endsWith(queueNameEnd));
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: String(name) }));
  const body = await eventually(async () => {
    const { Messages } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
    return Messages?.[0]?.Body;
  });
  sqs.destroy();
  return JSON.parse(body);
}
