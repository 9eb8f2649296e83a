import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, afterEach, before, describe, it } from 'mocha';
import { Faults } from '#local/faults/faults.ts';
import type { FaultMode } from '#local/faults/scenario.ts';
import { httpClient } from '#support/local/http-client.ts';
import { resourceOf } from '#support/local/stack-variants.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const { name: tableName } = resourceOf('aws_dynamodb_table', ({ hash_key: key }) => key === 'id');
const TableName = String(tableName);

describe('faults of the AWS endpoint', () => {
  const faults = new Faults();
  let local: RunningLocalAws;
  let dynamoDb: DynamoDBClient;

  before(async () => {
    local = await startTemporaryLocalAws(undefined, { faults });
    dynamoDb = new DynamoDBClient({
      endpoint: local.awsUrl,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'developer', secretAccessKey: 'x' },
      maxAttempts: 1,
    });
  });
  afterEach(() => faults.clear());
  after(async () => {
    dynamoDb?.destroy();
    await local?.stop();
  });

  const inject = (mode: FaultMode<'endpoint'>, key: string): void =>
    faults.set({ seed: 1, faults: [{ point: 'endpoint', mode, match: { key }, when: { nth: 1 } }] });
  const write = (id: string) => dynamoDb.send(new PutItemCommand({ TableName, Item: { id: { S: id } } }));
  const read = async (id: string, ConsistentRead = true) =>
    (await dynamoDb.send(new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead }))).Item;
  const nameOf = (promise: Promise<unknown>): Promise<string> =>
    promise.then(
      () => 'none',
      (error: Error) => error.name,
    );

  for (const [mode, name, isWritten] of [
    ['throttle', /ProvisionedThroughputExceeded/, false],
    ['error-500', /InternalServerError/, false],
    ['error-503', /ServiceUnavailable/, false],
    ['deny', /AccessDenied/, false],
    ['skew', /InvalidSignature/, false],
    ['drop-before', /TimeoutError|ECONNRESET|Error/, false],
    ['drop-after', /TimeoutError|ECONNRESET|Error/, true],
    ['truncate', /TimeoutError|Error/, true],
    ['garbage', /SyntaxError/, true],
  ] as const)
    it(`"${mode}" fails a write, which has ${isWritten ? '' : 'not '}reached the store`, async () => {
      const id = `FAULT-${mode}`.toUpperCase();
      inject(mode, id);
      expect(await nameOf(write(id))).to.match(name);
      faults.clear();
      expect(await read(id)).to.deep.equal(isWritten ? { id: { S: id } } : undefined);
    });

  for (const mode of ['hang-before-headers', 'hang-after-headers', 'drip'] as const)
    it(`"${mode}" ends with the scenario`, async () => {
      inject(mode, mode);
      const failed = nameOf(write(mode));
      while (faults.decisions.length === 0) await new Promise(setImmediate);
      faults.clear();
      expect(await failed).not.to.equal('none');
    });

  it('"stale" repeats the first response of a read, unless the read is consistent', async () => {
    faults.set({
      seed: 1,
      faults: [{ point: 'endpoint', mode: 'stale', match: { operation: 'GetItem', key: 'STALE' } }],
    });
    expect(await read('STALE', false)).to.equal(undefined);
    await write('STALE');
    expect(await read('STALE', false)).to.equal(undefined);
    expect(await read('STALE')).to.deep.equal({ id: { S: 'STALE' } });
  });

  it('are changed and read through the admin endpoint', async () => {
    const [, url = ''] = /change them at (\S+)\/scenario/i.exec(local.log.join('\n')) ?? [];
    const send = httpClient(url);
    const scenario = { seed: 1, faults: [{ point: 'endpoint', mode: 'deny', match: { key: 'ADMIN' } }] };
    expect((await send({ method: 'PUT', path: '/scenario', body: JSON.stringify(scenario) })).status).to.equal(204);
    expect(await nameOf(write('ADMIN'))).to.match(/AccessDenied/);
    expect(JSON.parse((await send({ method: 'GET', path: '/decisions' })).text)).to.deep.equal([
      { point: 'endpoint', mode: 'deny', operation: 'PutItem', function: 'developer', count: 1, injected: true },
    ]);
    expect((await send({ method: 'PUT', path: '/scenario', body: '{}' })).status).to.equal(400);
    expect((await send({ method: 'DELETE', path: '/scenario' })).status).to.equal(204);
    expect(await nameOf(write('ADMIN'))).to.equal('none');
  });
});
