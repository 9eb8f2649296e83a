import { type AwsCall, AwsError, type AwsOperation, type AwsService } from '#local/aws/service.ts';
import type { RecordMetric } from '#local/cloudwatch/metric.ts';
import { recordFault } from './fault-metrics.ts';
import type { Forward } from './store-child.ts';
import type { TableDefinition } from './table-definition.ts';

const singleTableNames = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'DescribeTable'];
const multiTableNames = ['BatchGetItem', 'BatchWriteItem'];

type Tables = ReadonlyMap<string, TableDefinition>;

/** Transactions, PartiQL and table changes are not supported. */
export function dynamoDbService(
  definitions: readonly TableDefinition[],
  forward: Forward,
  record: RecordMetric,
): AwsService {
  const tables: Tables = new Map(definitions.map((table) => [table.name, table]));
  const runOn = (call: AwsCall, names: readonly string[]): Promise<Buffer> =>
    runOnStore(call, tables, names, forward).catch((error: unknown) => {
      recordFault(record, call, names, error);
      throw error;
    });
  const singleTableOperation = (): AwsOperation => ({
    requiredPermission: (call) => ({ action: toAction(call), resources: [toResourceArn(tables, call.input)] }),
    run: (call) => runOn(call, [readText(call.input, 'TableName')]),
  });
  const multiTableOperation = (): AwsOperation => ({
    requiredPermission: (call) => ({
      action: toAction(call),
      resources: listRequestedTables(call).map((name) => toTableArn(tables, name)),
    }),
    run: (call) => runOn(call, listRequestedTables(call)),
  });
  return {
    targetPrefix: 'DynamoDB_20120810',
    contentType: 'application/x-amz-json-1.0',
    checksum: 'crc32',
    operations: new Map([
      ...singleTableNames.map((name) => [name, singleTableOperation()] as const),
      ...multiTableNames.map((name) => [name, multiTableOperation()] as const),
      ['DescribeTimeToLive', describeTimeToLive(tables)],
      ['ListTables', listTables(tables)],
    ]),
  };
}

/** Returns the store's response byte for byte. */
async function runOnStore(call: AwsCall, tables: Tables, names: readonly string[], forward: Forward): Promise<Buffer> {
  for (const name of names) getTable(tables, name);
  const { status, body } = await forward(call.operation, call.rawBody.toString());
  if (status === 200) return Buffer.from(body);
  const { __type, message, Message, ...members } = JSON.parse(body);
  throw new AwsError(__type, message ?? Message ?? '', status, members);
}

function describeTimeToLive(tables: Tables): AwsOperation {
  return {
    requiredPermission: ({ input }) => ({
      action: 'dynamodb:DescribeTimeToLive',
      resources: [toResourceArn(tables, input)],
    }),
    run: async ({ input }) => {
      const { expiryAttribute } = getTable(tables, readText(input, 'TableName'));
      return {
        TimeToLiveDescription: expiryAttribute
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: expiryAttribute }
          : { TimeToLiveStatus: 'DISABLED' },
      };
    },
  };
}

/** Always one page. */
function listTables(tables: Tables): AwsOperation {
  return {
    requiredPermission: () => ({ action: 'dynamodb:ListTables', resources: ['*'] }),
    run: async () => ({ TableNames: [...tables.keys()].toSorted() }),
  };
}

function getTable(tables: Tables, name: string): TableDefinition {
  const table = tables.get(name);
  if (table) return table;
  throw new AwsError(
    'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
    `Requested resource not found: Table: ${name} not found`,
  );
}

/** Permission for an index is separate from permission for its table. */
function toResourceArn(tables: Tables, input: AwsCall['input']): string {
  const table = toTableArn(tables, readText(input, 'TableName'));
  return typeof input['IndexName'] === 'string' ? `${table}/index/${input['IndexName']}` : table;
}

/** Also for unknown tables, so that a denied caller cannot find out whether a table exists. */
function toTableArn(tables: Tables, name: string): string {
  const [any] = tables.values();
  return tables.get(name)?.arn ?? `${any?.arn.replace(/:table\/.*/, '')}:table/${name}`;
}

function listRequestedTables({ input }: AwsCall): readonly string[] {
  return Object.keys(Object(input['RequestItems']));
}

function readText(input: AwsCall['input'], member: string): string {
  const value = input[member];
  return typeof value === 'string' ? value : '';
}

const toAction = ({ operation }: AwsCall): string => `dynamodb:${operation}`;
