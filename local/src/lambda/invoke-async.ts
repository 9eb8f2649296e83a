import { randomUUID } from 'node:crypto';
import type { IsRoleAllowed } from '#local/aws/role-permissions.ts';
import type { Clock } from '#local/clock.ts';
import { createMetric, type Metric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import { Semaphore } from '#local/semaphore.ts';
import type { SendToQueue } from '#local/sqs/send.ts';
import { defaultEventInvokeConfig, type EventInvokeConfig } from './event-invoke-config.ts';
import type { FunctionDefinition } from './function-definition.ts';
import { type FailedEvent, type FailureCondition, toInvocationRecord } from './invocation-record.ts';
import type { InvocationOutcome, Invoke } from './invoke.ts';

/** Resolves once the function has processed the event, or the event was sent to the destination or dropped. */
export type InvokeAsync = (functionArn: string, event: unknown, signal: AbortSignal) => Promise<void>;

export interface AsyncInvokeOptions {
  readonly invoke: Invoke;
  readonly functions: readonly Pick<FunctionDefinition, 'name' | 'roleArn' | 'reservedConcurrency'>[];
  readonly configs: readonly EventInvokeConfig[];
  readonly roleAllows: IsRoleAllowed;
  readonly sendToQueue: SendToQueue;
  readonly record: RecordMetric;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

const concurrency = 8;
/** Lambda waits one minute before the first retry of a failed invocation, and two before the second. */
const retryDelaysMillis = [60_000, 120_000];
/** A throttled invocation is retried with exponential backoff. */
const throttleDelayMillisMin = 1_000;
const throttleDelayMillisMax = 300_000;

/** Asynchronous invocation, as EventBridge uses it: the caller does not see the function's result. */
export function createAsyncInvoke(options: AsyncInvokeOptions): InvokeAsync {
  const semaphore = new Semaphore(concurrency);
  return async (functionArn, event, signal) => {
    const config = findConfig(options.configs, functionArn);
    const invokeOnce = () => semaphore.run(() => options.invoke(functionArn, event));
    const failure = await invokeWithRetries(options, { functionArn, config, invokeOnce, signal });
    if (failure === undefined) return;
    const failed = { requestId: randomUUID(), functionArn, event, ...failure };
    const problem = await sendToDestination(options, config.onFailureArn, failed);
    if (problem === undefined) return;
    if (config.onFailureArn !== undefined) options.record(createDeliveryFailures(functionArn), 1);
    options.log(
      `lambda: ${functionArn} failed (${failure.condition}), dropping event ${failed.requestId}: ${problem}. ${failure.outcome.errorMessage}`,
    );
  };
}

const createDeliveryFailures = (functionArn: string): Metric =>
  createMetric('AWS/Lambda', 'DestinationDeliveryFailures', { FunctionName: parseName(functionArn) });

type Config = Omit<EventInvokeConfig, 'functionName' | 'qualifier'>;

interface RetryRequest {
  readonly functionArn: string;
  readonly config: Config;
  readonly invokeOnce: () => Promise<InvocationOutcome>;
  readonly signal: AbortSignal;
}

type Failure = Pick<FailedEvent, 'condition' | 'invokeCount' | 'outcome'>;

async function invokeWithRetries(
  options: AsyncInvokeOptions,
  { functionArn, config, invokeOnce, signal }: RetryRequest,
): Promise<Failure | undefined> {
  const { clock } = options;
  const receivedAtMillis = clock.now();
  const isDisabled = findFunction(options, functionArn)?.reservedConcurrency === 0;
  let retries = 0;
  for (let invokeCount = 1; ; invokeCount += 1) {
    const outcome = await invokeOnce();
    signal.throwIfAborted();
    if (outcome.kind === 'returned') return undefined;
    const isThrottled = outcome.kind === 'throttled';
    const delayMillis = isThrottled ? throttleDelayMillis(invokeCount) : (retryDelaysMillis[retries] ?? 0);
    const ageMillis = clock.now() + delayMillis - receivedAtMillis;
    const condition = findFailureCondition({ isThrottled, isDisabled, retries, ageMillis }, config);
    if (condition !== undefined) return { condition, invokeCount, outcome };
    if (!isThrottled) retries += 1;
    await clock.wait(delayMillis, signal);
  }
}

interface RetryState {
  readonly isThrottled: boolean;
  /** The reserved concurrency is zero. */
  readonly isDisabled: boolean;
  /** After failures of the function; retries while it is throttled do not count. */
  readonly retries: number;
  /** At the next invocation. */
  readonly ageMillis: number;
}

/** Undefined: Lambda retries. */
function findFailureCondition(state: RetryState, config: Config): FailureCondition | undefined {
  if (state.isThrottled && state.isDisabled) return 'ZeroReservedConcurrency';
  if (!state.isThrottled && state.retries >= config.maximumRetryAttempts) return 'RetriesExhausted';
  return state.ageMillis > config.maximumEventAgeSeconds * 1000 ? 'EventAgeExceeded' : undefined;
}

const throttleDelayMillis = (attempt: number): number =>
  Math.min(throttleDelayMillisMax, throttleDelayMillisMin * 2 ** (attempt - 1));

/** Sends with the function's role. Returns why the event was not sent; Lambda drops it then. */
async function sendToDestination(
  options: AsyncInvokeOptions,
  queueArn: string | undefined,
  failed: FailedEvent,
): Promise<string | undefined> {
  if (queueArn === undefined) return 'it has no on-failure destination';
  const { roleAllows, sendToQueue, clock } = options;
  const roleArn = findFunction(options, failed.functionArn)?.roleArn;
  if (!roleAllows(roleArn, 'sqs:SendMessage', queueArn)) return `its role may not send messages to ${queueArn}`;
  const body = JSON.stringify(toInvocationRecord(failed, new Date(clock.now())));
  const outcome = await sendToQueue({ queueArn, body, attributes: {}, sender: { roleArn: String(roleArn) } });
  return outcome === 'sent' ? undefined : `${queueArn} does not exist`;
}

function findConfig(configs: readonly EventInvokeConfig[], functionArn: string): Config {
  const [functionName, qualifier = '$LATEST'] = functionArn.split(':').slice(6);
  return (
    configs.find((config) => config.functionName === functionName && config.qualifier === qualifier) ??
    defaultEventInvokeConfig
  );
}

/** Accepts `arn:partition:lambda:region:account:function:name[:alias]`. */
const findFunction = ({ functions }: AsyncInvokeOptions, functionArn: string) =>
  functions.find(({ name }) => name === parseName(functionArn));

const parseName = (functionArn: string): string => functionArn.split(':')[6] ?? functionArn;
