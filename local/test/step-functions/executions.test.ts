import {
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  InvalidExecutionInput,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { EventEntry } from '#local/eventbridge/event.ts';
import type { InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import type { StepFunctions, StepFunctionsOptions } from '#local/step-functions/step-functions.ts';
import { type AwsClients, serveAws } from '#support/local/aws-clients.ts';
import { eventually } from '#support/local/eventually.ts';
import {
  definition,
  failed,
  fakeFunctions,
  functionArn,
  machineArn,
  returned,
  startMachine,
  threw,
} from '#support/local/step-functions-fixture.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

describe('Step Functions', () => {
  const temporaryFolder = temporaryFolders();
  let dataDir: string;
  let running: StepFunctions | undefined;
  let aws: AwsClients;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
  });
  afterEach(async () => {
    await aws?.stop();
    await running?.stop();
    running = undefined;
  });

  const start = async (invoke: Invoke, more: Partial<StepFunctionsOptions> = {}, asl: unknown = definition) => {
    running = await startMachine(dataDir, invoke, more, asl);
    aws = await serveAws([running.service]);
  };
  const execute = async (input: unknown, name?: string): Promise<string> => {
    const command = new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify(input), name });
    return (await aws.states.send(command)).executionArn ?? '';
  };
  const describeExecution = (executionArn: string) => aws.states.send(new DescribeExecutionCommand({ executionArn }));
  const waitForEnd = (executionArn: string) =>
    eventually(async () => {
      const execution = await describeExecution(executionArn);
      return execution.status === 'RUNNING' ? undefined : execution;
    });
  const getHistory = async (executionArn: string) =>
    (await aws.states.send(new GetExecutionHistoryCommand({ executionArn }))).events ?? [];
  const getError = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

  it("passes each state's output to the next and returns AWS's execution history", async () => {
    const invoke = fakeFunctions((name) => returned(name === 'first' ? { count: 2 } : { count: 2, done: true }));
    await start(invoke);
    const arn = await execute({ ids: ['A'] }, 'one');
    const execution = await waitForEnd(arn);

    expect(arn).to.equal(machineArn.replace('stateMachine', 'execution').concat(':one'));
    expect(execution).to.include({ status: 'SUCCEEDED', input: '{"ids":["A"]}', output: '{"count":2,"done":true}' });
    expect(execution.stopDate).to.be.instanceOf(Date);
    expect(invoke.calls).to.deep.equal([
      { name: 'first', event: { ids: ['A'] } },
      { name: 'second', event: { count: 2 } },
    ]);
    const history = await getHistory(arn);
    expect(history.map(({ type }) => type)).to.deep.equal([
      'ExecutionStarted',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ChoiceStateEntered',
      'ChoiceStateExited',
      'TaskStateEntered',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'SucceedStateEntered',
      'SucceedStateExited',
      'ExecutionSucceeded',
    ]);
    expect(history.map(({ id, previousEventId }) => [id, previousEventId])).to.deep.equal(
      history.map((_, index) => [index + 1, index]),
    );
    expect(history[1]?.stateEnteredEventDetails).to.deep.equal({ name: 'First', input: '{"ids":["A"]}' });
    expect(history[2]?.lambdaFunctionScheduledEventDetails).to.deep.equal({
      resource: functionArn('first'),
      input: '{"ids":["A"]}',
      timeoutInSeconds: 5,
    });
    expect(history[4]?.lambdaFunctionSucceededEventDetails).to.deep.equal({ output: '{"count":2}' });
  });

  it('follows the matching branch of a Choice', async () => {
    const invoke = fakeFunctions(() => returned({ count: 0 }));
    await start(invoke);
    expect(await waitForEnd(await execute({}))).to.include({ status: 'SUCCEEDED', output: '{"count":0}' });
    expect(invoke.calls).to.have.lengthOf(1);
  });

  it('retries a Task as configured and records each attempt in the history', async () => {
    const outcomes: InvocationOutcome[] = [threw('TransientError', 'busy'), threw('TransientError')];
    await start(fakeFunctions(() => outcomes.shift() ?? returned({ count: 0 })));
    const arn = await execute({});

    expect(await waitForEnd(arn)).to.include({ status: 'SUCCEEDED' });
    const history = await getHistory(arn);
    expect(history.slice(1, 11).map(({ type }) => type)).to.deep.equal([
      'TaskStateEntered',
      ...['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionFailed'],
      ...['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionFailed'],
      ...['LambdaFunctionScheduled', 'LambdaFunctionStarted', 'LambdaFunctionSucceeded'],
    ]);
    expect(history[4]?.lambdaFunctionFailedEventDetails).to.deep.equal({
      error: 'TransientError',
      cause: '{"errorMessage":"busy","errorType":"TransientError"}',
    });
  });

  const failures: readonly [string, InvocationOutcome, string, number][] = [
    ['a thrown error', threw('ValidationError'), 'ValidationError', 1],
    ['a function timeout', failed('timed-out', 'Sandbox.Timedout'), 'Sandbox.Timedout', 3],
    ['a function crash', failed('crashed', 'Runtime.ExitError'), 'Lambda.Unknown', 3],
    ['a throttled function', failed('throttled', 'x'), 'Lambda.TooManyRequestsException', 3],
  ];
  for (const [what, outcome, error, attempts] of failures)
    it(`reports ${what} as ${error} and catches it after ${attempts} attempts`, async () => {
      const invoke = fakeFunctions(() => outcome);
      await start(invoke);
      expect(await waitForEnd(await execute({}))).to.include({ status: 'FAILED', error });
      expect(invoke.calls).to.have.lengthOf(attempts);
    });

  it('fails with Lambda.AWSLambdaException when the role may not invoke the function', async () => {
    const invoke = fakeFunctions(() => returned({}));
    await start(invoke, { roleAllows: () => false });
    expect(await waitForEnd(await execute({}))).to.include({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
    expect(invoke.calls).to.deep.equal([]);
  });

  it('fails with States.Runtime, past every Catch, when a Choice reads a missing path', async () => {
    await start(fakeFunctions(() => returned(undefined)));
    expect(await waitForEnd(await execute({}))).to.include({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('times out a Task and records it in the history', async () => {
    const asl = {
      ...definition,
      States: { ...definition.States, First: { ...definition.States.First, TimeoutSeconds: 0.05 } },
    };
    await start(
      fakeFunctions(() => new Promise(() => undefined)),
      {},
      asl,
    );
    const arn = await execute({});
    expect(await waitForEnd(arn)).to.include({ status: 'FAILED', error: 'States.Timeout' });
    expect((await getHistory(arn)).map(({ type }) => type)).to.include('LambdaFunctionTimedOut');
  });

  it('times out an execution after the TimeoutSeconds of the state machine', async () => {
    await start(
      fakeFunctions(() => new Promise(() => undefined)),
      {},
      { ...definition, TimeoutSeconds: 0.05 },
    );
    const arn = await execute({});
    expect(await waitForEnd(arn)).to.include({ status: 'TIMED_OUT' });
    expect((await getHistory(arn)).at(-1)?.type).to.equal('ExecutionTimedOut');
  });

  it('aborts an execution on StopExecution, also during a retry delay', async () => {
    const invoke = fakeFunctions(() => threw('TransientError'));
    await start(invoke, { retryWaitMillis: 600_000 });
    const executionArn = await execute({});
    await eventually(() => invoke.calls[0]);
    await aws.states.send(new StopExecutionCommand({ executionArn, error: 'Operator', cause: 'Enough.' }));

    expect(await describeExecution(executionArn)).to.include({
      status: 'ABORTED',
      error: 'Operator',
      cause: 'Enough.',
    });
    expect(invoke.calls).to.have.lengthOf(1);
  });

  describe('payload limit of 262,144 bytes', () => {
    /** A value whose JSON text has this length in bytes. */
    const createValue = (bytes: number) => ({
      count: 0,
      x: 'x'.repeat(bytes - JSON.stringify({ count: 0, x: '' }).length),
    });

    it('accepts a payload of exactly 262,144 bytes', async () => {
      await start(fakeFunctions(() => returned(createValue(262_144))));
      expect(await waitForEnd(await execute({}))).to.include({ status: 'SUCCEEDED' });
    });

    it('fails the execution, past every Retry and Catch, when a result is one byte too large', async () => {
      const invoke = fakeFunctions(() => returned(createValue(262_145)));
      await start(invoke);
      expect(await waitForEnd(await execute({}))).to.include({ status: 'FAILED', error: 'States.DataLimitExceeded' });
      expect(invoke.calls).to.have.lengthOf(1);
    });

    it('measures the payload in bytes, not characters', async () => {
      await start(fakeFunctions(() => returned({ count: 0, x: 'é'.repeat(140_000) })));
      expect(await waitForEnd(await execute({}))).to.include({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    });

    it('measures the payload after ResultPath is applied', async () => {
      const First = { ...definition.States.First, ResultPath: '$.more' };
      await start(
        fakeFunctions(() => returned('x'.repeat(200_000))),
        {},
        { ...definition, States: { ...definition.States, First } },
      );
      expect(await waitForEnd(await execute(createValue(200_000)))).to.include({
        status: 'FAILED',
        error: 'States.DataLimitExceeded',
      });
    });

    it('rejects an execution input that is too large', async () => {
      await start(fakeFunctions(() => returned({ count: 0 })));
      expect(await getError(execute(createValue(262_145)))).to.be.instanceOf(InvalidExecutionInput);
    });
  });

  it('publishes the start and end of each execution to the default bus', async () => {
    const published: { bus: string; entry: EventEntry }[] = [];
    const publish: StepFunctionsOptions['publish'] = async (bus, entry) => {
      published.push({ bus, entry });
      return { id: '', receivedAtMillis: 0, envelope: '' };
    };
    await start(
      fakeFunctions(() => threw('Broken', 'so')),
      { publish },
    );
    const arn = await execute({ submissionId: 'S1', ids: [] }, 'one');
    await waitForEnd(arn);

    expect(published.map(({ bus }) => bus)).to.deep.equal(['default', 'default']);
    const [running, failed] = published.map(({ entry }) => ({ ...entry, detail: JSON.parse(entry.detail) }));
    expect(running?.detail).to.include({ status: 'RUNNING', stopDate: null });
    expect(failed).to.deep.include({
      source: 'aws.states',
      detailType: 'Step Functions Execution Status Change',
      resources: [arn],
    });
    expect(failed?.detail).to.deep.include({
      executionArn: arn,
      stateMachineArn: machineArn,
      name: 'one',
      status: 'FAILED',
      input: '{"submissionId":"S1","ids":[]}',
      output: null,
      error: 'Broken',
      cause: '{"errorMessage":"so","errorType":"Broken"}',
    });
    expect(failed?.detail.stopDate).to.be.a('number');
  });

  it('limits concurrent executions and releases the permit during a retry delay', async () => {
    let running = 0;
    let maxRunning = 0;
    const failedOnce = new Set<unknown>();
    const invoke = fakeFunctions(async (_, event) => {
      running += 1;
      maxRunning = Math.max(maxRunning, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      const isFirstTry = !failedOnce.has(JSON.stringify(event));
      failedOnce.add(JSON.stringify(event));
      return isFirstTry ? threw('TransientError') : returned({ count: 0 });
    });
    await start(invoke, { runningMax: 3 });
    const arns = await Promise.all(Array.from({ length: 40 }, (_, index) => execute({ index })));
    for (const arn of arns) expect(await waitForEnd(arn)).to.include({ status: 'SUCCEEDED' });
    expect(maxRunning).to.equal(3);
    expect(invoke.calls).to.have.lengthOf(80);
  });

  describe('StartExecution', () => {
    it('returns the running execution for the same name and input, and rejects the name otherwise', async () => {
      let release: (outcome: InvocationOutcome) => void = () => undefined;
      const held = new Promise<InvocationOutcome>((resolve) => {
        release = resolve;
      });
      const invoke = fakeFunctions(() => held);
      await start(invoke);
      const twice = await Promise.all([execute({ a: 1 }, 'same'), execute({ a: 1 }, 'same')]);
      expect(twice[0]).to.equal(twice[1]);
      expect(await getError(execute({ a: 2 }, 'same'))).to.be.instanceOf(ExecutionAlreadyExists);
      release(returned({ count: 0 }));
      await waitForEnd(twice[0]);
      expect(await getError(execute({ a: 1 }, 'same'))).to.be.instanceOf(ExecutionAlreadyExists);
      expect(invoke.calls).to.have.lengthOf(1);
    });

    it('rejects an unknown state machine, an unknown execution, invalid JSON input and an invalid name', async () => {
      await start(fakeFunctions(() => returned({})));
      const send = (more: object) =>
        getError(aws.states.send(new StartExecutionCommand({ stateMachineArn: machineArn, ...more })));
      expect(await send({ stateMachineArn: `${machineArn}2` })).to.be.instanceOf(StateMachineDoesNotExist);
      expect(await send({ input: '{' })).to.be.instanceOf(InvalidExecutionInput);
      expect(await send({ name: 'a b' })).to.have.property('name', 'InvalidName');
      expect(await getError(describeExecution('arn:x'))).to.be.instanceOf(ExecutionDoesNotExist);
    });
  });
});
