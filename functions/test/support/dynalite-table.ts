import { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { clientSettings } from '#adapters/sdk/client-settings.ts';
import { setEnvironment } from './environment.ts';

export interface DynaliteTable {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** The first index. */
  readonly index: string;
  readonly indexes: readonly string[];
  readonly stop: () => Promise<void>;
}

interface IndexShape {
  readonly name: string;
  readonly keys: readonly [partition: string, sort: string];
  readonly projected: readonly string[];
}

export interface TableShape {
  readonly table: string;
  readonly key: string;
  readonly indexes: readonly [IndexShape, ...IndexShape[]];
}

export const deletedIdsIndex = 'deleted_by_time';

const customerIdsTable: TableShape = {
  table: 'customer_ids',
  key: 'id',
  indexes: [
    { name: 'active_by_id', keys: ['shard', 'id'], projected: ['createdAt', 'source'] },
    {
      name: deletedIdsIndex,
      keys: ['deletedShard', 'deletionKey'],
      projected: ['createdAt', 'source', 'deletedAt', 'expiresAt'],
    },
  ],
};

export const submissionsTable: TableShape = {
  table: 'customer_id_submissions',
  key: 'submissionId',
  indexes: [
    {
      name: 'submissions_by_month',
      keys: ['month', 'submissionId'],
      projected: ['status', 'action', 'label', 'client', 'receivedAt', 'completedAt', 'counts'],
    },
  ],
};

/** An in-memory table, accessed with the functions' own client. */
export async function dynaliteTable(shape = customerIdsTable): Promise<DynaliteTable> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const restore = setEnvironment(awsEnvironment((server.address() as AddressInfo).port));
  // The table shares this process: on a busy machine it can take longer than the functions allow.
  const client = dynamoDbClient({ ...clientSettings, requestHandler: { requestTimeout: 60_000 } });
  await client.send(toCreateTableCommand(shape));
  // CreateTable returns before the table is ACTIVE.
  await waitUntilTableExists({ client, maxWaitTime: 120, minDelay: 0.01, maxDelay: 0.1 }, { TableName: shape.table });
  const stop = async () => {
    client.destroy();
    restore();
    server.closeAllConnections();
    // dynalite's own close also closes the database, which crashes requests that the client has abandoned.
    await new Promise((resolve) => Server.prototype.close.call(server, resolve));
  };
  return {
    client,
    table: shape.table,
    index: shape.indexes[0].name,
    indexes: shape.indexes.map(({ name }) => name),
    stop,
  };
}

/** The variables that Lambda sets, plus the endpoint of the emulated service. */
export function awsEnvironment(port: number): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}

function toCreateTableCommand({ table, key, indexes }: TableShape): CreateTableCommand {
  const attributes = new Set([key, ...indexes.flatMap(({ keys }) => keys)]);
  return new CreateTableCommand({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [...attributes].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: indexes.map(({ name, keys: [partition, sort], projected }) => ({
      IndexName: name,
      KeySchema: [
        { AttributeName: partition, KeyType: 'HASH' },
        { AttributeName: sort, KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] },
    })),
  });
}
