import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { type HttpClient, type HttpRequest, httpClient, withRetries } from '#support/local/http-client.ts';
import { repository } from '#support/local/stack-variants.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { openLocalAws } from '#tools/lib/local-aws.ts';

type Item = Readonly<Record<string, unknown>>;
type Injected = readonly (readonly [name: string, values: readonly unknown[]])[];

const document = JSON.parse(readFileSync(join(repository, 'infra/modules/api/openapi.json'), 'utf8'));
const requestMembers = Object.keys(document.components.schemas.SubmissionRequest.properties);

const marker = 'INJECTED';
const markerNumber = 4_242_424_242;
const json = { 'content-type': 'application/json' };

/** How a client can send a member that it must not set. */
const channels: Readonly<Record<string, (request: HttpRequest, name: string, value: unknown) => HttpRequest>> = {
  body: (request, name, value) => ({
    ...request,
    headers: { ...json, ...request.headers },
    body: JSON.stringify({ ...JSON.parse(String(request.body ?? '{}')), [name]: value }),
  }),
  query: (request, name, value) => ({
    ...request,
    path: `${request.path}?${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  }),
  header: (request, name, value) => ({
    ...request,
    headers: { ...json, ...request.headers, [name]: String(value), [`x-${name}`]: String(value) },
  }),
};

/** The attributes that DELETE sets, without the time. */
function toDeletion({ version, state, deletedAt, expiresAt, history, ...row }: Item = {}) {
  const retentionDays = Math.round((Number(expiresAt) - Date.parse(String(deletedAt)) / 1000) / 86_400);
  return { version, state, retentionDays, actions: listActions(history), names: Object.keys(row).toSorted() };
}

const listActions = (history: unknown) =>
  Array.isArray(history) ? history.map(({ action, source, client }) => [action, source, client]) : [];

/** The names of all members, also of nested ones. */
function listNames(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(listNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...listNames(inner)]);
}

describe('a client cannot set an internal member of a row or a submission', function () {
  this.timeout(600_000);
  let local: RunningLocalAws;
  let send: HttpClient;
  let names: readonly string[];
  /** Stored values by name, which would be valid in a row. */
  let values: ReadonlyMap<string, readonly unknown[]>;

  before(async () => {
    local = await startTemporaryLocalAws();
    send = withRetries(httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey }));
    await createRowsOfEveryKind();
    const items = await scanAll();
    names = [...new Set(listNames(items))].filter((name) => !/^MASS-/.test(name));
    values = new Map(names.map((name) => [name, items.flatMap((item) => (name in item ? [item[name]] : []))]));
  });

  after(() => local.stop());

  async function createRowsOfEveryKind(): Promise<void> {
    await send({ method: 'PUT', path: '/customer-ids/MASS-ACTIVE' });
    await send({ method: 'PUT', path: '/customer-ids/MASS-DELETED' });
    await send({ method: 'DELETE', path: '/customer-ids/MASS-DELETED' });
    const added = await submit(send, ['MASS-SUBMITTED', 'not valid!'], { label: 'first' });
    await waitUntilCompleted(send, added);
    const undo = await submit(send, ['MASS-SUBMITTED'], { action: 'delete', addedBy: added });
    await waitUntilCompleted(send, undo);
  }

  async function scanAll(): Promise<readonly Item[]> {
    const { stack, client } = openLocalAws({ AWS_ENDPOINT_URL: local.awsUrl });
    const dynamoDb = new DynamoDBClient(client);
    const items: Record<string, AttributeValue>[] = [];
    for (const table of stack.ofType('aws_dynamodb_table')) {
      let start: Record<string, AttributeValue> | undefined;
      do {
        const command = new ScanCommand({ TableName: table.text('name'), ExclusiveStartKey: start });
        const { Items = [], LastEvaluatedKey } = await dynamoDb.send(command);
        items.push(...Items);
        start = LastEvaluatedKey;
      } while (start);
    }
    dynamoDb.destroy();
    return items.map((item) => unmarshall(item));
  }

  /** Sends each name with each value in each way. Returns the accepted requests. */
  async function injectAll(toRequest: (number: number) => HttpRequest, injected: Injected) {
    const attempts = injected.flatMap(([name, all]) =>
      all.flatMap((value) => Object.values(channels).map((inject) => ({ name, value, inject }))),
    );
    const accepted: { readonly request: HttpRequest; readonly text: string }[] = [];
    for (const [number, { name, value, inject }] of attempts.entries()) {
      const request = inject(toRequest(number), name, value);
      const { status, text } = await send(request);
      expect(status, `${request.method} ${request.path} with ${name}: ${text}`).to.be.below(500);
      if (status < 300) accepted.push({ request, text });
    }
    return accepted;
  }

  /** Markers, and values that are valid in a row. */
  const everyMember = (): Injected =>
    names.map((name) => [name, [marker, markerNumber, ...new Set(values.get(name)?.slice(-2) ?? [])]]);
  const markersExcept = (allowed: readonly string[]): Injected =>
    names.filter((name) => !allowed.includes(name)).map((name) => [name, [marker]]);

  const expectNoMarker = async () => {
    const text = JSON.stringify(await scanAll());
    expect(text).to.not.include(marker);
    expect(text).to.not.include(String(markerNumber));
  };

  const findRow = async (id: string) => (await scanAll()).find((item) => item['id'] === id);

  it('knows the internal members from stored rows', () => {
    expect(names).to.include.members([
      'version',
      'state',
      'shard',
      'writeToken',
      'history',
      'source',
      'createdAt',
      'deletedAt',
      'expiresAt',
      'results',
      'attempts',
    ]);
  });

  it('with PUT, which stores what it stores without them', async () => {
    const accepted = await injectAll(
      (number) => ({ method: 'PUT', path: `/customer-ids/MASS-PUT-${number}` }),
      everyMember(),
    );

    const control = await findRow('MASS-ACTIVE');
    const varying = ['id', 'createdAt', 'firstAddedAt', 'writeToken', 'shard', 'history'];
    const fixedPart = (row: Item | undefined) =>
      Object.fromEntries(Object.entries(row ?? {}).filter(([name]) => !varying.includes(name)));
    const rows = (await scanAll()).filter(({ id }) => String(id).startsWith('MASS-PUT-'));
    expect(accepted).to.not.have.lengthOf(0);
    expect(rows).to.have.lengthOf(accepted.length);
    for (const row of rows) {
      expect(fixedPart(row)).to.deep.equal(fixedPart(control));
      expect(Object.keys(row)).to.have.members(Object.keys(control ?? {}));
      expect(row['history']).to.have.lengthOf(1);
    }
    await expectNoMarker();
  });

  it('with DELETE, which leaves what it leaves without them', async () => {
    const toRequest = (number: number) => ({ method: 'DELETE', path: `/customer-ids/MASS-PUT-${number}` });
    const accepted = await injectAll(toRequest, everyMember());

    const control = toDeletion(await findRow('MASS-DELETED'));
    const rows = (await scanAll()).filter(({ id, state }) => String(id).startsWith('MASS-PUT-') && state === 'deleted');
    expect(accepted).to.not.have.lengthOf(0);
    expect(rows).to.have.lengthOf(accepted.length);
    for (const row of rows) expect(toDeletion(row)).to.deep.equal(control);
    await expectNoMarker();
  });

  it('with a submission: unknown members of the body are rejected, those elsewhere ignored', async () => {
    const accepted = await injectAll(
      (number) => ({
        method: 'POST',
        path: '/submissions',
        headers: json,
        body: JSON.stringify({ ids: [`MASS-SUB-${number}`] }),
      }),
      markersExcept(requestMembers),
    );

    expect(accepted).to.not.have.lengthOf(0);
    for (const { request, text } of accepted) {
      const { ids, ...others } = JSON.parse(String(request.body));
      expect(others).to.deep.equal({});
      const { status, counts, ...read } = await waitUntilCompleted(send, JSON.parse(text).submissionId);
      expect({ status, counts: { submitted: counts['submitted'], added: counts['added'] } }).to.deep.equal({
        status: 'completed',
        counts: { submitted: 1, added: 1 },
      });
      expect(read.results.map(({ id }) => id)).to.deep.equal(ids);
      expect(read).to.include({ action: 'add', client: 'page' }).and.not.have.any.keys('label', 'addedBy', 'failure');
    }
    await expectNoMarker();
  });

  it('with a retry or a lookup, which accept no such member', async () => {
    const submissionId = await submit(send, ['MASS-RETRY']);
    await waitUntilCompleted(send, submissionId);
    await injectAll(() => ({ method: 'POST', path: `/submissions/${submissionId}/retry` }), markersExcept([]));
    await injectAll(
      () => ({ method: 'POST', path: '/lookups', headers: json, body: '{"ids":["MASS-ACTIVE"]}' }),
      markersExcept(['ids']),
    );

    await expectNoMarker();
  });
});
