import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { recordAttempt } from './sdk-failure.ts';

/**
 * One client for all invocations, so that connections and the retry quota are shared. Three attempts of a second each
 * and their waits fit into the six seconds that the work of one invocation may take. Without `throwOnRequestTimeout`
 * a request that timed out is only logged, and never ends.
 */
export function dynamoDbClient(): DynamoDBClient {
  const client = new DynamoDBClient({
    maxAttempts: 3,
    retryMode: 'standard',
    requestHandler: {
      connectionTimeout: 300,
      requestTimeout: 1000,
      socketTimeout: 1000,
      throwOnRequestTimeout: true,
    },
  });
  // Inside the SDK's own retries, which show only the last failure of several.
  client.middlewareStack.add(
    (next) => {
      const failures: unknown[] = [];
      return (args) => recordAttempt(failures, () => next(args));
    },
    { step: 'finalizeRequest', priority: 'low', name: 'recordAttempt' },
  );
  return client;
}
