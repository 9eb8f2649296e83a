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
import { fakeFunctions, returned, threw } from '#support/local/step-functions-fixture.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';
import { redrive } from '#tools/deploy/redrive.ts';

const stack = readStack(fileURLToPath(new URL('../stack.json', import.meta.url)));
const findName = (type: string, end = '') =>
  stack
    .ofType(type)
    .map((values) => values.text('name'))
    .find((name) => name.endsWith(end)) ?? '';
const busName = findName('aws_cloudwatch_event_bus');
const failures = findName('aws_sqs_queue', 'failures');
const deadLetters = findName('aws_sqs_queue', 'dead-letters');

/** The stack without the resources of a type. */
const without = (type: string): Stack => ({
  ...stack,
  ofType: (wanted) => (wanted === type ? [] : stack.ofType(wanted)),
});

describe('workflow', () => {
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

  /** Starts the workflow with fake functions, by kind of event. */
  const start = async (handlers: Readonly<Record<string, (event: unknown) => InvocationOutcome>>, from = stack) => {
    const invoke = fakeFunctions((qualifier, event) => {
      expect(qualifier).to.equal('live');
      return handlers[classifyEvent(event)]?.(event) ?? returned(event);
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
          Detail: JSON.stringify({ submissionId }),
        })),
      }),
    );
  const toQueueUrl = (queueName: string) => `${aws.url}/${stack.account}/${queueName}`;
  const waitForStatuses = (count: number) =>
    eventually(async () => {
      const stateMachineArn = `${stack.arnPrefix('states')}:stateMachine:${findName('aws_sfn_state_machine')}`;
      const { executions = [] } = await aws.states.send(new ListExecutionsCommand({ stateMachineArn }));
      const statuses = executions.map(({ status }): ExecutionStatus | undefined => status);
      return statuses.length === count && !statuses.includes('RUNNING') ? statuses : undefined;
    });
  const validated = { action: 'add', validCount: 1, outcomes: ['valid'], steps: [] };

  it('passes the detail of the event to the state machine', async () => {
    const invoke = await start({ input: () => returned({ submissionId: 'S1', ...validated }) });
    await submit('S1');

    expect(await waitForStatuses(1)).to.deep.equal(['SUCCEEDED']);
    expect(invoke.calls[0]?.event).to.deep.equal({ submissionId: 'S1' });
  });

  it('starts one execution per published event', async () => {
    await start({ input: () => returned({ submissionId: 'S1', ...validated }) });
    await submit('S1', 3);
    expect(await waitForStatuses(3)).to.deep.equal(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  });

  it('sends a failed execution to the failure queue and log-event, and completes it after a redrive', async () => {
    let isFixed = false;
    const invoke = await start({
      input: () => (isFixed ? returned({ submissionId: 'S1', ...validated }) : threw('TypeError', 'Broken.')),
    });
    await submit('S1');
    expect(await waitForStatuses(1)).to.deep.equal(['FAILED']);
    await eventually(() => (workflow.getQueueDepth(failures) === 1 ? true : undefined));
    const invocation = await eventually(() => invoke.calls.find(({ event }) => classifyEvent(event) === 'status'));
    expect(invocation.event).to.have.nested.property('detail.error', 'TypeError');

    isFixed = true;
    const queueUrls = [toQueueUrl(failures)];
    const counts = await redrive({ ...aws, queueUrls, busName, print: () => undefined });
    expect(counts).to.deep.equal({ redriven: 1, failed: 0 });
    expect(await waitForStatuses(2)).to.deep.equal(['SUCCEEDED', 'FAILED']);
    expect(workflow.getQueueDepth(failures)).to.equal(0);
  });

  it('fails an execution with an oversized payload, past every Catch, and sends it to the failure queue', async () => {
    await start({ input: () => returned({ x: 'x'.repeat(262_145) }) });
    await submit('S1');
    expect(await waitForStatuses(1)).to.deep.equal(['FAILED']);
    const message = await eventually(async () => {
      const request = new ReceiveMessageCommand({ QueueUrl: toQueueUrl(failures) });
      return (await aws.sqs.send(request)).Messages?.[0];
    });
    const { detail } = JSON.parse(message.Body ?? '');
    expect(detail).to.include({ error: 'States.DataLimitExceeded' });
    expect(JSON.parse(detail.input)).to.deep.equal({ submissionId: 'S1' });
  });

  it('sends an event to the dead-letter queue when the rule may not start the state machine', async () => {
    await start({}, without('aws_iam_role_policy'));
    await submit('S1');
    const message = await eventually(async () => {
      const request = new ReceiveMessageCommand({ QueueUrl: toQueueUrl(deadLetters), MessageAttributeNames: ['All'] });
      return (await aws.sqs.send(request)).Messages?.[0];
    });
    expect(message.MessageAttributes?.['ERROR_CODE']?.StringValue).to.equal('NO_PERMISSIONS');
    expect(JSON.parse(message.Body ?? '').detail).to.deep.include({ submissionId: 'S1' });
  });
});

/** The kind of payload that a function received. */
function classifyEvent(event: unknown): 'input' | 'status' | 'state' {
  if (typeof event !== 'object' || event === null) return 'state';
  if ('detail-type' in event) return 'status';
  return Object.keys(event).join() === 'submissionId' ? 'input' : 'state';
}
