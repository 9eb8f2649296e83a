import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { httpClient } from '#support/local/http-client.ts';
import { metricSum } from '#support/local/metric-sum.ts';
import { resourceOf, stackFile, withoutHandlers } from '#support/local/stack-variants.ts';
import { type SteppedClock, steppedClock } from '#support/local/stepped-clock.ts';
import { submit, waitUntilCompleted } from '#support/local/submissions.ts';
import { temporaryFolder } from '#support/local/temporary-folder.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';

const minute = 60_000;
// A fixed minute, so that all requests fall into one period however long they take.
const startMillis = Math.floor(Date.now() / minute) * minute;
const prefix = String(resourceOf('aws_cloudwatch_dashboard')['dashboard_name']);

describe('alarms of the local AWS', function () {
  this.timeout(600_000);
  const dataDir = temporaryFolder();
  let clock: SteppedClock;
  let local: RunningLocalAws;

  const start = async (file: string) => {
    clock = steppedClock(() => startMillis);
    local = await startTemporaryLocalAws(file, { dataDir, alarmClock: clock });
  };
  const send = (path: string, method = 'GET') =>
    httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey })({ method, path });
  const notifications = () => local.log.filter((line) => /^(ALARM|OK) /.test(line)).map((line) => line.split(' [')[0]);

  before(async () => start(await withoutHandlers()));
  after(async () => {
    await local.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('an alarm fires when every function fails and its notification names the runbook', async () => {
    for (let request = 0; request < 6; request += 1)
      expect((await send('/customer-ids/CUST-001')).status).to.equal(502);
    await clock.advance(2 * minute);

    expect(notifications()).to.have.members([
      `ALARM ${prefix}-api-server-errors`,
      `ALARM ${prefix}-function-errors-get-customer-id`,
      `ALARM ${prefix}-customer-impact`,
    ]);
    expect(local.log.find((line) => line.startsWith(`ALARM ${prefix}-api-server-errors`))).to.match(
      / \[100; threshold ≥ 1 for 1 of 1 datapoints\]: .* Runbook: docs\/runbooks\/api-server-errors\.md$/,
    );
  });

  it('an alarm returns to OK once the fault is fixed, and a restart in between does not repeat notifications', async () => {
    await local.stop();
    await start(stackFile);
    for (let request = 0; request < 6; request += 1) expect((await send('/customer-ids')).status).to.equal(200);
    await clock.advance(20 * minute);

    expect(notifications()).to.have.members([
      `OK ${prefix}-api-server-errors`,
      `OK ${prefix}-function-errors-get-customer-id`,
      `OK ${prefix}-customer-impact`,
    ]);
  });

  it('CloudWatch stores the EMF metrics that the functions print', async () => {
    const api = httpClient(`${local.url}/api`, { 'x-api-key': local.apiKey });
    const submissionId = await submit(api, ['CUST-001', 'CUST-002', '!']);
    await waitUntilCompleted(api, submissionId);

    const getSum = (metric: string) => metricSum(local.awsUrl, 'log-event', metric);
    // A function's output arrives later than its writes.
    await eventually(async () => ((await getSum('Added')) > 0 ? true : undefined));
    expect([await getSum('Added'), await getSum('Invalid'), await getSum('Failed')]).to.deep.equal([2, 1, 0]);
    expect(local.log.filter((line) => line.includes('cloudwatch: dropped'))).to.deep.equal([]);
  });
});
