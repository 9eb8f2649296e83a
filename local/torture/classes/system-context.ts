import { strict as assert } from 'node:assert';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { systemClock } from '#local/clock.ts';
import { Faults } from '#local/faults/faults.ts';
import type { Fault } from '#local/faults/scenario.ts';
import { type HttpClient, type HttpResponse, httpClient } from '#support/local/http-client.ts';
import { resourceOf } from '#support/local/stack-variants.ts';
import { eventBusName } from '#support/local/submissions.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import type { StoredRow } from '#torture/oracles/acknowledgements.ts';

/** One local AWS that many fault classes share. Each run uses new IDs. */
export interface SystemContext {
  readonly local: RunningLocalAws;
  readonly faults: Faults;
  readonly send: HttpClient;
  readonly newId: () => string;
  readonly usedIds: () => readonly string[];
  readonly inject: (seed: number, ...faults: readonly Fault[]) => void;
  readonly injected: () => number;
  /** Publishes an event of a submission as if the bus delivered it again. */
  readonly publish: (detail: string) => Promise<void>;
  readonly readRow: (id: string) => Promise<StoredRow | undefined>;
  readonly stop: () => Promise<void>;
}

/** A class of the fault matrix that runs in a shared local AWS. */
export interface SystemClass {
  readonly id: string;
  readonly title: string;
  readonly run: (context: SystemContext, seed: number) => Promise<void>;
}

export async function startSystemContext(): Promise<SystemContext> {
  const faults = new Faults();
  const local = await startTemporaryLocalAws(undefined, {
    faults,
    lambdaClock: { ...systemClock, wait: async () => undefined },
  });
  const config = {
    endpoint: local.awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'developer', secretAccessKey: 'x' },
  };
  const dynamoDb = new DynamoDBClient(config);
  const events = new EventBridgeClient(config);
  const ids: string[] = [];
  return {
    local,
    faults,
    send: httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey }),
    newId: () => {
      const id = `FAULTY-${ids.length}-ID`;
      ids.push(id);
      return id;
    },
    usedIds: () => ids,
    inject: (seed, ...list) => faults.set({ seed, faults: list }),
    injected: () => faults.decisions.filter(({ injected }) => injected).length,
    publish: (detail) => publishSubmitted(events, detail),
    readRow: (id) => readStoredRow(dynamoDb, id),
    stop: async () => {
      faults.clear();
      dynamoDb.destroy();
      events.destroy();
      await local.stop();
    },
  };
}

async function publishSubmitted(events: EventBridgeClient, detail: string): Promise<void> {
  const pattern = resourceOf('aws_cloudwatch_event_rule', isSubmittedRule)['event_pattern'];
  const entry = { EventBusName: eventBusName(), Source: pattern.source[0], DetailType: pattern['detail-type'][0] };
  await events.send(new PutEventsCommand({ Entries: [{ ...entry, Detail: detail }] }));
}

const isSubmittedRule = ({ name }: { readonly name?: unknown }): boolean => String(name).endsWith('-submitted');

async function readStoredRow(dynamoDb: DynamoDBClient, id: string): Promise<StoredRow | undefined> {
  const { name } = resourceOf('aws_dynamodb_table', ({ name: table }) => String(table).startsWith('customer_ids'));
  const command = new GetItemCommand({ TableName: String(name), Key: { id: { S: id } }, ConsistentRead: true });
  const { Item } = await dynamoDb.send(command);
  if (!Item) return undefined;
  const { state, version, history = [] } = unmarshall(Item);
  return { id, state, version, history };
}

/** Runs a class, ends its faults, and checks what must hold after every run. */
export async function runSystemClass(faultClass: SystemClass, context: SystemContext, seed: number): Promise<void> {
  const idsBefore = context.usedIds().length;
  const linesBefore = context.local.log.length;
  try {
    await faultClass.run(context, seed);
  } finally {
    context.faults.clear();
  }
  const ids = context.usedIds().slice(idsBefore);
  for (const id of ids) await checkHistory(context, id);
  const lines = context.local.log.slice(linesBefore).join('\n');
  for (const id of ids) assert(!lines.includes(id), `a log line contains the ID ${id}`);
}

/** No write took effect twice: the tokens of the changes differ, and the version counts the changes. */
async function checkHistory({ readRow }: SystemContext, id: string): Promise<void> {
  const row = await readRow(id);
  if (!row) return;
  assert.equal(row.version, row.history.length, `${id}: version and number of changes`);
  assert.equal(new Set(row.history.map(({ token }) => token)).size, row.history.length, `${id}: a token counted twice`);
  row.history.forEach(({ action }, at) => {
    assert.equal(action, at % 2 === 0 ? 'added' : 'deleted', `${id}: change ${at + 1}`);
  });
}

/** Every failure is a problem document; one that can be retried says when. */
export function checkResponse(response: HttpResponse, ...statuses: readonly number[]): HttpResponse {
  assert(
    statuses.includes(response.status),
    `${response.status} instead of ${statuses.join(' or ')}: ${response.text}`,
  );
  if (response.status < 400) return response;
  assert.match(String(response.headers['content-type']), /^application\/problem\+json/);
  const problem = JSON.parse(response.text);
  // A response of the gateway has no status in its body.
  assert.equal(problem.status ?? response.status, response.status);
  assert.equal(typeof problem.code, 'string');
  assert.doesNotMatch(response.text, /\n {4}at |node_modules/, 'a stack trace');
  if ([429, 503, 504].includes(response.status)) assert(response.headers['retry-after'], 'Retry-After is missing');
  return response;
}

export const put = ({ send }: SystemContext, id: string) => send({ method: 'PUT', path: `/customer-ids/${id}` });
export const get = ({ send }: SystemContext, id: string) => send({ method: 'GET', path: `/customer-ids/${id}` });
export const remove = ({ send }: SystemContext, id: string) => send({ method: 'DELETE', path: `/customer-ids/${id}` });
