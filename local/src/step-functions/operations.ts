import { randomUUID } from 'node:crypto';
import { type AwsCall, AwsError, type AwsOperation } from '#local/aws/service.ts';
import { type Execution, getStatus } from './execution.ts';
import { isExecutionInput } from './execution-input.ts';
import type { ExecutionStore } from './execution-store.ts';
import { type Executions, toExecutionArn } from './executions.ts';
import { toHistory } from './history.ts';
import type { Machine } from './machine.ts';
import { paginate } from './paginate.ts';

export interface OperationContext {
  readonly machines: readonly Machine[];
  readonly executions: Executions;
  readonly store: ExecutionStore;
  readonly createdAtMillis: number;
}

export function executionOperations(context: OperationContext): ReadonlyMap<string, AwsOperation> {
  const machineOperation = (
    action: string,
    run: (call: AwsCall, machine: Machine) => unknown,
  ): [string, AwsOperation] => [
    action,
    {
      requiredPermission: (call) => ({ action: `states:${action}`, resources: [readText(call, 'stateMachineArn')] }),
      run: async (call) => run(call, getMachine(context, readText(call, 'stateMachineArn'))),
    },
  ];
  const executionOperation = (
    action: string,
    run: (call: AwsCall, execution: Execution) => unknown,
  ): [string, AwsOperation] => [
    action,
    {
      requiredPermission: (call) => ({ action: `states:${action}`, resources: [readText(call, 'executionArn')] }),
      run: async (call) => run(call, getExecution(context, call)),
    },
  ];
  return new Map([
    machineOperation('StartExecution', (call, machine) => startExecution(context, call, machine)),
    machineOperation('ListExecutions', (call, machine) => listExecutions(context, call, machine)),
    machineOperation('DescribeStateMachine', (_, machine) => describeMachine(context, machine)),
    executionOperation('DescribeExecution', (_, execution) => describeExecution(execution)),
    executionOperation('GetExecutionHistory', (call, execution) => executionHistory(context, call, execution)),
    executionOperation('StopExecution', (call, execution) => stopExecution(context, call, execution)),
    ['ListStateMachines', listStateMachines(context)],
  ]);
}

async function startExecution({ executions }: OperationContext, call: AwsCall, machine: Machine) {
  const name = call.input['name'] === undefined ? randomUUID() : readText(call, 'name');
  if (!/^[\w-]{1,80}$/.test(name)) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
  const input = call.input['input'] === undefined ? '{}' : readText(call, 'input');
  if (!isExecutionInput(input)) throw new AwsError('InvalidExecutionInput', 'Invalid State Machine Execution Input.');
  const execution = await executions.start(machine, name, input);
  if (execution) return { executionArn: execution.arn, startDate: execution.startedAtMillis / 1000 };
  const arn = toExecutionArn(machine, name);
  throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
}

async function stopExecution({ executions, store }: OperationContext, { input }: AwsCall, { arn }: Execution) {
  await executions.terminate(arn, {
    status: 'ABORTED',
    error: optionalText(input['error']),
    cause: optionalText(input['cause']),
  });
  return { stopDate: (store.get(arn)?.end?.atMillis ?? 0) / 1000 };
}

function describeExecution(execution: Execution) {
  const { end, input } = execution;
  const outcome = end?.status === 'SUCCEEDED' ? { output: end.output } : { error: end?.error, cause: end?.cause };
  return {
    ...toSummary(execution),
    input,
    inputDetails: { included: true },
    ...outcome,
    ...('output' in outcome ? { outputDetails: { included: true } } : {}),
  };
}

function executionHistory({ machines }: OperationContext, { input }: AwsCall, execution: Execution) {
  const events = toHistory(getMachine({ machines }, execution.machineArn), execution);
  const { items, ...more } = paginate(input, input['reverseOrder'] === true ? events.toReversed() : events);
  return { events: items, ...more };
}

/** Newest first. */
function listExecutions({ store }: OperationContext, { input }: AwsCall, machine: Machine) {
  const executions = store.all().filter(({ machineArn }) => machineArn === machine.arn);
  const status = input['statusFilter'];
  const matching =
    status === undefined ? executions : executions.filter((execution) => getStatus(execution) === status);
  const { items, ...more } = paginate(input, matching.toReversed());
  return { executions: items.map(toSummary), ...more };
}

function describeMachine({ createdAtMillis }: OperationContext, { arn, name, roleArn, definition }: Machine) {
  return {
    stateMachineArn: arn,
    name,
    roleArn,
    status: 'ACTIVE',
    type: 'STANDARD',
    definition: JSON.stringify(definition),
    creationDate: createdAtMillis / 1000,
  };
}

function listStateMachines({ machines, createdAtMillis }: OperationContext): AwsOperation {
  return {
    requiredPermission: () => ({ action: 'states:ListStateMachines', resources: ['*'] }),
    run: async () => ({
      stateMachines: machines.map(({ arn, name }) => ({
        stateMachineArn: arn,
        name,
        type: 'STANDARD',
        creationDate: createdAtMillis / 1000,
      })),
    }),
  };
}

function toSummary(execution: Execution) {
  const { arn, name, machineArn, startedAtMillis, end } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machineArn,
    name,
    status: getStatus(execution),
    startDate: startedAtMillis / 1000,
    ...(end ? { stopDate: end.atMillis / 1000 } : {}),
  };
}

function getMachine({ machines }: Pick<OperationContext, 'machines'>, arn: string): Machine {
  const machine = machines.find((candidate) => candidate.arn === arn);
  if (machine) return machine;
  throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

function getExecution({ store }: OperationContext, call: AwsCall): Execution {
  const arn = readText(call, 'executionArn');
  const execution = store.get(arn);
  if (execution) return execution;
  throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

function readText({ input }: AwsCall, member: string): string {
  const value = input[member];
  if (typeof value === 'string') return value;
  throw new AwsError(
    'ValidationException',
    `Value at '${member}' failed to satisfy constraint: Member must not be null.`,
  );
}

const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
