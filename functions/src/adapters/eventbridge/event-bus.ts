import { setTimeout } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { classifySdkFailure } from '#adapters/sdk/sdk-failure.ts';
import { submittedEventDetailType, submittedEventSource } from '#domain/limits.generated.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Deadline, EventBus } from '#ports.ts';

/** Delays before each attempt to send the entries that failed. */
const attemptDelaysMillis = [0, 100, 200];

export function eventBridgeBus(client: EventBridgeClient, busName: string, { signal }: Deadline): EventBus {
  return {
    publish: async ({ submissionId }) => {
      const entry: PutEventsRequestEntry = {
        EventBusName: busName,
        Source: submittedEventSource,
        DetailType: submittedEventDetailType,
        Detail: JSON.stringify({ submissionId }),
      };
      await sendAll(client, [entry], signal);
    },
  };
}

/** A 200 response can still contain failed entries; only those are retried. */
async function sendAll(client: EventBridgeClient, entries: readonly PutEventsRequestEntry[], signal: AbortSignal) {
  let remaining = entries;
  for (const millis of attemptDelaysMillis) {
    await setTimeout(millis);
    const results = await send(client, remaining, signal);
    remaining = remaining.filter((_, index) => !results[index]?.EventId);
    if (remaining.length === 0) return;
  }
  throw new TransientError('EventBridge rejected the event at every attempt.');
}

async function send(client: EventBridgeClient, entries: readonly PutEventsRequestEntry[], abortSignal: AbortSignal) {
  try {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }), { abortSignal });
    return Entries;
  } catch (cause) {
    throw toError(cause);
  }
}

/** An error response means that the event was not accepted; without a response it may have been. */
function toError(cause: unknown): unknown {
  switch (classifySdkFailure(cause)) {
    case 'throttled':
    case 'broken':
      return new TransientError('EventBridge rejected the event.', { cause });
    case 'unknown':
      return new OutcomeUnknownError('EventBridge did not respond.', { cause });
    case 'rejected':
      return cause;
  }
}
