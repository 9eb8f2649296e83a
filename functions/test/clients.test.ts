import { expect } from 'chai';
import fc from 'fast-check';
import { beforeEach, describe, it } from 'mocha';
import { powertoolsLogger } from '#adapters/powertools/logger.ts';
import { powertoolsMetrics } from '#adapters/powertools/metrics.ts';
import { createHandler as deleteCustomerId } from '#handlers/delete-customer-id.ts';
import { createHandler as getCustomerId } from '#handlers/get-customer-id.ts';
import { createHandler as getSubmission } from '#handlers/get-submission.ts';
import { createHandler as listSubmissions } from '#handlers/list-submissions.ts';
import { createHandler as putCustomerId } from '#handlers/put-customer-id.ts';
import { createHandler as retrySubmission } from '#handlers/retry-submission.ts';
import { createHandler as submitCustomerIds } from '#handlers/submit-customer-ids.ts';
import { capturedOutput } from '#support/functions/captured-output.ts';
import { eventuallyHolds } from '#support/functions/property.ts';
import { apiKey, lambdaContext, proxyEvent, type Request } from '#support/functions/proxy-event.ts';
import { createTasks, execute, failing } from '#support/functions/run-state-machine.ts';
import { type SubmissionRuntime, submissionRuntime } from '#support/functions/submission-runtime.ts';

const headers = { 'Content-Type': 'application/json' };
const id = 'CUST-001';

describe('the client of a change', () => {
  let runtime: SubmissionRuntime;
  beforeEach(() => {
    runtime = submissionRuntime();
  });

  const as = (client: string, request: Request = {}): Request => ({
    pathParameters: { id },
    ...request,
    headers: { ...headers, ...request.headers },
    apiKey: apiKey(client),
  });
  const put = (request: Request) => putCustomerId(runtime)(proxyEvent(request), lambdaContext());
  const remove = (request: Request) => deleteCustomerId(runtime)(proxyEvent(request), lambdaContext());
  const post = (request: Request) => submitCustomerIds(runtime)(proxyEvent(request), lambdaContext());
  const read = async () => JSON.parse((await getCustomerId(runtime)(proxyEvent(as('reader')), lambdaContext())).body);
  const submit = async (client: string, action = 'add'): Promise<string> => {
    const { body } = await post(as(client, { body: JSON.stringify({ ids: [id], action }) }));
    return JSON.parse(body).submissionId;
  };
  const run = (submissionId: string) => execute(createTasks(runtime), { submissionId });

  it('is in the record and in every history entry, for each way to change an ID', async () => {
    await put(as('page'));
    await remove(as('billing'));
    await run(await submit('import'));
    await run(await submit('audit', 'delete'));
    await put(as('ops'));

    const record = await read();

    expect(record.client).to.equal('ops');
    expect(record.history.map(({ client, source }: Record<string, string>) => [client, source])).to.deep.equal([
      ['page', 'api'],
      ['billing', 'api'],
      ['import', 'submission'],
      ['audit', 'submission'],
      ['ops', 'api'],
    ]);
  });

  it('of a submission is the one that submitted it, in every status and after a retry by another client', async () => {
    const submissionId = await submit('import');
    const request = as('page', { pathParameters: { submissionId } });
    const get = async () => JSON.parse((await getSubmission(runtime)(proxyEvent(request), lambdaContext())).body);
    const clients = [(await get()).client];
    await execute({ ...createTasks(runtime), AddToTable: failing('Error') }, { submissionId });
    clients.push((await get()).client);
    await retrySubmission(runtime)(proxyEvent(request), lambdaContext());
    await run(submissionId);
    const completed = await get();
    const list = await listSubmissions(runtime)(proxyEvent({ query: { client: 'import' } }), lambdaContext());

    expect([...clients, completed.client]).to.deep.equal(['import', 'import', 'import']);
    expect(completed.status).to.equal('completed');
    expect((await read()).client).to.equal('import');
    expect(JSON.parse(list.body).items).to.have.length(1);
    expect(JSON.parse(list.body).items[0]).to.include({ submissionId, client: 'import' });
  });

  it('is never taken from headers, query or body', async () => {
    const names = fc.constantFrom('client', 'x-client', 'X-Api-Key', 'x-amzn-client', 'apiKey', 'x-access', 'name');
    const values = fc.constantFrom('billing', apiKey('billing'), apiKey('billing', 'read'), '{"name":"billing"}');
    const fields = fc.dictionary(names, values);
    await eventuallyHolds(
      fc.asyncProperty(fields, fields, async (forged, query) => {
        runtime = submissionRuntime();
        const request = as('page', { headers: forged, query, body: JSON.stringify({ ids: [id], ...query }) });
        await put(request);
        await remove(request);
        const submitted = await post(request);
        const { items } = await runtime.deps.submissionIndex.page({ month: '2026-01', before: undefined, limit: 9 });

        expect(runtime.deps.customerIds.rows()[0]?.history.map(({ client }) => client)).to.deep.equal(['page', 'page']);
        expect(submitted.statusCode).to.equal(Object.keys(query).length > 0 ? 400 : 202);
        expect(items.map(({ client }) => client)).to.deep.equal(Object.keys(query).length > 0 ? [] : ['page']);
      }),
    );
  });

  it('is in every log line and metric, and the key in none', async () => {
    const random = 'fedcba9876543210'.repeat(2);
    const logged = {
      ...runtime,
      telemetry: () => ({
        clock: runtime.deps.clock,
        logger: powertoolsLogger('tests'),
        metrics: powertoolsMetrics('CustomerIds/tests', 'tests'),
      }),
    };
    const request: Request = {
      ...as('page', { body: '{"ids":["CUST-001"]}' }),
      apiKey: apiKey('page', 'write', random),
    };
    const lines = await capturedOutput(async () => {
      await putCustomerId(logged)(proxyEvent(request), lambdaContext());
      await deleteCustomerId(logged)(proxyEvent(request), lambdaContext());
      const { body } = await submitCustomerIds(logged)(proxyEvent(request), lambdaContext());
      const { submissionId } = JSON.parse(body);
      await execute(createTasks(logged), { submissionId });
      await execute({ ...createTasks(logged), AddToTable: failing('Error') }, { submissionId });
    });

    expect(lines).to.have.length.above(8);
    expect(lines.filter((line) => JSON.parse(line).client !== 'page')).to.deep.equal([]);
    expect(lines.filter((line) => line.includes(random))).to.deep.equal([]);
  });
});
