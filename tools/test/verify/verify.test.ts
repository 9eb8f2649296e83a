import { existsSync, readFileSync } from 'node:fs';
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { eventually } from '#support/local/eventually.ts';
import { type RunningLocalAws, startTemporaryLocalAws } from '#support/local/temporary-local-aws.ts';
import { openLocalAws } from '#tools/lib/local-aws.ts';
import { readStack } from '#tools/lib/stack.ts';
import { points } from '#tools/verify/points.ts';
import { localTarget } from '#tools/verify/target.ts';
import { responsesFile, type Verification, verify, writeReport } from '#tools/verify/verify.ts';

describe('make verify', function () {
  this.timeout(1_800_000);
  let local: RunningLocalAws;
  let verification: Verification;

  before(async () => {
    local = await startTemporaryLocalAws();
    const stack = readStack();
    const credentials = { accessKeyId: 'developer', secretAccessKey: 'developer' };
    const target = localTarget({
      siteUrl: local.url,
      apiKey: local.apiKey,
      client: { endpoint: local.awsUrl, region: stack.region, credentials },
      name: stack.only('aws_cloudwatch_event_bus').text('name'),
    });
    verification = await verify(target, () => undefined);
  });

  after(async () => {
    await local?.stop();
  });

  it('passes every point on the local AWS', () => {
    expect(verification.outcomes).to.deep.equal(points.map(({ name }) => ({ name, error: undefined })));
  });

  it('starts no execution that fails, because a failed one would trigger alarms', async () => {
    const states = new SFNClient(openLocalAws({ AWS_ENDPOINT_URL: local.awsUrl }).client);
    const { stateMachines = [] } = await states.send(new ListStateMachinesCommand());
    const list = new ListExecutionsCommand({ stateMachineArn: stateMachines[0]?.stateMachineArn });
    // Two submissions, and the event of one of them again.
    const statuses = await eventually(async () => {
      const { executions = [] } = await states.send(list);
      const found = executions.map(({ status }): string | undefined => status);
      return found.length === 3 && !found.includes('RUNNING') ? found : undefined;
    });
    states.destroy();

    expect(statuses).to.deep.equal(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  });

  it('records the same responses as on AWS, where they were recorded', function () {
    if (!existsSync(responsesFile)) {
      console.log('SKIPPED: no responses of AWS to compare with. Record them with make verify ENV=dev.');
      this.skip();
    }

    expect(verification.responses).to.deep.equal(JSON.parse(readFileSync(responsesFile, 'utf8')));
  });

  it('reports date, commit, region, versions and the result of each point', () => {
    const circumstances = {
      date: '2026-01-31',
      commit: 'abc1234',
      environment: 'dev',
      region: 'eu-west-1',
      versions: 'Node 22',
    };
    const outcomes = [
      { name: 'one point', error: undefined },
      { name: 'another', error: 'a | b' },
    ];

    expect(writeReport(circumstances, outcomes))
      .to.contain('`make verify ENV=dev` on 2026-01-31, commit abc1234, region eu-west-1, Node 22.')
      .and.to.contain('| one point | pass |\n| another | fail: a \\| b |');
  });
});
