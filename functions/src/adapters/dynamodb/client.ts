import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import {
  attemptRecorder,
  attemptRecorderPlace,
  callRecorder,
  callRecorderPlace,
} from '#adapters/sdk/attempt-recorder.ts';
import { clientSettings } from '#adapters/sdk/client-settings.ts';

/** Create once per container: invocations share its connections and retry quota. */
export function dynamoDbClient(settings: DynamoDBClientConfig = clientSettings): DynamoDBClient {
  const client = new DynamoDBClient(settings);
  client.middlewareStack.add(callRecorder, callRecorderPlace);
  client.middlewareStack.add(attemptRecorder, attemptRecorderPlace);
  return client;
}
