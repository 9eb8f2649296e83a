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
  functionArn,
  functionsThat,
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
  const describeIt = (executionArn: string) => aws.states.send(new DescribeExecutionCommand({ executionArn }));
  const ended = (executionArn: string) =>
    eventually(async () => {
      const execution = await describeIt(executionArn);
      return execution.status === 'RUNNING' ? undefined : execution;
    });
  const historyOf = async (executionArn: string) =>
    (await aws.states.send(new GetExecutionHistoryCommand({ executionArn }))).events ?? [];
  const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error);

  it('carries what one state gives to the next, and tells the story as AWS does', async () => {
    const invoke = functionsThat((name) => returned(name === 'first' ? { count: 2 } : { count: 2, done: true }));
    await start(invoke);
    const arn = await execute({ ids: ['A'] }, 'one');
    const execution = await ended(arn);

    expect(arn).to.equal(machineArn.replace('stateMachine', 'execution').concat(':one'));
    expect(execution).to.include({ status: 'SUCCEEDED', input: '{"ids":["A"]}', output: '{"count":2,"done":true}' });
    expect(execution.stopDate).to.be.instanceOf(Date);
    expect(invoke.calls).to.deep.equal([
      { name: 'first', event: { ids: ['A'] } },
      { name: 'second', event: { count: 2 } },
    ]);
    const history = await historyOf(arn);
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

  it('takes the way of the choice', async () => {
    const invoke = functionsThat(() => returned({ count: 0 }));
    await start(invoke);
    expect(await ended(await execute({}))).to.include({ status: 'SUCCEEDED', output: '{"count":0}' });
    expect(invoke.calls).to.have.lengthOf(1);
  });

  it('tries a Task again as its Retry says, and shows each attempt in the history', async () => {
    const outcomes: InvocationOutcome[] = [threw('TransientError', 'busy'), threw('TransientError')];
    await start(functionsThat(() => outcomes.shift() ?? returned({ count: 0 })));
    const arn = await execute({});

    expect(await ended(arn)).to.include({ status: 'SUCCEEDED' });
    const history = await historyOf(arn);
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
    ['a thrown error by its type', threw('ValidationError'), 'ValidationError', 1],
    ['a function that ran out of time', failed('timed-out', 'Sandbox.Timedout'), 'Sandbox.Timedout', 3],
    ['a function that died', failed('crashed', 'Runtime.ExitError'), 'Lambda.Unknown', 3],
    ['a throttled function', failed('throttled', 'x'), 'Lambda.TooManyRequestsException', 3],
  ];
  for (const [what, outcome, error, attempts] of failures)
    it(`names ${what}: ${error}, and catches it after ${attempts} attempts`, async () => {
      const invoke = functionsThat(() => outcome);
      await start(invoke);
      expect(await ended(await execute({}))).to.include({ status: 'FAILED', error });
      expect(invoke.calls).to.have.lengthOf(attempts);
    });

  it('names the error of a function that its role may not invoke', async () => {
    const invoke = functionsThat(() => returned({}));
    await start(invoke, { roleAllows: () => false });
    expect(await ended(await execute({}))).to.include({ status: 'FAILED', error: 'Lambda.AWSLambdaException' });
    expect(invoke.calls).to.deep.equal([]);
  });

  it('makes null of a handler that returns nothing, and ends on a path that is not there past every Catch', async () => {
    await start(functionsThat(() => returned(undefined)));
    expect(await ended(await execute({}))).to.include({ status: 'FAILED', error: 'States.Runtime' });
  });

  it('lets a Task time out, and shows it', async () => {
    const asl = {
      ...definition,
      States: { ...definition.States, First: { ...definition.States.First, TimeoutSeconds: 0.05 } },
    };
    await start(
      functionsThat(() => new Promise(() => undefined)),
      {},
      asl,
    );
    const arn = await execute({});
    expect(await ended(arn)).to.include({ status: 'FAILED', error: 'States.Timeout' });
    expect((await historyOf(arn)).map(({ type }) => type)).to.include('LambdaFunctionTimedOut');
  });

  it('ends an execution that takes longer than the machine allows', async () => {
    await start(
      functionsThat(() => new Promise(() => undefined)),
      {},
      { ...definition, TimeoutSeconds: 0.05 },
    );
    const arn = await execute({});
    expect(await ended(arn)).to.include({ status: 'TIMED_OUT' });
    expect((await historyOf(arn)).at(-1)?.type).to.equal('ExecutionTimedOut');
  });

  it('ends as aborted when it is asked to stop, also while it waits to try again', async () => {
    const invoke = functionsThat(() => threw('TransientError'));
    await start(invoke, { retryWaitMillis: 600_000 });
    const executionArn = await execute({});
    await eventually(() => invoke.calls[0]);
    await aws.states.send(new StopExecutionCommand({ executionArn, error: 'Operator', cause: 'Enough.' }));

    expect(await describeIt(executionArn)).to.include({ status: 'ABORTED', error: 'Operator', cause: 'Enough.' });
    expect(invoke.calls).to.have.lengthOf(1);
  });

  describe('the limit of 262,144 bytes', () => {
    /** A value whose JSON text is so many bytes long. */
    const sized = (bytes: number) => ({ count: 0, x: 'x'.repeat(bytes - JSON.stringify({ count: 0, x: '' }).length) });

    it('lets a payload of just that size through', async () => {
      await start(functionsThat(() => returned(sized(262_144))));
      expect(await ended(await execute({}))).to.include({ status: 'SUCCEEDED' });
    });

    it('ends the execution past every Retry and Catch when a result is one byte larger', async () => {
      const invoke = functionsThat(() => returned(sized(262_145)));
      await start(invoke);
      expect(await ended(await execute({}))).to.include({ status: 'FAILED', error: 'States.DataLimitExceeded' });
      expect(invoke.calls).to.have.lengthOf(1);
    });

    it('counts bytes, not characters', async () => {
      await start(functionsThat(() => returned({ count: 0, x: 'é'.repeat(140_000) })));
      expect(await ended(await execute({}))).to.include({ status: 'FAILED', error: 'States.DataLimitExceeded' });
    });

    it('counts what ResultPath puts together', async () => {
      const First = { ...definition.States.First, ResultPath: '$.more' };
      await start(
        functionsThat(() => returned('x'.repeat(200_000))),
        {},
        { ...definition, States: { ...definition.States, First } },
      );
      expect(await ended(await execute(sized(200_000)))).to.include({
        status: 'FAILED',
        error: 'States.DataLimitExceeded',
      });
    });

    it('refuses a larger input', async () => {
      await start(functionsThat(() => returned({ count: 0 })));
      expect(await failure(execute(sized(262_145)))).to.be.instanceOf(InvalidExecutionInput);
    });
  });

  it('tells the default bus how each execution ends, with its input as text', async () => {
    const told: { bus: string; entry: EventEntry }[] = [];
    const publish: StepFunctionsOptions['publish'] = async (bus, entry) => {
      told.push({ bus, entry });
      return { id: '', receivedAtMillis: 0, envelope: '' };
    };
    await start(
      functionsThat(() => threw('Broken', 'so')),
      { publish },
    );
    const arn = await execute({ submissionId: 'S1', ids: [] }, 'one');
    await ended(arn);

    expect(told.map(({ bus }) => bus)).to.deep.equal(['default', 'default']);
    const [running, failed] = told.map(({ entry }) => ({ ...entry, detail: JSON.parse(entry.detail) }));
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

  it('runs no more executions at once than it may, and lets one that waits to try again make room', async () => {
    let inside = 0;
    let most = 0;
    const failedOnce = new Set<unknown>();
    const invoke = functionsThat(async (_, event) => {
      inside += 1;
      most = Math.max(most, inside);
      await new Promise((resolve) => setTimeout(resolve, 2));
      inside -= 1;
      const isFirstTry = !failedOnce.has(JSON.stringify(event));
      failedOnce.add(JSON.stringify(event));
      return isFirstTry ? threw('TransientError') : returned({ count: 0 });
    });
    await start(invoke, { runningMax: 3 });
    const arns = await Promise.all(Array.from({ length: 40 }, (_, index) => execute({ index })));
    for (const arn of arns) expect(await ended(arn)).to.include({ status: 'SUCCEEDED' });
    expect(most).to.equal(3);
    expect(invoke.calls).to.have.lengthOf(80);
  });

  describe('starting', () => {
    it('gives the same execution for the same name and input while it runs, and refuses the name otherwise', async () => {
      let release: (outcome: InvocationOutcome) => void = () => undefined;
      const held = new Promise<InvocationOutcome>((resolve) => {
        release = resolve;
      });
      const invoke = functionsThat(() => held);
      await start(invoke);
      const twice = await Promise.all([execute({ a: 1 }, 'same'), execute({ a: 1 }, 'same')]);
      expect(twice[0]).to.equal(twice[1]);
      expect(await failure(execute({ a: 2 }, 'same'))).to.be.instanceOf(ExecutionAlreadyExists);
      release(returned({ count: 0 }));
      await ended(twice[0]);
      expect(await failure(execute({ a: 1 }, 'same'))).to.be.instanceOf(ExecutionAlreadyExists);
      expect(invoke.calls).to.have.lengthOf(1);
    });

    it('refuses an unknown machine, an unknown execution, an input that is not JSON and a strange name', async () => {
      await start(functionsThat(() => returned({})));
      const send = (more: object) =>
        failure(aws.states.send(new StartExecutionCommand({ stateMachineArn: machineArn, ...more })));
      expect(await send({ stateMachineArn: `${machineArn}2` })).to.be.instanceOf(StateMachineDoesNotExist);
      expect(await send({ input: '{' })).to.be.instanceOf(InvalidExecutionInput);
      expect(await send({ name: 'a b' })).to.have.property('name', 'InvalidName');
      expect(await failure(describeIt('arn:x'))).to.be.instanceOf(ExecutionDoesNotExist);
    });
  });
});
