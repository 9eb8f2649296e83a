import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { httpClient, withRetries } from '#support/local/http-client.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { type EraseOptions, eraseCustomerId, selectTables } from '#tools/deploy/erase-customer-id.ts';
import { openLocalAws } from '#tools/lib/local-aws.ts';

describe('make erase', function () {
  this.timeout(600_000);
  let local: RunningLocalAws;

  before(async () => {
    local = await startTemporaryLocalAws();
  });

  after(() => local.stop());

  function openOptions(printed: string[], confirm: EraseOptions['confirm'] = async () => undefined): EraseOptions {
    const { stack, client } = openLocalAws({ AWS_ENDPOINT_URL: local.awsUrl });
    const names = stack.ofType('aws_dynamodb_table').map((table) => table.text('name'));
    const print = (line: string) => void printed.push(line);
    return { client: new DynamoDBClient(client), ...selectTables(names), confirm, print };
  }

  async function readTables({ client, customerIdsTable, submissionsTable }: EraseOptions) {
    const scan = async (TableName: string) => (await client.send(new ScanCommand({ TableName }))).Items ?? [];
    return { customerIds: await scan(customerIdsTable), submissions: await scan(submissionsTable) };
  }

  it('purges a deleted ID from its history, the list of deleted IDs and every submission, and leaves the others', async () => {
    const send = withRetries(httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey }));
    const body = JSON.stringify({ ids: ['erase-me', 'KEEP-ME', ' ERASE-ME'] });
    const headers = { 'content-type': 'application/json' };
    const accepted = await send({ method: 'POST', path: '/submissions', headers, body });
    const path = `/submissions/${JSON.parse(accepted.text).submissionId}`;
    const readSubmission = async () => JSON.parse((await send({ method: 'GET', path })).text);
    await eventually(async () => (await readSubmission()).status === 'completed' || undefined);
    await send({ method: 'DELETE', path: '/customer-ids/erase-me' });
    const listDeleted = async () => (await send({ method: 'GET', path: '/customer-ids?state=deleted' })).text;
    expect(await listDeleted()).to.contain('ERASE-ME');
    const printed: string[] = [];
    const options = openOptions(printed);

    await eraseCustomerId('erase-me', options);

    expect(await listDeleted()).not.to.contain('ERASE-ME');
    const { customerIds, submissions } = await readTables(options);
    expect(JSON.stringify(submissions).toUpperCase()).not.to.contain('ERASE-ME');
    const row = customerIds.find(({ id }) => id?.S === 'ERASE-ME');
    expect(Object.keys(row ?? {}).toSorted()).to.deep.equal([
      'expiresAt',
      'history',
      'id',
      'state',
      'tokens',
      'version',
    ]);
    expect(row?.['history']).to.deep.equal({ L: [] });
    expect((await send({ method: 'GET', path: '/customer-ids/erase-me' })).status).to.equal(404);
    expect((await send({ method: 'GET', path: '/customer-ids/keep-me' })).status).to.equal(200);
    expect((await readSubmission()).results.map(({ id }: { readonly id: string }) => id)).to.deep.equal([
      '[erased]',
      'KEEP-ME',
      '[erased]',
    ]);
    expect(printed.at(-1)).to.equal('1 submissions erased, 0 unfinished.');

    // Erasing it again does not extend the life of the bare row.
    await eraseCustomerId('erase-me', options);
    expect(printed).to.include('customer ID: already purged');
    expect((await readTables(options)).customerIds.find(({ id }) => id?.S === 'ERASE-ME')).to.deep.equal(row);

    // An erased ID can be added again.
    expect((await send({ method: 'PUT', path: '/customer-ids/erase-me' })).status).to.equal(201);
  });

  it('changes nothing without a confirmation', async () => {
    const printed: string[] = [];
    const options = openOptions(printed, async () => {
      throw new Error('Cancelled.');
    });
    const before = await readTables(options);

    const error = await eraseCustomerId('KEEP-ME', options).catch((error: Error) => error.message);

    expect([error, printed]).to.deep.equal(['Cancelled.', []]);
    expect(await readTables(options)).to.deep.equal(before);
  });

  it('rejects an invalid ID', async () => {
    const error = await eraseCustomerId('', openOptions([])).catch((error: Error) => error.message);

    expect(error).to.contain('Set ID to a valid customer ID');
  });
});
