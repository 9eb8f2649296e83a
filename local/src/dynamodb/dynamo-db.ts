import { join, resolve } from 'node:path';
import type { OnGrantUsed } from '#local/aws/grants.ts';
import type { AwsService } from '#local/aws/service.ts';
import { discardMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import { sweepExpired } from './expiry-sweep.ts';
import { dynamoDbService } from './operations.ts';
import { repeatEvery } from './repeat-every.ts';
import { superviseStore } from './store-supervisor.ts';
import type { TableDefinition } from './table-definition.ts';

const sweepMillis = 60_000;

export interface DynamoDb {
  readonly service: AwsService;
  /** Of the store process, which serves DynamoDB itself. Undefined without `stackFile`. */
  readonly endpointUrl: string | undefined;
  /** Deletes expired items now instead of at the next interval. */
  readonly sweep: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface DynamoDbOptions {
  readonly dataDir: string;
  readonly tables: readonly TableDefinition[];
  /** Has the functions' roles, for the store process's own endpoint. */
  readonly stackFile?: string;
  readonly record?: RecordMetric;
  readonly onGrantUsed?: OnGrantUsed | undefined;
  readonly log: (line: string) => void;
  /** Epoch milliseconds; TTL is evaluated against it. */
  readonly now?: () => number;
}

/** Stores the tables in `<dataDir>/dynamodb`. Rejects with a StartError if the folder is in use or damaged. */
export async function startDynamoDb({
  dataDir,
  tables,
  stackFile,
  record = discardMetric,
  onGrantUsed,
  log,
  now = Date.now,
}: DynamoDbOptions): Promise<DynamoDb> {
  const store = await superviseStore({
    settings: {
      folder: resolve(join(dataDir, 'dynamodb')),
      tables,
      endpoint: stackFile === undefined ? undefined : { stackFile, port: 0 },
    },
    environment: arnEnvironment(tables),
    record,
    onGrantUsed,
    log,
  });
  const sweep = (): Promise<void> => sweepExpired(tables, store.forward, now());
  const sweeps = repeatEvery(sweepMillis, () =>
    sweep().catch((error) => log(`dynamodb: TTL sweep failed: ${error.message}`)),
  );
  return {
    service: dynamoDbService(tables, store.forward, record),
    endpointUrl: store.endpointUrl,
    sweep,
    stop: async () => {
      sweeps.stop();
      await store.stop();
    },
  };
}

/** dynalite builds ARNs from these variables: `arn:aws:dynamodb:<region>:<account>:table/<name>`. */
function arnEnvironment([table]: readonly TableDefinition[]): Readonly<Record<string, string>> {
  const [, , , region = '', account = ''] = table?.arn.split(':') ?? [];
  return { AWS_REGION: region, AWS_ACCOUNT_ID: account };
}
