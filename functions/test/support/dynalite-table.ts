import type { AddressInfo } from 'node:net';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { dynamoDbClient } from '#adapters/dynamodb/client.ts';
import { setEnvironment } from './environment.ts';

export interface DynaliteTable {
  readonly client: DynamoDBClient;
  readonly table: string;
  readonly index: string;
  readonly stop: () => Promise<void>;
}

/** The table of customer IDs in memory, behind the client that the functions use. */
export async function dynaliteTable(): Promise<DynaliteTable> {
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const restore = setEnvironment(awsEnvironment((server.address() as AddressInfo).port));
  const client = dynamoDbClient();
  const [table, index] = ['customer_ids', 'active_by_id'];
  await client.send(tableOf(table, index));
  const stop = async () => {
    client.destroy();
    restore();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { client, table, index, stop };
}

/** What Lambda gives every function, and where the emulated service listens. */
export function awsEnvironment(port: number): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  };
}

function tableOf(table: string, index: string): CreateTableCommand {
  return new CreateTableCommand({
    TableName: table,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    AttributeDefinitions: ['id', 'shard'].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: [
      {
        IndexName: index,
        KeySchema: [
          { AttributeName: 'shard', KeyType: 'HASH' },
          { AttributeName: 'id', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['createdAt', 'source'] },
      },
    ],
  });
}
