import { createServer, type RequestListener } from 'node:http';
import { expect } from 'chai';
import { afterEach, describe, it } from 'mocha';
import { type ListeningServer, listen } from '#local/aws/listen.ts';
import { eventually } from '#support/local/eventually.ts';
import { type HttpClient, httpClient, withRetries } from '#support/local/http-client.ts';
import { metricSum } from '#support/local/metric-sum.ts';
import { resourceOf, stackVariant, withStoreAt } from '#support/local/stack-variants.ts';
import { steppedClock } from '#support/local/stepped-clock.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const minute = 60_000;
const headers = { 'content-type': 'application/json' };
const lookUp = (send: HttpClient, ids: readonly string[]) =>
  send({ method: 'POST', path: '/lookups', headers, body: JSON.stringify({ ids }) });

describe('POST /lookups on the local AWS', function () {
  this.timeout(600_000);
  let local: RunningLocalAws | undefined;
  let store: ListeningServer | undefined;

  afterEach(async () => {
    await local?.stop();
    await store?.stop();
    local = store = undefined;
  });

  const start = async (...options: Parameters<typeof startTemporaryLocalAws>) => {
    local = await startTemporaryLocalAws(...options);
    return {
      log: local.log,
      awsUrl: local.awsUrl,
      send: httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey }),
    };
  };

  const withDynamoDb = async (respond: RequestListener) => {
    store = await listen(createServer(respond), 0);
    return start(await withStoreAt(store.url));
  };

  it('throttles only POST /lookups at its own limit, with Retry-After', async () => {
    const limited = await stackVariant({
      aws_api_gateway_method_settings: ({ method_path, settings }) => {
        if (method_path === 'lookups/POST')
          Object.assign(settings[0], { throttling_rate_limit: 0.01, throttling_burst_limit: 2 });
      },
    });
    const { send } = await start(limited);

    const responses = [];
    for (let request = 0; request < 3; request += 1) responses.push(await lookUp(send, ['CUST-001']));
    const other = await send({ method: 'GET', path: '/customer-ids' });

    expect([...responses, other].map(({ status }) => status)).to.deep.equal([200, 200, 429, 200]);
    expect(responses[2]?.headers).to.include({ 'retry-after': '1' });
  });

  it('fires lookup-misses-bulk by the number of unknown IDs, not of requests', async () => {
    const { alarm_name: name } = resourceOf('aws_cloudwatch_metric_alarm', ({ alarm_name }) =>
      String(alarm_name).endsWith('-lookup-misses-bulk'),
    );
    const lowThreshold = await stackVariant({
      aws_cloudwatch_metric_alarm: (alarm) => {
        if (alarm['alarm_name'] === name) alarm['threshold'] = 200;
      },
    });
    const clock = steppedClock(() => Math.floor(Date.now() / minute) * minute);
    const { send, log, awsUrl } = await start(lowThreshold, { alarmClock: clock });
    const guesses = Array.from({ length: 100 }, (_, index) => `GUESS-${index}`);
    const fired = () => log.filter((line) => line.startsWith(`ALARM ${name}`)).length;

    // A function's metrics arrive after its response.
    const waitForMisses = (count: number) =>
      eventually(async () => (await metricSum(awsUrl, 'look-up-customer-ids', 'NotFound')) === count || undefined);

    await lookUp(withRetries(send), guesses);
    await waitForMisses(100);
    await clock.advance(2 * minute);
    const firedByOne = fired();
    await lookUp(withRetries(send), guesses);
    await lookUp(withRetries(send), guesses);
    await waitForMisses(300);

    await eventually(async () => {
      await clock.advance(minute);
      return fired() > 0 || undefined;
    });
    expect(firedByOne).to.equal(0);
  });

  it('returns 503 with Retry-After when DynamoDB leaves the same keys unprocessed again and again', async () => {
    let requests = 0;
    const { send } = await withDynamoDb((request, response) => {
      requests += 1;
      request.resume();
      const unprocessed = { customer_ids_local: { Keys: [{ id: { S: 'CUST-001' } }] } };
      response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify({ Responses: {}, UnprocessedKeys: unprocessed }));
    });

    const response = await lookUp(send, ['CUST-001', 'CUST-002']);

    expect([response.status, response.headers['retry-after'], requests]).to.deep.equal([503, '1', 6]);
    expect(JSON.parse(response.text)).to.include({ code: 'unavailable' });
  });

  it('returns 503 with Retry-After when DynamoDB throttles every attempt', async () => {
    const { send } = await withDynamoDb((request, response) => {
      request.resume();
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.0' });
      const __type = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';
      response.end(JSON.stringify({ __type, message: 'Throttled.' }));
    });

    const response = await lookUp(send, ['CUST-001']);

    expect([response.status, response.headers['retry-after']]).to.deep.equal([503, '1']);
  });

  it('returns 503 with Retry-After before the Lambda timeout when DynamoDB never responds', async () => {
    const { send } = await withDynamoDb((request) => request.resume());

    const response = await lookUp(send, ['CUST-001']);

    expect([response.status, response.headers['retry-after']]).to.deep.equal([503, '1']);
  });
});
