import type { OnGrantUsed } from './aws/grants.ts';
import { readRolePolicies } from './aws/read-role-policies.ts';
import { createRolePermissions } from './aws/role-permissions.ts';
import type { AwsService } from './aws/service.ts';
import { type Clock, systemClock } from './clock.ts';
import { discardMetric, type RecordMetric } from './cloudwatch/metric.ts';
import { deliverToFunction } from './eventbridge/deliver-to-function.ts';
import { deliverToQueue } from './eventbridge/deliver-to-queue.ts';
import { deliverToStateMachine } from './eventbridge/deliver-to-state-machine.ts';
import type { Deliver } from './eventbridge/delivery.ts';
import type { PublishEvent } from './eventbridge/event.ts';
import { type EventBridge, startEventBridge } from './eventbridge/event-bridge.ts';
import { readBuses, readFunctionPermissions, readRules } from './eventbridge/read-rules.ts';
import { withDeadLetterFaults, withDeliveryFaults } from './faults/delivery-faults.ts';
import type { Faults } from './faults/faults.ts';
import { readEventInvokeConfigs } from './lambda/event-invoke-config.ts';
import { readFunctions } from './lambda/function-definition.ts';
import type { Invoke } from './lambda/invoke.ts';
import { createAsyncInvoke } from './lambda/invoke-async.ts';
import { Lifecycle } from './lifecycle.ts';
import type { RecordQueueMetrics } from './sqs/queue-metrics.ts';
import { readQueues } from './sqs/read-queues.ts';
import type { SendToQueue } from './sqs/send.ts';
import { type Sqs, startSqs } from './sqs/sqs.ts';
import type { Stack } from './stack.ts';
import { readMachines } from './step-functions/read-machines.ts';
import { type StepFunctions, startStepFunctions } from './step-functions/step-functions.ts';

export interface WorkflowOptions {
  readonly stack: Stack;
  readonly dataDir: string;
  readonly invoke: Invoke;
  /** The AWS endpoint's URL; known only after it has started. */
  readonly endpointUrl: () => string;
  readonly record?: RecordMetric;
  /** For the retries of asynchronous invocations. */
  readonly lambdaClock?: Clock | undefined;
  readonly faults?: Faults | undefined;
  readonly onGrantUsed?: OnGrantUsed | undefined;
  readonly log: (line: string) => void;
}

export interface Workflow {
  readonly services: readonly AwsService[];
  readonly getQueueDepth: (queueName: string) => number;
  readonly measureQueues: RecordQueueMetrics;
  /** Resumes unfinished work of the previous run. Call it once functions can reach the AWS endpoint. */
  readonly resume: () => void;
  readonly stop: () => Promise<void>;
}

/** Starts the asynchronous services: SQS, Step Functions and EventBridge. */
export async function startWorkflow(options: WorkflowOptions): Promise<Workflow> {
  const lifecycle = new Lifecycle();
  try {
    return await startServices(options, lifecycle);
  } catch (error) {
    await lifecycle.stop();
    throw error;
  }
}

async function startServices(options: WorkflowOptions, lifecycle: Lifecycle): Promise<Workflow> {
  const { stack, dataDir, endpointUrl, record = discardMetric, log } = options;
  const queues = readQueues(stack);
  const sqs = lifecycle.add(await startSqs({ dataDir, account: stack.account, queues, endpointUrl, record, log }));
  // State machines and bus depend on each other. Nothing is published before both have started.
  const started: { bus?: EventBridge } = {};
  const publish: PublishEvent = async (busName, entry) => {
    if (started.bus === undefined) throw new Error('The event bus has not started.');
    return started.bus.publish(busName, entry);
  };
  const machines = lifecycle.add(await startMachines(options, publish));
  const bus = await startBus(options, sqs, machines);
  started.bus = bus;
  return {
    services: [bus.service, sqs.service, machines.service],
    getQueueDepth: sqs.getDepth,
    measureQueues: sqs.recordMetrics,
    resume: () => {
      machines.resume();
      bus.resume();
    },
    // State machines first: they publish their last status changes to the bus.
    stop: async () => {
      await machines.stop();
      await bus.stop();
      await sqs.stop();
    },
  };
}

function startMachines(options: WorkflowOptions, publish: PublishEvent): Promise<StepFunctions> {
  const { stack, dataDir, invoke, record = discardMetric, onGrantUsed, log } = options;
  return startStepFunctions({
    dataDir,
    machines: readMachines(stack),
    functionNames: readFunctionNames(stack),
    invoke,
    roleAllows: createRolePermissions(readRolePolicies(stack), onGrantUsed),
    publish,
    record,
    log,
  });
}

function startBus(options: WorkflowOptions, sqs: Sqs, machines: StepFunctions): Promise<EventBridge> {
  const { stack, dataDir, record = discardMetric, faults, log } = options;
  const sendToQueue = faults ? withDeadLetterFaults(faults, sqs.send) : sqs.send;
  return startEventBridge({
    dataDir,
    account: stack.account,
    region: stack.region,
    buses: readBuses(stack),
    rules: readRules(stack),
    deliver: createTargets(options, sendToQueue, sqs, machines),
    sendToQueue,
    record,
    log,
  });
}

function createTargets(
  { stack, invoke, record = discardMetric, lambdaClock = systemClock, faults, onGrantUsed, log }: WorkflowOptions,
  sendToQueue: SendToQueue,
  sqs: Sqs,
  machines: StepFunctions,
): Readonly<Record<string, Deliver>> {
  const roleAllows = createRolePermissions(readRolePolicies(stack), onGrantUsed);
  const invokeAsync = createAsyncInvoke({
    invoke,
    functions: readFunctions(stack),
    configs: readEventInvokeConfigs(stack),
    roleAllows,
    sendToQueue,
    record,
    clock: lambdaClock,
    log,
  });
  const injectFaults = (deliver: Deliver): Deliver => (faults ? withDeliveryFaults(faults, deliver) : deliver);
  return {
    states: injectFaults(deliverToStateMachine(machines.start, roleAllows)),
    sqs: injectFaults(deliverToQueue(sqs.send)),
    lambda: injectFaults(
      deliverToFunction({
        invokeAsync,
        functionNames: readFunctionNames(stack),
        permissions: readFunctionPermissions(stack),
      }),
    ),
  };
}

const readFunctionNames = (stack: Stack): readonly string[] => readFunctions(stack).map(({ name }) => name);
