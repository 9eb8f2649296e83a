// make erase ID=…: purges one customer ID from both tables. Run by an administrator with their own credentials: no function
// may do this. The same code runs against AWS and the local AWS.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { parseCustomerId } from '#domain/customer-id.ts';
import { fieldsOf } from '#tools/lib/json.ts';
import { openLocalAws, requireRunning } from '#tools/lib/local-aws.ts';
import { runCommand, UserError } from '#tools/lib/user-error.ts';
import { type Confirm, confirm } from './confirm.ts';
import { openEnvironment } from './environment.ts';
import { initialise, readOutputs, textOutput } from './terraform-commands.ts';

type Item = Record<string, AttributeValue>;

export interface EraseOptions {
  readonly client: DynamoDBClient;
  readonly customerIdsTable: string;
  readonly submissionsTable: string;
  readonly confirm: Confirm;
  readonly print: (line: string) => void;
}

/** As long as an event can be redelivered: until then the row keeps an ID from being added again by an old event. */
const bareRowDays = 16;
/** Never a valid ID, so that retrying a failed submission does not add it. */
const erasedText = '[erased]';

/** Purges the row's history, then the ID's text in each submission. Running it again continues where it stopped. */
export async function eraseCustomerId(text: string, options: EraseOptions): Promise<void> {
  const parsed = parseCustomerId(text);
  if (!parsed.ok) throw new UserError('Set ID to a valid customer ID: make erase ENV=… ID=CUST-001.');
  const id = parsed.value;
  await options.confirm(`${id} will be purged from ${options.customerIdsTable} and ${options.submissionsTable}.`, id);
  options.print(`customer ID: ${await purgeRow(id, options)}`);
  const { erased, unfinished } = await purgeSubmissions(id, options);
  options.print(`${erased} submissions erased, ${unfinished} unfinished.`);
  if (unfinished > 0) throw new UserError('Some submissions are still running or have changed. Run the command again.');
}

async function purgeSubmissions(id: string, options: EraseOptions) {
  const counts = { unaffected: 0, erased: 0, unfinished: 0 };
  const pages = paginateScan({ client: options.client }, { TableName: options.submissionsTable });
  for await (const { Items = [] } of pages) {
    for (const item of Items) {
      const result = await purgeSubmission(id, item, options);
      counts[result] += 1;
      if (result !== 'unaffected') options.print(`submission ${item['submissionId']?.S}: ${result}`);
    }
  }
  return counts;
}

/** Replaces the row by one without history, unless it changed in between. */
async function purgeRow(id: string, { client, customerIdsTable: TableName }: EraseOptions): Promise<string> {
  const key = { id: { S: id } };
  const { Item: item } = await client.send(new GetItemCommand({ TableName, Key: key, ConsistentRead: true }));
  if (!item) return 'not in the registry';
  if (isBare(item)) return 'already purged';
  const version = Number(item['version']?.N);
  const expiresAt = Math.floor(Date.now() / 1000) + bareRowDays * 24 * 60 * 60;
  const bareRow = {
    ...key,
    state: { S: 'deleted' },
    version: { N: String(version + 1) },
    history: { L: [] },
    expiresAt: { N: String(expiresAt) },
    ...(toTokens(item).length > 0 && { tokens: { L: toTokens(item) } }),
  };
  const command = new PutItemCommand({
    TableName,
    Item: bareRow,
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': { N: String(version) } },
  });
  try {
    await client.send(command);
  } catch (cause) {
    if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
    throw new UserError(`${id} was changed while it was being purged. Nothing was purged. Run the command again.`, {
      cause,
    });
  }
  return `history purged; the bare row expires in ${bareRowDays} days`;
}

/** Writing a bare row again would extend its life. */
const isBare = ({ state, history, deletedAt }: Item): boolean =>
  state?.S === 'deleted' && deletedAt === undefined && (history?.L ?? []).length === 0;

/** The tokens by which a redelivered event is recognized. */
const toTokens = ({ tokens, history }: Item): AttributeValue[] => [
  ...(tokens?.L ?? []),
  ...(history?.L ?? []).flatMap((entry) => entry.M?.['token'] ?? []),
];

type SubmissionResult = 'unaffected' | 'erased' | 'unfinished';

/** A submission that is still running writes the ID again. A failed one reports the erased text as invalid if it is retried. */
async function purgeSubmission(id: string, item: Item, options: EraseOptions): Promise<SubmissionResult> {
  const entries = findEntries(id, item);
  if (entries.length === 0) return 'unaffected';
  const status = item['status']?.S ?? '';
  if (status === 'received') return 'unfinished';
  const command = new UpdateItemCommand({
    TableName: options.submissionsTable,
    Key: { submissionId: item['submissionId'] ?? { S: '' } },
    UpdateExpression: `SET ${entries.map(({ path }) => `${path} = :erased`).join(', ')}`,
    ConditionExpression: ['#status = :status', ...entries.map(({ path }, index) => `${path} = :text${index}`)].join(
      ' AND ',
    ),
    ExpressionAttributeNames: { '#status': 'status', '#ids': 'ids' },
    ExpressionAttributeValues: {
      ':status': { S: status },
      ':erased': { S: erasedText },
      ...Object.fromEntries(entries.map(({ text }, index) => [`:text${index}`, { S: text }])),
    },
  });
  try {
    await options.client.send(command);
    return 'erased';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'unfinished';
    throw error;
  }
}

interface Entry {
  readonly path: string;
  readonly text: string;
}

/** Results refer to the submitted texts by position, so these are the only copies. */
const findEntries = (id: string, { ids }: Item): readonly Entry[] =>
  (ids?.L ?? []).flatMap(({ S: text = '' }, position) =>
    text.trim().toUpperCase() === id ? [{ path: `#ids[${position}]`, text }] : [],
  );

function localOptions(): Omit<EraseOptions, 'print' | 'confirm'> {
  const { stack, client } = openLocalAws(process.env);
  const names = stack.ofType('aws_dynamodb_table').map((table) => table.text('name'));
  return { client: new DynamoDBClient(client), ...selectTables(names) };
}

function deployedOptions(name: string): Omit<EraseOptions, 'print' | 'confirm'> {
  const environment = openEnvironment(name);
  initialise(environment);
  const outputs = readOutputs(environment);
  const names = Object.values(fieldsOf(outputs['table_names'])).map(String);
  return { client: new DynamoDBClient({ region: textOutput(outputs, 'aws_region') }), ...selectTables(names) };
}

export function selectTables(names: readonly string[]): Pick<EraseOptions, 'customerIdsTable' | 'submissionsTable'> {
  const submissionsTable = names.find((name) => name.includes('submissions'));
  const customerIdsTable = names.find((name) => name !== submissionsTable);
  if (!customerIdsTable || !submissionsTable) throw new Error('The stack does not have both tables.');
  return { customerIdsTable, submissionsTable };
}

async function main(): Promise<void> {
  const { ENV: name = 'local', ID = '' } = process.env;
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const options = name === 'local' ? localOptions() : deployedOptions(name);
  await requireRunning(eraseCustomerId(ID, { ...options, confirm, print }));
}

if (process.argv[1] === import.meta.filename) runCommand(main);
