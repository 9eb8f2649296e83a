import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import type { StepFunctions, StepFunctionsOptions } from '#local/step-functions/step-functions.ts';
import { type AwsClients, serveAws } from '#support/local/aws-clients.ts';
import { eventually } from '#support/local/eventually.ts';
import { failFileOperation } from '#support/local/failing-files.ts';
import {
  definition,
  fakeFunctions,
  machineArn,
  returned,
  startMachine,
  threw,
} from '#support/local/step-functions-fixture.ts';
import { temporaryFolders } from '#support/local/temporary-folders.ts';

const never = new Promise<InvocationOutcome>(() => undefined);

describe('Step Functions persistence', () => {
  const temporaryFolder = temporaryFolders();
  let dataDir: string;
  let running: StepFunctions | undefined;
  let aws: AwsClients | undefined;

  beforeEach(async () => {
    dataDir = await temporaryFolder();
  });
  const stop = async () => {
    await aws?.stop();
    await running?.stop();
    aws = undefined;
    running = undefined;
  };
  afterEach(stop);

  const start = async (invoke: Invoke, more: Partial<StepFunctionsOptions> = {}): Promise<AwsClients['states']> => {
    running = await startMachine(dataDir, invoke, more);
    aws = await serveAws([running.service]);
    return aws.states;
  };
  const execute = async (input: unknown, name?: string): Promise<string> => {
    const command = new StartExecutionCommand({ stateMachineArn: machineArn, input: JSON.stringify(input), name });
    return (await aws?.states.send(command))?.executionArn ?? '';
  };
  const list = async (more: object = {}) =>
    (await aws?.states.send(new ListExecutionsCommand({ stateMachineArn: machineArn, maxResults: 1000, ...more })))
      ?.executions ?? [];
  const waitUntilAllEnded = (count: number) =>
    eventually(async () => {
      const executions = await list();
      const hasEnded = executions.length >= count && executions.every(({ status }) => status !== 'RUNNING');
      return hasEnded ? executions : undefined;
    });
  const historyTypes = async (executionArn: string) => {
    const answer = await aws?.states.send(new GetExecutionHistoryCommand({ executionArn }));
    return (answer?.events ?? []).map(({ type }) => type);
  };

  it('resumes an execution after the last completed state', async () => {
    const first = fakeFunctions((name) => (name === 'first' ? returned({ count: 1 }) : never));
    await start(first);
    const arn = await execute({ ids: ['A'] });
    await eventually(() => first.calls[1]);
    await stop();

    const second = fakeFunctions(() => returned({ done: true }));
    const states = await start(second);
    await waitUntilAllEnded(1);
    expect(second.calls).to.deep.equal([{ name: 'second', event: { count: 1 } }]);
    const execution = await states.send(new DescribeExecutionCommand({ executionArn: arn }));
    expect(execution).to.include({ status: 'SUCCEEDED', input: '{"ids":["A"]}', output: '{"done":true}' });
    expect((await historyTypes(arn)).filter((type) => type === 'TaskStateEntered')).to.have.lengthOf(2);
  });

  it('restarts an execution without a completed state, but not a finished one', async () => {
    const first = fakeFunctions((_, event) =>
      JSON.stringify(event).includes('STUCK') ? never : returned({ count: 0 }),
    );
    await start(first);
    await execute({ id: 'DONE' });
    await execute({ id: 'STUCK' });
    await eventually(async () => ((await list({ statusFilter: 'SUCCEEDED' })).length === 1 ? true : undefined));
    await stop();

    const second = fakeFunctions(() => returned({ count: 0 }));
    await start(second);
    await waitUntilAllEnded(2);
    expect(second.calls).to.deep.equal([{ name: 'first', event: { id: 'STUCK' } }]);
  });

  it('ends an execution with the same output wherever a kill cuts its journal, and repeats no completed state', async () => {
    await start(fakeFunctions((name) => returned(name === 'first' ? { count: 1 } : { done: true })));
    await execute({ ids: ['A'] }, 'cut');
    await waitUntilAllEnded(1);
    await stop();
    const file = join(dataDir, 'step-functions', 'executions.journal');
    const lines = (await readFile(file, 'utf8')).split('\n').slice(0, -1);

    const resumed: object[] = [];
    for (let kept = 1; kept <= lines.length; kept += 1) {
      await writeFile(
        file,
        lines.slice(0, kept).map((line) => `${line}\n`),
      );
      const functions = fakeFunctions((name) => returned(name === 'first' ? { count: 1 } : { done: true }));
      const states = await start(functions);
      const [execution] = await waitUntilAllEnded(1);
      const { status, output } = await states.send(
        new DescribeExecutionCommand({ executionArn: execution?.executionArn }),
      );
      resumed.push({ status, output, calls: functions.calls.map(({ name }) => name) });
      await stop();
    }

    const end = { status: 'SUCCEEDED', output: '{"done":true}' };
    expect(resumed).to.deep.equal([
      { ...end, calls: ['first', 'second'] },
      { ...end, calls: ['second'] },
      { ...end, calls: [] },
      { ...end, calls: [] },
      { ...end, calls: [] },
    ]);
  });

  it('continues an execution whose completed state could not be written, once there is space', async () => {
    const faults = failFileOperation(1);
    const functions = fakeFunctions((name) => {
      faults.arm();
      return returned(name === 'first' ? { count: 1 } : { done: true });
    });
    try {
      await start(functions);
      await execute({ ids: ['A'] });
      const [execution] = await waitUntilAllEnded(1);

      expect(faults.hasFailed()).to.equal(true);
      expect(execution).to.include({ status: 'SUCCEEDED' });
      expect(functions.calls.map(({ name }) => name)).to.deep.equal(['first', 'second']);
    } finally {
      faults.restore();
    }
  });

  it('retains the history of finished executions, including failures and retries', async () => {
    await start(fakeFunctions(() => threw('TransientError')));
    const arn = await execute({});
    await waitUntilAllEnded(1);
    const before = await historyTypes(arn);
    await stop();
    const states = await start(fakeFunctions(() => returned({})));

    expect(await historyTypes(arn)).to.deep.equal(before);
    expect(before.filter((type) => type === 'LambdaFunctionFailed')).to.have.lengthOf(3);
    expect(before.slice(-2)).to.deep.equal(['FailStateEntered', 'ExecutionFailed']);
    expect(await states.send(new DescribeExecutionCommand({ executionArn: arn }))).to.include({
      error: 'TransientError',
    });
  });

  it('stops without waiting for running functions and retry delays', async () => {
    const invoke = fakeFunctions((_, event) =>
      JSON.stringify(event).includes('HANG') ? never : threw('TransientError'),
    );
    await start(invoke, { retryWaitMillis: 600_000, runningMax: 2 });
    for (const id of ['HANG', 'RETRY', 'HANG-2', 'HANG-3']) await execute({ id });
    await eventually(() => invoke.calls[2]);
    await stop();
  });

  it('completes every execution acknowledged before kill -9', async () => {
    const script = new URL('killed-machine.ts', import.meta.url).pathname;
    const child: ChildProcess = spawn(process.execPath, [script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk;
    });
    await eventually(() => (output.split('\n').length > 60 ? true : undefined));
    child.kill('SIGKILL');
    await once(child, 'exit');
    const acknowledged = output.split('\n').slice(0, -1);

    await start(fakeFunctions((name) => returned(name === 'first' ? { count: 1 } : { done: true })));
    const executions = await waitUntilAllEnded(acknowledged.length);
    const succeeded = new Set(executions.filter(({ status }) => status === 'SUCCEEDED').map(({ name }) => name));
    expect(acknowledged.filter((name) => !succeeded.has(name))).to.deep.equal([]);
  });

  it('removes the oldest finished executions to bound memory and disk', async () => {
    const output = { count: 0, x: 'x'.repeat(1_000) };
    const retention = { closedMax: 10, closedBytesMax: 15_000 };
    await start(
      fakeFunctions(() => returned(output)),
      { retention },
    );
    for (let index = 0; index < 30; index += 1) await execute({}, `run-${index}`);
    await eventually(async () => ((await list({ statusFilter: 'RUNNING' })).length === 0 ? true : undefined));

    const retained = await list();
    expect(retained.length).to.be.within(3, 10);
    expect(retained[0]?.name).to.equal('run-29');
    const size = (await stat(join(dataDir, 'step-functions', 'executions.journal'))).size;
    expect(size).to.be.lessThan(5_000_000);
  });

  it('lists executions in pages, newest first, and describes its state machines', async () => {
    const states = await start(fakeFunctions(() => returned({ count: 0 })));
    for (let index = 0; index < 5; index += 1) await execute({}, `run-${index}`);
    await waitUntilAllEnded(5);
    const page = new ListExecutionsCommand({ stateMachineArn: machineArn, maxResults: 3 });
    const first = await states.send(page);
    const second = await states.send(new ListExecutionsCommand({ ...page.input, nextToken: first.nextToken }));

    const names = [...(first.executions ?? []), ...(second.executions ?? [])].map(({ name }) => name);
    expect(names).to.deep.equal(['run-4', 'run-3', 'run-2', 'run-1', 'run-0']);
    expect(second.nextToken).to.equal(undefined);
    const machine = await states.send(new DescribeStateMachineCommand({ stateMachineArn: machineArn }));
    expect(JSON.parse(machine.definition ?? '')).to.deep.equal(definition);
    expect(machine).to.include({ name: 'submission', type: 'STANDARD', status: 'ACTIVE' });
    const { stateMachines } = await states.send(new ListStateMachinesCommand({}));
    expect(stateMachines?.map(({ stateMachineArn }) => stateMachineArn)).to.deep.equal([machineArn]);
  });
});
