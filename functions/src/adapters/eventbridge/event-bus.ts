import { setTimeout } from 'node:timers/promises';
import { type EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { sdkFailureOf } from '#adapters/sdk/sdk-failure.ts';
import { submittedEventDetailType, submittedEventSource } from '#domain/limits.generated.ts';
import { OutcomeUnknownError } from '#domain/outcome-unknown-error.ts';
import { TransientError } from '#domain/transient-error.ts';
import type { Budget, EventBus } from '#ports.ts';

/** Milliseconds before an entry that was refused is sent again. */
const waits = [0, 100, 200];

export function eventBridgeBus(client: EventBridgeClient, busName: string, { signal }: Budget): EventBus {
  return {
    publish: async ({ submissionId, ids }) => {
      const entry: PutEventsRequestEntry = {
        EventBusName: busName,
        Source: submittedEventSource,
        DetailType: submittedEventDetailType,
        Detail: JSON.stringify({ submissionId, ids }),
      };
      await sendAll(client, [entry], signal);
    },
  };
}

/** An answer of 200 can still refuse entries; those, and no others, are sent again. */
async function sendAll(client: EventBridgeClient, entries: readonly PutEventsRequestEntry[], signal: AbortSignal) {
  let left = entries;
  for (const millis of waits) {
    await setTimeout(millis);
    const answers = await send(client, left, signal);
    left = left.filter((_, index) => !answers[index]?.EventId);
    if (left.length === 0) return;
  }
  throw new TransientError('The bus did not take the event.');
}

async function send(client: EventBridgeClient, entries: readonly PutEventsRequestEntry[], abortSignal: AbortSignal) {
  try {
    const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: [...entries] }), { abortSignal });
    return Entries;
  } catch (cause) {
    throw failureOf(cause);
  }
}

/** A bus that says that it failed took nothing; from one that says nothing the event may be on its way. */
function failureOf(cause: unknown): unknown {
  switch (sdkFailureOf(cause)) {
    case 'throttled':
    case 'broken':
      return new TransientError('The bus did not take the event.', { cause });
    case 'unknown':
      return new OutcomeUnknownError('The bus did not answer.', { cause });
    case 'rejected':
      return cause;
  }
}
