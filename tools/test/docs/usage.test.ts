import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { dynamoDbCustomerIdIndex } from '#adapters/dynamodb/customer-id-index.ts';
import { dynamoDbCustomerIdLookup } from '#adapters/dynamodb/customer-id-lookup.ts';
import { dynamoDbCustomerIds } from '#adapters/dynamodb/customer-id-store.ts';
import { dynamoDbDeletedIdIndex } from '#adapters/dynamodb/deleted-id-index.ts';
import { dynamoDbSubmissions } from '#adapters/dynamodb/submission-store.ts';
import { powertoolsLogger } from '#adapters/powertools/logger.ts';
import { powertoolsMetrics } from '#adapters/powertools/metrics.ts';
import { systemClock } from '#adapters/system/clock.ts';
import { sha256 } from '#adapters/system/digest.ts';
import { timerPause } from '#adapters/system/pause.ts';
import { hmacPseudonym } from '#adapters/system/pseudonym.ts';
import { randomSubmissionIds } from '#adapters/system/submission-ids.ts';
import { createHandler as addToTable } from '#handlers/add-to-table.ts';
import { createHandler as deleteCustomerId } from '#handlers/delete-customer-id.ts';
import { createHandler as getCustomerId } from '#handlers/get-customer-id.ts';
import { createHandler as getSubmission } from '#handlers/get-submission.ts';
import { createHandler as listCustomerIds } from '#handlers/list-customer-ids.ts';
import { createHandler as logEvent } from '#handlers/log-event.ts';
import { createHandler as lookUpCustomerIds } from '#handlers/look-up-customer-ids.ts';
import { createHandler as putCustomerId } from '#handlers/put-customer-id.ts';
import { createHandler as submitCustomerIds } from '#handlers/submit-customer-ids.ts';
import { createHandler as validateId } from '#handlers/validate-id.ts';
import type { Deadline } from '#ports.ts';
import {
  type DynaliteTable,
  deletedIdsIndex,
  dynaliteTable,
  submissionsTable,
} from '#support/functions/dynalite-table.ts';
import { lambdaContext, proxyEvent, type Request } from '#support/functions/proxy-event.ts';
import { createMeter, type Meter, storedBytes, type Units } from '#support/tools/meter.ts';
import { rowWrites, submissionIndexWrites } from '#tools/docs/scaling-limits.ts';
import {
  accessLogBytes,
  activeEntryBytes,
  idsPerLookup,
  idsPerPage,
  idsPerSubmission,
  operations,
  storedBytesPerId,
} from '#tools/docs/usage.ts';
import { readStack } from '#tools/lib/stack.ts';

const ids = (count: number) =>
  Array.from({ length: count }, (_, index) => `CUST-${String(index + 1).padStart(6, '0')}`);

/** The access log fields of a successful lookup. */
const lookup: Readonly<Record<string, string>> = {
  requestId: '1998cf45-9eeb-4b72-9019-bd1d81cd2c65',
  extendedRequestId: 'JKJaXmPLvHcESHA=',
  'identity.apiKeyId': 'a1b2c3d4e5',
  httpMethod: 'GET',
  resourcePath: '/customer-ids/{id}',
  status: '200',
  'error.responseType': '-',
  integrationStatus: '200',
  integrationLatency: '12',
  responseLatency: '15',
  responseLength: '167',
};

const customer: Request = { pathParameters: { id: 'CUST-000000' } };

