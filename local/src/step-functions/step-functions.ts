import { join } from 'node:path';
import type { IsRoleAllowed } from '#local/aws/role-permissions.ts';
import type { AwsService } from '#local/aws/service.ts';
import { type Clock, systemClock } from '#local/clock.ts';
import { discardMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { PublishEvent } from '#local/eventbridge/event.ts';
import type { Invoke } from '#local/lambda/invoke.ts';
import { isExecutionInput } from './execution-input.ts';
import { createExecutionMetrics } from './execution-metrics.ts';
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
  readonly roleAllows: IsRoleAllowed;
  /** Receives status changes for the default bus. */
  readonly publish: PublishEvent;
  readonly record?: RecordMetric;
  readonly log: (line: string) => void;
  readonly clock?: Clock;
  /** The maximum number of concurrent executions; AWS has no such limit. */
  readonly runningMax?: number;
  readonly retention?: Retention;
  /** Overrides the retry delays of the state machine. */
  readonly retryWaitMillis?: number;
}

export interface StepFunctions {
  readonly service: AwsService;
  readonly start: StartExecution;
  /** Resumes executions of the previous run. Call it after functions and event bus have started. */
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

/** Enough to saturate the store. More would only increase write latency until functions time out. */
const runningMaxDefault = 3;

/** Rejects definitions with unsupported features. */
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
    recordEnd: createExecutionMetrics(options.record ?? discardMetric),
    runningMax: options.runningMax ?? runningMaxDefault,
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
