import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  attemptRecorder,
  attemptRecorderPlace,
  callRecorder,
  callRecorderPlace,
} from '#adapters/sdk/attempt-recorder.ts';
import { clientSettings } from '#adapters/sdk/client-settings.ts';

/** Create once per container: invocations share its connections and retry quota. */
export function eventBridgeClient(): EventBridgeClient {
  const client = new EventBridgeClient(clientSettings);
  client.middlewareStack.add(callRecorder, callRecorderPlace);
  client.middlewareStack.add(attemptRecorder, attemptRecorderPlace);
  return client;
}
