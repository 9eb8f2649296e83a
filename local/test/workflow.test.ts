import { fileURLToPath } from 'node:url';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { type ExecutionStatus, ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { InvocationOutcome } from '#local/lambda/invoke.ts';
import { readStack, type Stack } from '#local/stack.ts';
import { startWorkflow, type Workflow } from '#local/workflow.ts';
import { type AwsClients, serveAws } from '#support/local/aws-clients.ts';
import { eventually } from '#support/local/eventually.ts';
import { functionsThat, returned, threw } from '#support/local/step-functions-fixture.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';
import { redrive } from '#tools/deploy/redrive.ts';

const stack = readStack(fileURLToPath(new URL('../stack.json', import.meta.url)));
const nameOf = (type: string, end = '') =>
  stack
    .ofType(type)
    .map((values) => values.text('name'))
    .find((name) => name.endsWith(end)) ?? '';
const busName = nameOf('aws_cloudwatch_event_bus');
const failures = nameOf('aws_sqs_queue', 'failures');
const deadLetters = nameOf('aws_sqs_queue', 'dead-letters');

/** The stack as if Terraform had left out the resources of a type. */
const without = (type: string): Stack => ({
  ...stack,
  ofType: (wanted) => (wanted === type ? [] : stack.ofType(wanted)),
});

describe('the workflow of the stack', () => {
  const temporaryFolder = temporaryFolders();
  let workflow: Workflow;
  let aws: AwsClients;
  let dataDir: string;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
  });
  afterEach(async () => {
    await aws.stop();
    await workflow.stop();
  });

  /** Plays the functions; each name is the end of the real one's. */
  const start = async (answers: Readonly<Record<string, (event: unknown) => InvocationOutcome>>, from = stack) => {
    const invoke = functionsThat((qualifier, event) => {
      expect(qualifier).to.equal('live');
      return answers[kindOf(event)]?.(event) ?? returned(event);
    });
    workflow = await startWorkflow({ stack: from, dataDir, invoke, endpointUrl: () => aws.url, log: () => undefined });
    aws = await serveAws(workflow.services);
    workflow.resume();
    return invoke;
  };
  const submit = (submissionId: string, copies = 1) =>
    aws.events.send(
      new PutEventsCommand({
        Entries: Array.from({ length: copies }, () => ({
          EventBusName: busName,
          Source: 'customer-ids.api',
          DetailType: 'CustomerIdsSubmitted',
          Detail: JSON.stringify({ submissionId, ids: ['CUST-001'], more: 'than asked for' }),
        })),
      }),
    );
  const urlOf = (queueName: string) => `${aws.url}/${stack.account}/${queueName}`;
  const ended = (count: number) =>
    eventually(async () => {
      const stateMachineArn = `${stack.arnPrefixOf('states')}:stateMachine:${nameOf('aws_sfn_state_machine')}`;
      const { executions = [] } = await aws.states.send(new ListExecutionsCommand({ stateMachineArn }));
      const statuses = executions.map(({ status }): ExecutionStatus | undefined => status);
      return statuses.length === count && !statuses.includes('RUNNING') ? statuses : undefined;
    });
  const validated = { validCount: 1, results: [{ id: 'CUST-001', outcome: 'valid' }], steps: [] };

  it('gives the state machine just the submission and its IDs', async () => {
    const invoke = await start({ input: () => returned({ submissionId: 'S1', ...validated }) });
    await submit('S1');

    expect(await ended(1)).to.deep.equal(['SUCCEEDED']);
    expect(invoke.calls[0]?.event).to.deep.equal({ submissionId: 'S1', ids: ['CUST-001'] });
  });

  it('starts an execution for each delivery of an event', async () => {
    await start({ input: () => returned({ submissionId: 'S1', ...validated }) });
    await submit('S1', 3);
    expect(await ended(3)).to.deep.equal(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  });

  it('tells the failure queue and log-event of an execution that failed, and completes it after a redrive', async () => {
    let isMended = false;
    const invoke = await start({
      input: () => (isMended ? returned({ submissionId: 'S1', ...validated }) : threw('TypeError', 'Broken.')),
    });
    await submit('S1');
    expect(await ended(1)).to.deep.equal(['FAILED']);
    await eventually(() => (workflow.queueDepthOf(failures) === 1 ? true : undefined));
    const told = await eventually(() => invoke.calls.find(({ event }) => kindOf(event) === 'status'));
    expect(told.event).to.have.nested.property('detail.error', 'TypeError');

    isMended = true;
    const queueUrls = [urlOf(failures)];
    const counts = await redrive({ ...aws, queueUrls, busName, print: () => undefined });
    expect(counts).to.deep.equal({ redriven: 1, kept: 0 });
    expect(await ended(2)).to.deep.equal(['SUCCEEDED', 'FAILED']);
    expect(workflow.queueDepthOf(failures)).to.equal(0);
  });

  it('fails an execution whose state is too large past every Catch, and tells the failure queue', async () => {
    await start({ input: () => returned({ x: 'x'.repeat(262_145) }) });
    await submit('S1');
    expect(await ended(1)).to.deep.equal(['FAILED']);
    const message = await eventually(async () => {
      const request = new ReceiveMessageCommand({ QueueUrl: urlOf(failures) });
      return (await aws.sqs.send(request)).Messages?.[0];
    });
    const { detail } = JSON.parse(message.Body ?? '');
    expect(detail).to.include({ error: 'States.DataLimitExceeded' });
    expect(JSON.parse(detail.input)).to.deep.equal({ submissionId: 'S1', ids: ['CUST-001'] });
  });

  it('puts an event into the dead-letter queue when the rule may not start the state machine', async () => {
    await start({}, without('aws_iam_role_policy'));
    await submit('S1');
    const message = await eventually(async () => {
      const request = new ReceiveMessageCommand({ QueueUrl: urlOf(deadLetters), MessageAttributeNames: ['All'] });
      return (await aws.sqs.send(request)).Messages?.[0];
    });
    expect(message.MessageAttributes?.['ERROR_CODE']?.StringValue).to.equal('NO_PERMISSIONS');
    expect(JSON.parse(message.Body ?? '').detail).to.deep.include({ submissionId: 'S1' });
  });
});

/** Which of the workflow's payloads a function got. */
function kindOf(event: unknown): 'input' | 'status' | 'state' {
  if (typeof event !== 'object' || event === null) return 'state';
  if ('detail-type' in event) return 'status';
  return 'ids' in event ? 'input' : 'state';
}
