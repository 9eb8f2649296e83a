import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { AwsError } from '#local/aws/service.ts';
import type { StoreAnswer, StoreMessage, StoreRequest, StoreSettings } from './store-messages.ts';

const stopMillisMax = 1_500;

/** Hands one DynamoDB operation, its input in JSON, to the store. Everything that reaches the store goes through such a function. */
export type Forward = (operation: string, body: string) => Promise<StoreAnswer>;

/** One life of the store process, from ready to its end. */
export interface StoreChild {
  readonly forward: Forward;
  /** Resolves when the process has ended, with how it did. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

export class StoreRefusal extends Error {
  readonly inUse: boolean;

  constructor(reason: string, inUse: boolean) {
    super(reason);
    this.name = 'StoreRefusal';
    this.inUse = inUse;
  }
}

interface Waiting {
  readonly resolve: (answer: StoreAnswer) => void;
  readonly reject: (error: Error) => void;
}

export interface StoreOptions {
  readonly settings: StoreSettings;
  readonly environment: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
}

export async function startStoreChild(options: StoreOptions): Promise<StoreChild> {
  const child = fork(fileURLToPath(new URL('store-process.ts', import.meta.url)), [JSON.stringify(options.settings)], {
    env: { ...options.environment },
    execArgv: [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  if (child.stderr)
    createInterface({ input: child.stderr }).on('line', (line) => options.log(`DynamoDB store: ${line}`));
  const waiting = new Map<number, Waiting>();
  const ended = once(child, 'exit').then(([code, signal]) => {
    for (const { reject } of waiting.values()) reject(outcomeUnknown());
    waiting.clear();
    return signal ? `killed by ${signal}` : `exit code ${code}`;
  });
  await ready(child, ended);
  child.on('message', (message: StoreMessage) => {
    if (message.kind !== 'answer') return;
    waiting.get(message.id)?.resolve(message);
    waiting.delete(message.id);
  });
  return { forward: forwardTo(child, waiting), ended, stop: () => stop(child, ended) };
}

async function ready(child: ChildProcess, ended: Promise<string>): Promise<void> {
  const first = once(child, 'message').then(([message]: StoreMessage[]) => message);
  const message = await Promise.race([first, ended]);
  if (typeof message === 'string') throw new StoreRefusal(`The store process ended at its start: ${message}.`, false);
  if (message?.kind === 'refused') throw new StoreRefusal(message.reason, message.inUse);
}

function forwardTo(child: ChildProcess, waiting: Map<number, Waiting>): Forward {
  let lastId = 0;
  return (operation, body) =>
    new Promise((resolve, reject) => {
      lastId += 1;
      const request: StoreRequest = { id: lastId, operation, body };
      waiting.set(request.id, { resolve, reject });
      child.send(request, (error) => {
        if (error) reject(outcomeUnknown());
      });
    });
}

/** Closing the channel asks the process to end; one that does not is ended. */
async function stop(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.connected) child.disconnect();
  const deadline = setTimeout(() => child.kill('SIGKILL'), stopMillisMax);
  await ended.finally(() => clearTimeout(deadline));
}

const outcomeUnknown = (): AwsError =>
  new AwsError(
    'InternalServerError',
    'The store ended before it answered; the request may or may not have been done.',
    500,
  );
