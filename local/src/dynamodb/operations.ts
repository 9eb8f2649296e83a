import { type AwsCall, AwsError, type AwsOperation, type AwsService } from '#local/aws/service.ts';
import type { RecordMetric } from '#local/cloudwatch/metric.ts';
import { countFault } from './fault-metrics.ts';
import type { Forward } from './store-child.ts';
import type { TableDefinition } from './table-definition.ts';

type Tables = ReadonlyMap<string, TableDefinition>;

/** DynamoDB as far as the stack and its developers use it; transactions, PartiQL and changes of tables are refused by name. */
export function dynamoDbService(
  definitions: readonly TableDefinition[],
  forward: Forward,
  record: RecordMetric,
): AwsService {
  const tables: Tables = new Map(definitions.map((table) => [table.name, table]));
  const runOn = (call: AwsCall, names: readonly string[]): Promise<Buffer> =>
    runOnStore(call, tables, names, forward).catch((error: unknown) => {
      countFault(record, call, names, error);
      throw error;
    });
  const onOneTable = (): AwsOperation => ({
    needs: (call) => ({ action: actionOf(call), resources: [resourceOf(tables, call.input)] }),
    run: (call) => runOn(call, [textOf(call.input, 'TableName')]),
  });
  const onManyTables = (): AwsOperation => ({
    needs: (call) => ({ action: actionOf(call), resources: requestedTables(call).map((name) => arnOf(tables, name)) }),
    run: (call) => runOn(call, requestedTables(call)),
  });
  return {
    targetPrefix: 'DynamoDB_20120810',
    contentType: 'application/x-amz-json-1.0',
    checksum: 'crc32',
    operations: new Map([
      ['GetItem', onOneTable()],
      ['PutItem', onOneTable()],
      ['UpdateItem', onOneTable()],
      ['DeleteItem', onOneTable()],
      ['Query', onOneTable()],
      ['Scan', onOneTable()],
      ['DescribeTable', onOneTable()],
      ['BatchGetItem', onManyTables()],
      ['BatchWriteItem', onManyTables()],
      ['DescribeTimeToLive', describeTimeToLive(tables)],
      ['ListTables', listTables(tables)],
    ]),
  };
}

/** The store's answer goes to the caller byte for byte. */
async function runOnStore(call: AwsCall, tables: Tables, names: readonly string[], forward: Forward): Promise<Buffer> {
  for (const name of names) tableNamed(tables, name);
  const { status, body } = await forward(call.operation, call.rawBody.toString());
  if (status === 200) return Buffer.from(body);
  const { __type, message, Message, ...members } = JSON.parse(body);
  throw new AwsError(__type, message ?? Message ?? '', status, members);
}

function describeTimeToLive(tables: Tables): AwsOperation {
  return {
    needs: ({ input }) => ({ action: 'dynamodb:DescribeTimeToLive', resources: [resourceOf(tables, input)] }),
    run: async ({ input }) => {
      const { expiryAttribute } = tableNamed(tables, textOf(input, 'TableName'));
      return {
        TimeToLiveDescription: expiryAttribute
          ? { TimeToLiveStatus: 'ENABLED', AttributeName: expiryAttribute }
          : { TimeToLiveStatus: 'DISABLED' },
      };
    },
  };
}

/** A stack has a handful of tables, so they always fit one page. */
function listTables(tables: Tables): AwsOperation {
  return {
    needs: () => ({ action: 'dynamodb:ListTables', resources: ['*'] }),
    run: async () => ({ TableNames: [...tables.keys()].toSorted() }),
  };
}

function tableNamed(tables: Tables, name: string): TableDefinition {
  const table = tables.get(name);
  if (table) return table;
  throw new AwsError(
    'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException',
    `Requested resource not found: Table: ${name} not found`,
  );
}

/** An index is a resource of its own: who may query it need not be allowed to read the table. */
function resourceOf(tables: Tables, input: AwsCall['input']): string {
  const table = arnOf(tables, textOf(input, 'TableName'));
  return typeof input['IndexName'] === 'string' ? `${table}/index/${input['IndexName']}` : table;
}

/** Also of a table the stack does not have: on AWS too, who may not use it is not told whether it exists. */
function arnOf(tables: Tables, name: string): string {
  const [any] = tables.values();
  return tables.get(name)?.arn ?? `${any?.arn.replace(/:table\/.*/, '')}:table/${name}`;
}

function requestedTables({ input }: AwsCall): readonly string[] {
  return Object.keys(Object(input['RequestItems']));
}

function textOf(input: AwsCall['input'], member: string): string {
  const value = input[member];
  return typeof value === 'string' ? value : '';
}

const actionOf = ({ operation }: AwsCall): string => `dynamodb:${operation}`;
