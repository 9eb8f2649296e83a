import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  attemptRecorder,
  attemptRecorderPlace,
  callRecorder,
  callRecorderPlace,
} from '#adapters/sdk/attempt-recorder.ts';
import { clientSettings } from '#adapters/sdk/client-settings.ts';

/** One client for all invocations, so that connections and the retry quota are shared. */
export function eventBridgeClient(): EventBridgeClient {
  const client = new EventBridgeClient(clientSettings);
  client.middlewareStack.add(callRecorder, callRecorderPlace);
  client.middlewareStack.add(attemptRecorder, attemptRecorderPlace);
  return client;
}
