import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { forEachLine } from './for-each-line.ts';
import type { FunctionDefinition } from './function-definition.ts';
import type { FailedInvocation, InvocationOutcome } from './invoke.ts';

/** What an execution environment is started with. */
export interface EnvironmentSettings {
  readonly definition: FunctionDefinition;
  readonly variables: Readonly<Record<string, string>>;
  readonly taskRoot: string;
  readonly onOutput: (line: string, stream: 'stdout' | 'stderr') => void;
}

/** One worker with a loaded handler. It takes one event at a time, and is of no use any more once it is not alive. */
export interface ExecutionEnvironment {
  /** Nothing when the handler is loaded, otherwise how loading it failed. Never rejects. */
  readonly started: Promise<InvocationOutcome | undefined>;
  readonly isAlive: () => boolean;
  readonly run: (event: string, invokedArn: string) => Promise<InvocationOutcome>;
  readonly stop: () => Promise<void>;
}

type Reply = { readonly kind: 'ready' } | { readonly kind: 'returned'; readonly payload: string } | FailedInvocation;

const runtimeFile = new URL('./runtime.cjs', import.meta.url);
const INIT_TIMEOUT_MILLIS = 10_000;

export function startExecutionEnvironment(settings: EnvironmentSettings): ExecutionEnvironment {
  const { definition } = settings;
  const worker = startWorker(settings);
  let alive = true;
  let settle: ((reply: Reply) => void) | undefined;

  const answer = (reply: Reply): void => {
    const waiting = settle;
    settle = undefined;
    waiting?.(reply);
  };
  const end = (reply: FailedInvocation): void => {
    if (!alive) return;
    alive = false;
    settings.onOutput(`${reply.errorType}: ${reply.errorMessage}`, 'stderr');
    answer(reply);
    void worker.terminate();
  };
  worker.on('message', (reply: Reply) => (reply.kind === 'crashed' ? end(reply) : answer(reply)));
  worker.on('error', () => end(exited('signal: killed')));
  worker.on('exit', (code) => end(exited(`exit status ${code}`)));

  /** Waits for the worker's next word, and ends the worker when none comes in time. */
  const reply = async (timeoutMillis: number, requestId: string): Promise<Reply> => {
    const timer = setTimeout(() => end(timedOut(timeoutMillis, requestId)), timeoutMillis);
    try {
      return await new Promise<Reply>((resolve) => {
        settle = resolve;
      });
    } finally {
      clearTimeout(timer);
    }
  };

  const run = (event: string, invokedFunctionArn: string): Promise<InvocationOutcome> => {
    const awsRequestId = randomUUID();
    const ending = reply(definition.timeoutSeconds * 1000, awsRequestId).then(outcomeOf);
    worker.postMessage({ event, awsRequestId, invokedFunctionArn });
    return ending;
  };

  return {
    started: reply(INIT_TIMEOUT_MILLIS, randomUUID()).then((word) =>
      word.kind === 'ready' ? undefined : outcomeOf(word),
    ),
    isAlive: () => alive,
    run,
    stop: async () => {
      alive = false;
      answer(exited('stopped'));
      await worker.terminate();
    },
  };
}

function startWorker({ definition, variables, taskRoot, onOutput }: EnvironmentSettings): Worker {
  const worker = new Worker(runtimeFile, {
    name: definition.name,
    workerData: workerDataOf(definition, taskRoot),
    env: { ...variables },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: definition.memoryMegabytes },
  });
  forEachLine(worker.stdout, (line) => onOutput(line, 'stdout'));
  forEachLine(worker.stderr, (line) => onOutput(line, 'stderr'));
  return worker;
}

/** What stays the same from event to event is handed over once. */
const workerDataOf = (definition: FunctionDefinition, taskRoot: string) => ({
  taskRoot,
  handler: definition.handler,
  timeoutMillis: definition.timeoutSeconds * 1000,
  context: {
    callbackWaitsForEmptyEventLoop: true,
    functionName: definition.name,
    functionVersion: '$LATEST',
    memoryLimitInMB: String(definition.memoryMegabytes),
    logGroupName: definition.logGroup,
    logStreamName: 'local',
  },
});

function outcomeOf(reply: Reply): InvocationOutcome {
  if (reply.kind === 'ready') return exited('a second start');
  return reply.kind === 'returned' ? { kind: 'returned', payload: JSON.parse(reply.payload) } : reply;
}

const exited = (how: string): FailedInvocation => ({
  kind: 'crashed',
  errorType: 'Runtime.ExitError',
  errorMessage: `Error: Runtime exited with error: ${how}`,
});

const timedOut = (timeoutMillis: number, requestId: string): FailedInvocation => ({
  kind: 'timed-out',
  errorType: 'Sandbox.Timedout',
  errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMillis / 1000).toFixed(2)} seconds`,
});
