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
  readonly index: string;
  readonly stop: () => Promise<void>;
}

/** The index has its own partition key and uses the table's key as sort key. */
export interface TableShape {
  readonly table: string;
  readonly key: string;
  readonly index: string;
  readonly indexKey: string;
  readonly projected: readonly string[];
}

const customerIdsTable: TableShape = {
  table: 'customer_ids',
  key: 'id',
  index: 'active_by_id',
  indexKey: 'shard',
  projected: ['createdAt', 'source'],
};

export const submissionsTable: TableShape = {
  table: 'customer_id_submissions',
  key: 'submissionId',
  index: 'submissions_by_day',
  indexKey: 'day',
  projected: ['status', 'action', 'label', 'receivedAt', 'completedAt', 'counts'],
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
  return { client, table: shape.table, index: shape.index, stop };
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

function toCreateTableCommand({ table, key, index, indexKey, projected }: TableShape): CreateTableCommand {
  return new CreateTableCommand({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
    AttributeDefinitions: [key, indexKey].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: index,
        KeySchema: [
          { AttributeName: indexKey, KeyType: 'HASH' },
          { AttributeName: key, KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...projected] },
      },
    ],
  });
}
