import type { InvocationOutcome, Invoke } from '#local/lambda/invoke.ts';
import {
  type StepFunctions,
  type StepFunctionsOptions,
  startStepFunctions,
} from '#local/step-functions/step-functions.ts';
import { account, region } from './aws-clients.ts';

export const machineArn = `arn:aws:states:${region}:${account}:stateMachine:submission`;
export const functionArn = (name: string): string => `arn:aws:lambda:${region}:${account}:function:${name}`;

export const retryOnce = (errors: readonly string[], maxAttempts = 2) => [
  { ErrorEquals: errors, IntervalSeconds: 1, MaxAttempts: maxAttempts, BackoffRate: 2, JitterStrategy: 'FULL' },
];

/** Two Tasks with a Choice between them and a Catch, similar to the deployed state machine. */
export const definition = {
  StartAt: 'First',
  TimeoutSeconds: 60,
  States: {
    First: {
      Type: 'Task',
      Resource: functionArn('first'),
      TimeoutSeconds: 5,
      Retry: retryOnce(['TransientError', 'Lambda.Unknown', 'Sandbox.Timedout', 'Lambda.TooManyRequestsException']),
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Broken' }],
      Next: 'Any?',
    },
    'Any?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.count', NumericGreaterThan: 0, Next: 'Second' }],
      Default: 'Done',
    },
    Second: { Type: 'Task', Resource: functionArn('second'), Next: 'Done' },
    Done: { Type: 'Succeed' },
    Broken: { Type: 'Fail', ErrorPath: '$.failure.Error', CausePath: '$.failure.Cause' },
  },
};

export const returned = (payload: unknown): InvocationOutcome => ({ kind: 'returned', payload });
export const failed = (
  kind: Exclude<InvocationOutcome['kind'], 'returned'>,
  errorType: string,
  errorMessage = 'no',
): InvocationOutcome => ({ kind, errorType, errorMessage });
export const threw = (errorType: string, errorMessage = 'no'): InvocationOutcome =>
  failed('threw', errorType, errorMessage);

/** Fake functions that record their invocations. */
export function fakeFunctions(
  respond: (name: string, event: unknown) => Promise<InvocationOutcome> | InvocationOutcome,
): Invoke & { readonly calls: { readonly name: string; readonly event: unknown }[] } {
  const calls: { readonly name: string; readonly event: unknown }[] = [];
  const invoke: Invoke = async (arn, event) => {
    const name = arn.split(':').at(-1) ?? '';
    calls.push({ name, event });
    return respond(name, event);
  };
  return Object.assign(invoke, { calls });
}

export async function startMachine(
  dataDir: string,
  invoke: Invoke,
  more: Partial<StepFunctionsOptions> = {},
  asl: unknown = definition,
): Promise<StepFunctions> {
  const machine = await startStepFunctions({
    dataDir,
    machines: [
      { name: 'submission', arn: machineArn, roleArn: `arn:aws:iam::${account}:role/machine`, definition: asl },
    ],
    functionNames: ['first', 'second'],
    invoke,
    roleAllows: () => true,
    publish: async () => ({ id: '', receivedAtMillis: 0, envelope: '' }),
    log: () => undefined,
    retryWaitMillis: 0,
    ...more,
  });
  machine.resume();
  return machine;
}
