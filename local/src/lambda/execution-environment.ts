import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { forEachLine } from './for-each-line.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { FailedInvocation, InvocationOutcome } from './invoke.ts';

export interface EnvironmentSettings {
  readonly definition: FunctionDefinition;
  readonly variables: Readonly<Record<string, string>>;
  readonly taskRoot: string;
  readonly onOutput: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** A worker with a loaded handler. It processes one event at a time and cannot be reused once it is not alive. */
export interface ExecutionEnvironment {
  /** Resolves to undefined when the handler is loaded, or to the failure. Never rejects. */
  readonly started: Promise<InvocationOutcome | undefined>;
  readonly isAlive: () => boolean;
  readonly run: (event: string, invokedArn: string, timeoutMillis: number) => Promise<InvocationOutcome>;
  /** True if the current event has waited for I/O for most of its time. */
  readonly isWaiting: () => boolean;
  readonly stop: () => Promise<void>;
}

type Reply = { readonly kind: 'ready' } | { readonly kind: 'returned'; readonly payload: string } | FailedInvocation;

const runtimeFile = new URL('./runtime.cjs', import.meta.url);
const INIT_TIMEOUT_MILLIS = 10_000;
/** Node's default lets each worker grow by 40 MB before it collects garbage. */
const maxYoungGenerationSizeMb = 4;

export function startExecutionEnvironment(settings: EnvironmentSettings): ExecutionEnvironment {
  const worker = startWorker(settings);
  const { isAlive, waitForReply, stop } = connectWorker(worker, (line) => settings.onOutput(line, 'stderr'));
  let utilizationBefore = worker.performance.eventLoopUtilization();
  return {
    started: waitForReply(INIT_TIMEOUT_MILLIS, randomUUID()).then((reply) =>
      reply.kind === 'ready' ? undefined : toOutcome(reply),
    ),
    isAlive,
    run: (event, invokedFunctionArn, timeoutMillis) => {
      const awsRequestId = randomUUID();
      utilizationBefore = worker.performance.eventLoopUtilization();
      const outcome = waitForReply(timeoutMillis, awsRequestId).then(toOutcome);
      worker.postMessage({ event, awsRequestId, invokedFunctionArn, timeoutMillis });
      return outcome;
    },
    isWaiting: () => isAlive() && worker.performance.eventLoopUtilization(utilizationBefore).utilization < 0.5,
    stop,
  };
}

/** Matches the worker's messages to the pending request. A crash or a timeout terminates the worker. */
function connectWorker(worker: Worker, logFailure: (line: string) => void) {
  let alive = true;
  let pendingReply: ((reply: Reply) => void) | undefined;

  const resolveReply = (reply: Reply): void => {
    const resolve = pendingReply;
    pendingReply = undefined;
    resolve?.(reply);
  };
  const terminate = (failure: FailedInvocation): void => {
    if (!alive) return;
    alive = false;
    logFailure(`${failure.errorType}: ${failure.errorMessage}`);
    resolveReply(failure);
    void worker.terminate();
  };
  worker.on('message', (reply: Reply) => (reply.kind === 'crashed' ? terminate(reply) : resolveReply(reply)));
  worker.on('error', () => terminate(exitError('signal: killed')));
  worker.on('exit', (code) => terminate(exitError(`exit status ${code}`)));

  return {
    isAlive: () => alive,
    waitForReply: async (timeoutMillis: number, requestId: string): Promise<Reply> => {
      const timer = setTimeout(() => terminate(timeoutError(timeoutMillis, requestId)), timeoutMillis);
      try {
        return await new Promise<Reply>((resolve) => {
          pendingReply = resolve;
        });
      } finally {
        clearTimeout(timer);
      }
    },
    stop: async () => {
      alive = false;
      resolveReply(exitError('stopped'));
      await worker.terminate();
    },
  };
}

function startWorker({ definition, variables, taskRoot, onOutput }: EnvironmentSettings): Worker {
  const worker = new Worker(runtimeFile, {
    name: definition.name,
    workerData: toWorkerData(definition, taskRoot),
    env: { ...variables },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxYoungGenerationSizeMb, maxOldGenerationSizeMb: definition.memoryMegabytes },
  });
  forEachLine(worker.stdout, (line) => onOutput(line, 'stdout'));
  forEachLine(worker.stderr, (line) => onOutput(line, 'stderr'));
  return worker;
}

/** The data that is the same for every event. */
const toWorkerData = (definition: FunctionDefinition, taskRoot: string) => ({
  taskRoot,
  handler: definition.handler,
  context: {
    callbackWaitsForEmptyEventLoop: true,
    functionName: definition.name,
    functionVersion: '$LATEST',
    memoryLimitInMB: String(definition.memoryMegabytes),
    logGroupName: definition.logGroup,
    logStreamName: 'local',
  },
});

function toOutcome(reply: Reply): InvocationOutcome {
  if (reply.kind === 'ready') return exitError('unexpected second start');
  return reply.kind === 'returned' ? { kind: 'returned', payload: JSON.parse(reply.payload) } : reply;
}

const exitError = (how: string): FailedInvocation => ({
  kind: 'crashed',
  errorType: 'Runtime.ExitError',
  errorMessage: `Error: Runtime exited with error: ${how}`,
});

const timeoutError = (timeoutMillis: number, requestId: string): FailedInvocation => ({
  kind: 'timed-out',
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMillis / 1000).toFixed(2)} seconds`,
});
