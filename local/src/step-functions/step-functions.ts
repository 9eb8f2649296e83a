import { join } from 'node:path';
import type { RoleAllows } from '#local/aws/role-permissions.ts';
import type { AwsService } from '#local/aws/service.ts';
import { type Clock, systemClock } from '#local/clock.ts';
import { countNothing, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { PublishEvent } from '#local/eventbridge/event.ts';
import type { Invoke } from '#local/lambda/invoke.ts';
import { isExecutionInput } from './execution-input.ts';
import { countEnds } from './execution-metrics.ts';
import { defaultRetention, openExecutionStore, type Retention } from './execution-store.ts';
import { Executions } from './executions.ts';
import { type MachineDefinition, parseMachine } from './machine.ts';
import { executionOperations } from './operations.ts';
import type { StartExecution } from './start-execution.ts';

export interface StepFunctionsOptions {
  readonly dataDir: string;
  readonly machines: readonly MachineDefinition[];
  readonly functionNames: readonly string[];
  readonly invoke: Invoke;
  /** Whether a machine's role may invoke a function. */
  readonly roleAllows: RoleAllows;
  /** Status changes go to the default bus. */
  readonly publish: PublishEvent;
  readonly record?: RecordMetric;
  readonly log: (line: string) => void;
  readonly clock?: Clock;
  /** How many executions run at once; the others wait for their turn. AWS has no such bound, a laptop needs one. */
  readonly runningMax?: number;
  readonly retention?: Retention;
  /** Instead of the waits that Retry asks for. */
  readonly retryWaitMillis?: number;
}

export interface StepFunctions {
  readonly service: AwsService;
  readonly start: StartExecution;
  /** Goes on with the executions that the last run left unfinished; called once functions and bus are there. */
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

/** Enough to keep the store busy. More only makes each write wait, until functions give up on it. */
const defaultRunningMax = 3;

/** Refuses by name whatever a definition has that would not run here as it does on AWS. */
export async function startStepFunctions(options: StepFunctionsOptions): Promise<StepFunctions> {
  const { log, clock = systemClock } = options;
  const machines = options.machines.map((machine) => parseMachine(machine, options.functionNames));
  const file = join(options.dataDir, 'step-functions', 'executions.journal');
  const store = await openExecutionStore(file, log, options.retention ?? defaultRetention);
  const executions = new Executions({
    ...options,
    machines,
    store,
    clock,
    countEnd: countEnds(options.record ?? countNothing),
    runningMax: options.runningMax ?? defaultRunningMax,
    retryWaitMillis: options.retryWaitMillis,
  });
  return {
    service: {
      targetPrefix: 'AWSStepFunctions',
      contentType: 'application/x-amz-json-1.0',
      operations: executionOperations({ machines, executions, store, createdAtMillis: clock.now() }),
    },
    start: async ({ stateMachineArn, name, input }) => {
      const machine = machines.find(({ arn }) => arn === stateMachineArn);
      if (machine === undefined) return 'no-such-machine';
      if (!isExecutionInput(input)) return 'invalid-input';
      await executions.start(machine, name, input);
      return 'started';
    },
    resume: () => executions.resume(),
    stop: () => executions.stop(),
  };
}