describe('the measured capacity units of an operation match docs/cost.md:', () => {
  let customerIds: DynaliteTable;
  let submissions: DynaliteTable;
  let meter: Meter;
  let submissionId: string;

  before(async () => {
    customerIds = await dynaliteTable();
    submissions = await dynaliteTable(submissionsTable);
    meter = createMeter([customerIds, submissions]);
  });

  after(async () => {
    await submissions.stop();
    await customerIds.stop();
  });

  /** The adapters used on AWS, except for the event bus. */
  const createMeteredRuntime = (service: string) => ({
    telemetry: () => ({
      clock: systemClock,
      logger: powertoolsLogger(service),
      metrics: powertoolsMetrics('CustomerIds/dev', service),
    }),
    createDeps: (deadline: Deadline) => ({
      customerIds: dynamoDbCustomerIds(customerIds.client, customerIds.table, deadline),
      customerIdIndex: dynamoDbCustomerIdIndex(customerIds.client, customerIds.table, customerIds.index, deadline),
      deletedIdIndex: dynamoDbDeletedIdIndex(customerIds.client, customerIds.table, deletedIdsIndex, deadline),
      customerIdLookup: dynamoDbCustomerIdLookup(customerIds.client, customerIds.table, deadline, {
        pause: timerPause,
        random: Math.random,
      }),
      submissions: dynamoDbSubmissions(submissions.client, submissions.table, deadline),
      eventBus: { publish: async () => undefined },
      clock: systemClock,
      digest: sha256,
      newSubmissionId: randomSubmissionIds(systemClock),
      pause: timerPause,
      pseudonym: hmacPseudonym('arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_dev'),
      submissionRetentionDays: 30,
      tombstoneRetentionDays: 30,
    }),
  });

  function expectUnits({ reads, writes }: Units, assumed: Units) {
    expect({ reads, writes }).to.deep.equal({ reads: assumed.reads, writes: assumed.writes });
  }

  it('adding an ID', async () => {
    const put = putCustomerId(createMeteredRuntime('put-customer-id'));
    expectUnits(await meter(() => put(proxyEvent(customer), lambdaContext())), operations.put);
  });

  it('looking up an ID', async () => {
    const get = getCustomerId(createMeteredRuntime('get-customer-id'));
    expectUnits(await meter(() => get(proxyEvent(customer), lambdaContext())), operations.get);
  });

  it('deleting an ID', async () => {
    const remove = deleteCustomerId(createMeteredRuntime('delete-customer-id'));
    expectUnits(await meter(() => remove(proxyEvent(customer), lambdaContext())), operations.delete);
  });

  it('processing a submission of 100 IDs, from the request to the last step', async () => {
    const submitted = ids(idsPerSubmission);
    const request = {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ids: submitted }),
    };
    const accepted = await meter(async () => {
      const { body } = await submitCustomerIds(createMeteredRuntime('submit-customer-ids'))(
        proxyEvent(request),
        lambdaContext(),
      );
      submissionId = JSON.parse(body).submissionId;
    });
    const done = await meter(async () => {
      const checked = await validateId(createMeteredRuntime('validate-id'))({ submissionId }, lambdaContext());
      const recorded = await addToTable(createMeteredRuntime('add-to-table'))(checked, lambdaContext());
      await logEvent(createMeteredRuntime('log-event'))(recorded, lambdaContext());
    });

    const used = {
      reads: accepted.reads + done.reads,
      writes: accepted.writes + done.writes,
    };
    expectUnits(used, operations.submit);
    expect(accepted.indexWrites + done.indexWrites).to.equal(rowWrites.submit + submissionIndexWrites);
  });

  it('storing entries of the index of active IDs', async () => {
    const { client, table, index } = customerIds;
    const { Items = [] } = await client.send(new ScanCommand({ TableName: table, IndexName: index }));
    const bytes = Items.reduce((total, item) => total + storedBytes(item), 0) / Items.length;

    expect(bytes).to.be.within(activeEntryBytes * 0.95, activeEntryBytes * 1.05);
  });

  it('storing the IDs and results of a submission', async () => {
    const tables = [customerIds, submissions];
    const scans = tables.flatMap(({ client, table, index }) =>
      [{}, { IndexName: index }].map((where) => client.send(new ScanCommand({ TableName: table, ...where }))),
    );
    const items = (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
    const bytes = items.reduce((total, item) => total + storedBytes(item), 0);

    expect(bytes / idsPerSubmission).to.be.within(storedBytesPerId * 0.95, storedBytesPerId * 1.05);
  });

  it('polling a submission', async () => {
    const request = { path: `/submissions/${submissionId}`, pathParameters: { submissionId } };
    const get = getSubmission(createMeteredRuntime('get-submission'));
    expectUnits(await meter(() => get(proxyEvent(request), lambdaContext())), operations.poll);
  });

  it('writing an access log line per request', () => {
    const [log] = readStack().only('aws_api_gateway_stage').blocks('access_log_settings');
    const line = log?.text('format').replace(/\$context\.([A-Za-z.]+)/g, (_, name) => lookup[name] ?? '');

    expect(line?.length).to.be.within(accessLogBytes * 0.95, accessLogBytes * 1.05);
  });

  it('looking up 100 IDs at once', async () => {
    const request = {
      path: '/lookups',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ids: ids(idsPerLookup) }),
    };
    const lookUp = lookUpCustomerIds(createMeteredRuntime('look-up-customer-ids'));
    expectUnits(await meter(() => lookUp(proxyEvent(request), lambdaContext())), operations.lookUp);
  });

  it('listing a page of 50 IDs', async () => {
    const request = { path: '/customer-ids', query: { limit: String(idsPerPage) } };
    const list = listCustomerIds(createMeteredRuntime('list-customer-ids'));
    expectUnits(await meter(() => list(proxyEvent(request), lambdaContext())), operations.list);
  });
});
