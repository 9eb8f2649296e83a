import { startAwsEndpoint } from '#local/aws/endpoint.ts';
import { createAuthorizer } from '#local/aws/iam.ts';
import { readStack } from '#local/stack.ts';
import { dynamoDbService } from './operations.ts';
import type { Forward } from './store-child.ts';
import type { StoreEndpoint, StoreEndpointSettings, StoreMessage } from './store-messages.ts';
import type { TableDefinition } from './table-definition.ts';

interface StoreEndpointDeps {
  readonly tables: readonly TableDefinition[];
  readonly forward: Forward;
  readonly send: (message: StoreMessage) => void;
}

/**
 * Serves DynamoDB from the store process, with the same checks as the endpoint of all services. Functions call it
 * directly: a request through the main process would cost as much again as the store's own work.
 */
export async function startStoreEndpoint(
  { stackFile, port }: StoreEndpointSettings,
  { tables, forward, send }: StoreEndpointDeps,
): Promise<StoreEndpoint> {
  const log = (line: string): void => send({ kind: 'log', line });
  const grants = new Set<string>();
  const onGrantUsed = (grant: string): void => {
    if (grants.has(grant)) return;
    grants.add(grant);
    send({ kind: 'grant-used', grant });
  };
  const authorizer = createAuthorizer({ resources: readStack(stackFile).resources, log, onGrantUsed });
  const service = dynamoDbService(tables, forward, (metric, value) => send({ kind: 'metric', metric, value }));
  const endpoint = await startAwsEndpoint({ port, services: [service], authorizer, log });
  return { url: endpoint.url, port: endpoint.port };
}
