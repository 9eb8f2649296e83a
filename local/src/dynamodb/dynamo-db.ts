import { join, resolve } from 'node:path';
import type { AwsService } from '#local/aws/service.ts';
import { countNothing, type RecordMetric } from '#local/cloudwatch/metric.ts';
import { sweepExpired } from './expiry-sweep.ts';
import { dynamoDbService } from './operations.ts';
import { repeatEvery } from './repeat-every.ts';
import { superviseStore } from './store-supervisor.ts';
import type { TableDefinition } from './table-definition.ts';

const sweepMillis = 60_000;

export interface DynamoDb {
  readonly service: AwsService;
  /** Deletes what has expired by now, without waiting for the minute. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface DynamoDbOptions {
  readonly dataDir: string;
  readonly tables: readonly TableDefinition[];
  readonly record?: RecordMetric;
  readonly log: (line: string) => void;
  /** The time in epoch milliseconds, by which items expire. */
  readonly now?: () => number;
}

/** The stack's tables, kept in `dynamodb/` of the data folder. Rejects with a StartError when the folder is in use or not whole. */
export async function startDynamoDb({
  dataDir,
  tables,
  record = countNothing,
  log,
  now = Date.now,
}: DynamoDbOptions): Promise<DynamoDb> {
  const store = await superviseStore({
    settings: { folder: resolve(join(dataDir, 'dynamodb')), tables: tables.map(({ create }) => create) },
    environment: arnEnvironment(tables),
    log,
  });
  const sweep = (): Promise<void> => sweepExpired(tables, store.forward, now());
  const sweeps = repeatEvery(sweepMillis, () => sweep().catch((error) => log(`DynamoDB TTL: ${error.message}`)));
  return {
    service: dynamoDbService(tables, store.forward, record),
    sweep,
    stop: async () => {
      sweeps.stop();
      await store.stop();
    },
  };
}

/** dynalite makes its ARNs of these: `arn:aws:dynamodb:<region>:<account>:table/<name>`. */
function arnEnvironment([table]: readonly TableDefinition[]): Readonly<Record<string, string>> {
  const [, , , region = '', account = ''] = table?.arn.split(':') ?? [];
  return { AWS_REGION: region, AWS_ACCOUNT_ID: account };
}
