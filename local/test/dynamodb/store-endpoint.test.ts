import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, type GetItemCommandInput, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { type Credentials, deriveCredentials } from '#local/aws/credentials.ts';
import { type DynamoDb, startDynamoDb } from '#local/dynamodb/dynamo-db.ts';
import { tableDefinition } from '#local/dynamodb/table-definition.ts';
import { readStack } from '#local/stack.ts';
import { stackFile } from '#support/local/stack-variants.ts';
import { storeProcesses } from '#support/local/store-processes.ts';

const stack = readStack(stackFile);
const tables = stack.ofType('aws_dynamodb_table').map((table) => tableDefinition(table, stack.arnPrefix('dynamodb')));
const TableName = tables.find(({ create }) => create.KeySchema[0]?.AttributeName === 'id')?.name ?? '';
const getter = 'customer-ids-local-get-customer-id';

describe("the store process's own endpoint", () => {
  let dataDir: string;
  let dynamoDb: DynamoDb;
  const logged: string[] = [];
  const grantsUsed: string[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'store-endpoint-'));
    dynamoDb = await startDynamoDb({
      dataDir,
      tables,
      stackFile,
      log: (line) => logged.push(line),
      onGrantUsed: (grant) => grantsUsed.push(grant),
    });
  });

  afterEach(async () => {
    await dynamoDb.stop();
    await rm(dataDir, { recursive: true });
  });

  const connect = (credentials: Credentials, maxAttempts = 1) =>
    new DynamoDBClient({ region: stack.region, endpoint: String(dynamoDb.endpointUrl), credentials, maxAttempts });
  const input: GetItemCommandInput = { TableName, Key: { id: { S: 'CUST-001' } } };

  it('allows a function what its role grants, and reports each grant once', async () => {
    const client = connect(deriveCredentials(getter));

    await client.send(new GetItemCommand(input));
    await client.send(new GetItemCommand(input));
    client.destroy();

    expect(grantsUsed).to.deep.equal([
      `${getter} may dynamodb:GetItem on ${stack.arnPrefix('dynamodb')}:table/${TableName}`,
    ]);
  });

  it('refuses a function what its role does not grant, and logs it', async () => {
    const client = connect(deriveCredentials(getter));

    const { name } = await client
      .send(new PutItemCommand({ TableName, Item: { id: { S: 'CUST-001' } } }))
      .catch((error) => error);
    client.destroy();

    expect(name).to.equal('AccessDeniedException');
    expect(logged.join('\n')).to.include(`${getter} is not allowed to dynamodb:PutItem`);
  });

  it('has the same URL after the process was killed', async () => {
    const client = connect({ accessKeyId: 'developer', secretAccessKey: 'any', sessionToken: 'any' }, 20);
    await client.send(new GetItemCommand(input));

    for (const pid of storeProcesses()) process.kill(pid, 'SIGKILL');
    const { $metadata } = await client.send(new GetItemCommand(input));
    client.destroy();

    expect($metadata.httpStatusCode).to.equal(200);
  });
});
