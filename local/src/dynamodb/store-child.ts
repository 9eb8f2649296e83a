import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { OnGrantUsed } from '#local/aws/grants.ts';
import { AwsError } from '#local/aws/service.ts';
import type { RecordMetric } from '#local/cloudwatch/metric.ts';
import type { StoreEndpoint, StoreMessage, StoreRequest, StoreResponse, StoreSettings } from './store-messages.ts';

const stopMillisMax = 1_500;

/** Sends one DynamoDB operation to the store process; `body` is JSON. */
export type Forward = (operation: string, body: string) => Promise<StoreResponse>;

/** A running store process. */
export interface StoreChild {
  readonly pid: number | undefined;
  readonly forward: Forward;
  readonly endpoint: StoreEndpoint | undefined;
  /** Resolves with the exit code or signal, as text. */
  readonly exited: Promise<string>;
  readonly stop: () => Promise<void>;
}

export class StoreStartError extends Error {
  readonly inUse: boolean;

  constructor(reason: string, inUse: boolean) {
    super(reason);
    this.name = 'StoreRefusal';
    this.inUse = inUse;
  }
}

interface PendingRequest {
  readonly resolve: (response: StoreResponse) => void;
  readonly reject: (error: Error) => void;
}

export interface StoreOptions {
  readonly settings: StoreSettings;
  readonly environment: Readonly<Record<string, string>>;
  readonly record?: RecordMetric;
  readonly onGrantUsed?: OnGrantUsed | undefined;
  readonly log: (line: string) => void;
}

export async function startStoreChild(options: StoreOptions): Promise<StoreChild> {
  const child = fork(fileURLToPath(new URL('store-process.ts', import.meta.url)), [JSON.stringify(options.settings)], {
    env: { ...options.environment },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (child.stderr) createInterface({ input: child.stderr }).on('line', (line) => options.log(`dynamodb: ${line}`));
  const pending = new Map<number, PendingRequest>();
  const exited = once(child, 'exit').then(([code, signal]) => {
    for (const { reject } of pending.values()) reject(outcomeUnknownError());
    pending.clear();
    return signal ? `killed by ${signal}` : `exit code ${code}`;
  });
  const endpoint = await waitUntilReady(child, exited);
  child.on('message', (message: StoreMessage) => {
    if (message.kind !== 'response') return report(message, options);
    pending.get(message.id)?.resolve(message);
    pending.delete(message.id);
  });
  const forward = createForward(child, pending);
  return { pid: child.pid, forward, endpoint, exited, stop: () => stop(child, exited) };
}

/** Passes on logs and metrics of the process's own endpoint. */
function report(message: StoreMessage, { record, onGrantUsed, log }: StoreOptions): void {
  if (message.kind === 'log') log(message.line);
  if (message.kind === 'metric') record?.(message.metric, message.value);
  if (message.kind === 'grant-used') onGrantUsed?.(message.grant);
}

async function waitUntilReady(child: ChildProcess, exited: Promise<string>): Promise<StoreEndpoint | undefined> {
  const first = once(child, 'message').then(([message]: StoreMessage[]) => message);
  const message = await Promise.race([first, exited]);
  if (typeof message === 'string')
    throw new StoreStartError(`The DynamoDB store process ended during startup: ${message}.`, false);
  if (message?.kind === 'failed') throw new StoreStartError(message.reason, message.inUse);
  return message?.kind === 'ready' ? message.endpoint : undefined;
}

function createForward(child: ChildProcess, pending: Map<number, PendingRequest>): Forward {
  let lastId = 0;
  return (operation, body) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const request: StoreRequest = { id: lastId, operation, body };
      pending.set(request.id, { resolve, reject });
      child.send(request, (error) => {
        if (error) reject(outcomeUnknownError());
      });
    });
}

/** Disconnecting the IPC channel ends the process; SIGKILL after a timeout. */
async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  if (child.connected) child.disconnect();
  const deadline = setTimeout(() => child.kill('SIGKILL'), stopMillisMax);
  await exited.finally(() => clearTimeout(deadline));
}

const outcomeUnknownError = (): AwsError =>
  new AwsError(
    'InternalServerError',
    'The store process ended before it responded; the outcome of the request is unknown.',
    500,
  );
