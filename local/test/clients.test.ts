import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { parseClients } from '#local/clients.ts';
import { type HttpClient, httpClient, withRetries } from '#support/local/http-client.ts';
import { repository } from '#support/local/stack-variants.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

type Operation = { readonly operationId: string; readonly 'x-access'?: string };

const { paths } = JSON.parse(readFileSync(join(repository, 'infra/modules/api/openapi.json'), 'utf8'));
const writes = Object.entries<Record<string, Operation>>(paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, operation]) => operation['x-access'] === 'write')
    .map(([method, { operationId }]) => ({ method: method.toUpperCase(), path, operationId })),
);

describe('clients of the local AWS', function () {
  this.timeout(600_000);
  let local: RunningLocalAws;

  before(async () => {
    const clients = parseClients('page:write,billing:read,import:write', []);
    local = await startTemporaryLocalAws(undefined, { clients });
  });
  after(() => local.stop());

  const sendAs = (client: string): HttpClient => {
    const { value = '' } = local.apiKeys.find(({ name }) => name === client) ?? {};
    return withRetries(httpClient(`${local.url}/api`, { 'x-api-key': value }));
  };
  const json = { 'content-type': 'application/json' };

  it('are told their name and access by GET /client', async () => {
    const responses = [];
    for (const { name } of local.apiKeys) responses.push(await sendAs(name)({ method: 'GET', path: '/client' }));

    expect(responses.map(({ text }) => JSON.parse(text))).to.deep.equal([
      { name: 'page', access: 'write' },
      { name: 'billing', access: 'read' },
      { name: 'import', access: 'write' },
    ]);
  });

  for (const { method, path, operationId } of writes)
    it(`may not ${operationId} with a key with read access, and nothing is written`, async () => {
      const target = path.replace('{id}', 'READ-ONLY').replace('{submissionId}', '01M81DJ99T2MFG6C0VJ1HNPE5S');
      const body = JSON.stringify({ ids: ['READ-ONLY'] });

      const refused = await sendAs('billing')({ method, path: target, headers: json, body });

      expect([refused.status, JSON.parse(refused.text).code]).to.deep.equal([403, 'read-only-key']);
      const read = sendAs('billing');
      expect((await read({ method: 'GET', path: '/customer-ids/READ-ONLY' })).status).to.equal(404);
      expect(JSON.parse((await read({ method: 'GET', path: '/submissions' })).text).items).to.deep.equal([]);
    });

  it('may read and look up with a key with read access', async () => {
    const send = sendAs('billing');
    const lookup = { method: 'POST', path: '/lookups', headers: json, body: '{"ids":["READ-ONLY"]}' };

    const responses = [await send({ method: 'GET', path: '/customer-ids' }), await send(lookup)];

    expect(responses.map(({ status }) => status)).to.deep.equal([200, 200]);
  });

  it('are named in the history and in submissions, which can be listed by client', async () => {
    await sendAs('page')({ method: 'PUT', path: '/customer-ids/SHARED' });
    await sendAs('import')({ method: 'DELETE', path: '/customer-ids/SHARED' });
    const submissionId = await submit(sendAs('import'), ['SHARED']);
    await waitUntilCompleted(sendAs('import'), submissionId);
    const read = async (path: string) => JSON.parse((await sendAs('billing')({ method: 'GET', path })).text);

    const record = await read('/customer-ids/SHARED');
    const [ofImport, ofPage] = [await read('/submissions?client=import'), await read('/submissions?client=page')];

    expect(record.client).to.equal('import');
    expect(record.history.map(({ client }: { client: string }) => client)).to.deep.equal(['page', 'import', 'import']);
    expect(ofImport.items.map((item: object) => ({ ...item })).at(0)).to.include({ submissionId, client: 'import' });
    expect(ofPage.items).to.deep.equal([]);
  });

  it('are named in the log lines of functions, which contain no key', () => {
    const keys = local.apiKeys.map(({ value }) => value);

    expect(local.log.filter((line) => line.includes('"client":"billing"'))).not.to.deep.equal([]);
    expect(
      local.log.filter((line) => keys.some((key) => line.includes(key) || line.includes(key.slice(-32)))),
    ).to.deep.equal([]);
  });
});
