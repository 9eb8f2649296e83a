import type { OnGrantUsed } from './aws/grants.ts';
import { readRolePolicies } from './aws/read-role-policies.ts';
import { createRoleAllows } from './aws/role-permissions.ts';
import type { AwsService } from './aws/service.ts';
import { systemClock } from './clock.ts';
import { countNothing, type RecordMetric } from './cloudwatch/metric.ts';
import { deliverToFunction } from './eventbridge/deliver-to-function.ts';
import { deliverToQueue } from './eventbridge/deliver-to-queue.ts';
import { deliverToStateMachine } from './eventbridge/deliver-to-state-machine.ts';
import type { PublishEvent } from './eventbridge/event.ts';
import { type EventBridge, startEventBridge } from './eventbridge/event-bridge.ts';
import { readBuses, readFunctionPermissions, readRules } from './eventbridge/read-rules.ts';
import { readFunctions } from './lambda/function-definition.ts';
import type { Invoke } from './lambda/invoke.ts';
import { Running } from './lifecycle.ts';
import type { MeasureQueues } from './sqs/queue-metrics.ts';
import { readQueues } from './sqs/read-queues.ts';
import { type Sqs, startSqs } from './sqs/sqs.ts';
import type { Stack } from './stack.ts';
import { readMachines } from './step-functions/read-machines.ts';
import { type StepFunctions, startStepFunctions } from './step-functions/step-functions.ts';

export interface WorkflowOptions {
  readonly stack: Stack;
  readonly dataDir: string;
  readonly invoke: Invoke;
  /** The address of the AWS endpoint, known once that has started. */
  readonly endpointUrl: () => string;
  readonly record?: RecordMetric;
  readonly onGrantUsed?: OnGrantUsed | undefined;
  readonly log: (line: string) => void;
}

export interface Workflow {
  readonly services: readonly AwsService[];
  /** How many messages a queue holds. */
  readonly queueDepthOf: (queueName: string) => number;
  readonly measureQueues: MeasureQueues;
  /** Goes on with what the last run left unfinished; called once functions can reach the AWS endpoint. */
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts what happens between a published event and its end: queues, state machines and the bus, each feeding the others. */
export async function startWorkflow(options: WorkflowOptions): Promise<Workflow> {
  const running = new Running();
  try {
    return await startParts(options, running);
  } catch (error) {
    await running.stop();
    throw error;
  }
}

async function startParts(options: WorkflowOptions, running: Running): Promise<Workflow> {
  const { stack, dataDir, endpointUrl, record = countNothing, log } = options;
  const queues = readQueues(stack);
  const sqs = running.add(await startSqs({ dataDir, account: stack.account, queues, endpointUrl, record, log }));
  // State machines and bus need each other; nothing runs, so nothing is published, before both are there.
  const late: { bus?: EventBridge } = {};
  const publish: PublishEvent = async (busName, entry) => {
    if (late.bus === undefined) throw new Error('The bus has not started.');
    return late.bus.publish(busName, entry);
  };
  const machines = running.add(await startMachines(options, publish));
  const bus = await startBus(options, sqs, machines);
  late.bus = bus;
  return {
    services: [bus.service, sqs.service, machines.service],
    queueDepthOf: sqs.depthOf,
    measureQueues: sqs.measure,
    resume: () => {
      machines.resume();
      bus.resume();
    },
    // The machines first: they tell the bus what ends, and start nothing for it any more.
    stop: async () => {
      await machines.stop();
      await bus.stop();
      await sqs.stop();
    },
  };
}

function startMachines(options: WorkflowOptions, publish: PublishEvent): Promise<StepFunctions> {
  const { stack, dataDir, invoke, record = countNothing, onGrantUsed, log } = options;
  return startStepFunctions({
    dataDir,
    machines: readMachines(stack),
    functionNames: functionNamesOf(stack),
    invoke,
    roleAllows: createRoleAllows(readRolePolicies(stack), onGrantUsed),
    publish,
    record,
    log,
  });
}

function startBus(
  { stack, dataDir, invoke, record = countNothing, onGrantUsed, log }: WorkflowOptions,
  sqs: Sqs,
  machines: StepFunctions,
) {
  const permissions = readFunctionPermissions(stack);
  return startEventBridge({
    dataDir,
    account: stack.account,
    region: stack.region,
    buses: readBuses(stack),
    rules: readRules(stack),
    deliver: {
      states: deliverToStateMachine(machines.start, createRoleAllows(readRolePolicies(stack), onGrantUsed)),
      sqs: deliverToQueue(sqs.send),
      lambda: deliverToFunction({
        invoke,
        functionNames: functionNamesOf(stack),
        permissions,
        clock: systemClock,
        log,
      }),
    },
    sendToQueue: sqs.send,
    record,
    log,
  });
}

const functionNamesOf = (stack: Stack): readonly string[] => readFunctions(stack).map(({ name }) => name);
