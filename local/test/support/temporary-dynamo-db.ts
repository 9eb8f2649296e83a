import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { deriveCredentials } from '#local/aws/credentials.ts';
import { type AwsEndpoint, startAwsEndpoint } from '#local/aws/endpoint.ts';
import { createAuthorizer } from '#local/aws/iam.ts';
import { type DynamoDb, startDynamoDb } from '#local/dynamodb/dynamo-db.ts';
import { type TableDefinition, tableDefinition } from '#local/dynamodb/table-definition.ts';
import { JsonReader } from '#local/json-reader.ts';
import type { StackResource } from '#local/stack.ts';

export const arnPrefix = 'arn:aws:dynamodb:eu-central-1:123456789012';

/** A planned table with a sparse index and TTL. */
export const thingsTable = tableDefinition(
  new JsonReader(
    {
      name: 'things',
      hash_key: 'id',
      attribute: [
        { name: 'id', type: 'S' },
        { name: 'shard', type: 'S' },
      ],
      global_secondary_index: [
        {
          name: 'by_shard',
          hash_key: 'shard',
          range_key: 'id',
          projection_type: 'INCLUDE',
          non_key_attributes: ['colour'],
        },
      ],
      ttl: [{ attribute_name: 'expiresAt', enabled: true }],
    },
    'the things table',
  ),
  arnPrefix,
);

export interface TemporaryDynamoDb {
  readonly dataDir: string;
  readonly client: DynamoDBClient;
  readonly clientFor: (functionName: string) => DynamoDBClient;
  readonly endpoint: AwsEndpoint;
  readonly dynamoDb: DynamoDb;
  readonly logged: readonly string[];
  readonly stop: () => Promise<void>;
}

/** Starts an endpoint with DynamoDB. Uses a temporary folder unless `dataDir` is set. */
export async function temporaryDynamoDb(
  options: {
    readonly dataDir?: string;
    readonly table?: TableDefinition;
    readonly resources?: readonly StackResource[];
    readonly now?: () => number;
  } = {},
): Promise<TemporaryDynamoDb> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), 'dynamo-db-')));
  const logged: string[] = [];
  const log = (line: string): void => void logged.push(line);
  const tables = [options.table ?? thingsTable];
  const dynamoDb = await startDynamoDb({ dataDir, tables, log, now: options.now ?? Date.now });
  const authorizer = createAuthorizer({ resources: options.resources ?? [], log });
  const endpoint = await startAwsEndpoint({ port: 0, services: [dynamoDb.service], authorizer, log });
  const clients: DynamoDBClient[] = [];

  const connect = (credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }): DynamoDBClient => {
    const client = new DynamoDBClient({ region: 'eu-central-1', endpoint: endpoint.url, credentials, maxAttempts: 3 });
    clients.push(client);
    return client;
  };

  return {
    dataDir,
    client: connect({ accessKeyId: 'developer', secretAccessKey: 'any' }),
    clientFor: (functionName) => connect(deriveCredentials(functionName)),
    endpoint,
    dynamoDb,
    logged,
    stop: async () => {
      for (const client of clients) client.destroy();
      await endpoint.stop();
      await dynamoDb.stop();
      if (!options.dataDir) await rm(dataDir, { recursive: true });
    },
  };
}
