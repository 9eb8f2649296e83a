// A real deploy and destroy with the commands that users run. Terraform, its AWS provider and the AWS CLI work against
// moto. This proves that everything applies in order and that a destroy leaves nothing. It proves nothing about AWS
// itself, and runs no functions.
import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { expect } from 'chai';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { allListings, findResources, lastPlan, listState } from '#support/tools/rehearsed-aws.ts';
import { cacheControlFor, contentTypeFor } from '#tools/deploy/object-metadata.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { prepareTerraform } from '#tools/lib/terraform.ts';
import { findMissingCommand } from '#tools/rehearse/moto.ts';
import { changeSetting, type Rehearsal, rehearsed, startRehearsal } from '#tools/rehearse/rehearsal.ts';
import type { PlannedResource } from '#tools/review/plan.ts';

const pageFolder = join(rootFolder, 'frontend/dist');

describe(`a rehearsal of ${rehearsed} against moto`, function () {
  this.timeout(1_800_000);
  let rehearsal: Rehearsal;
  let planned: readonly PlannedResource[];
  let created: readonly string[];
  let apiKey: string;
  const reviews: string[] = [];

  const make = async (...args: readonly string[]): Promise<string> => {
    const { status, output } = await rehearsal.make(...args, `ENV=${rehearsed}`);
    expect(status, output.slice(-3_000)).to.equal(0);
    return output;
  };
  const plannedResources = (type: string) =>
    planned.filter((resource) => resource.type === type).map(({ after }) => after ?? {});

  before(async function () {
    const problem = findMissingCommand() ?? prepareTerraform();
    if (problem) {
      console.log(`SKIPPED: deploy and destroy are not rehearsed. ${problem}`);
      this.skip();
    }
    rehearsal = await startRehearsal();
  });

  after(async () => {
    await rehearsal?.stop();
  });

  // Not bail(), which in a parallel run ends the other files, too.
  let failedStep: string | undefined;
  beforeEach(() => {
    if (failedStep) throw new Error(`This step depends on "${failedStep}", which failed.`);
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') failedStep ??= this.currentTest.title;
  });

  it('make deploy applies the plan, uploads the page and passes the smoke test', async () => {
    const output = await make('deploy');
    reviews.push(output);
    planned = await lastPlan(rehearsal);
    const secretFiles = globSync(['plans/*.tfplan', 'terraform.tfstate.d/**/*.tfstate'], { cwd: rehearsal.infra });
    const otherPermissions = secretFiles.map((file) => statSync(join(rehearsal.infra, file)).mode & 0o077);
    expect([secretFiles.length, ...otherPermissions], 'only the owner can read plan and state').to.deep.equal([
      2, 0, 0,
    ]);

    expect(output)
      .to.contain('No data loss and no public exposure.')
      .and.to.contain('ok  the page loads')
      .and.to.contain('ok  its configuration loads');
  });

  it('make deploy creates every planned resource', async () => {
    created = await listState(rehearsal);

    expect(created).to.have.members(planned.map(({ address }) => address));
  });

  it('make deploy uploads every file with its content type and cache control', async () => {
    const bucket = plannedResources('aws_s3_bucket').find(({ bucket }) => String(bucket).includes('-site-'));
    const files = globSync('**/*.*', { cwd: pageFolder });
    const found = await Promise.all(
      files.map(async (file) => {
        const response = await fetch(`${rehearsal.awsUrl}/${bucket?.['bucket']}/${file}`);
        // An unread body can crash fetch when the server closes the connection.
        await response.arrayBuffer();
        const { status, headers } = response;
        return [file, status, headers.get('content-type'), headers.get('cache-control')];
      }),
    );

    expect(files).to.include('index.html').and.to.have.length.greaterThan(5);
    expect(found).to.deep.equal(files.map((file) => [file, 200, contentTypeFor(file), cacheControlFor(file)]));
  });

  it('make deploy does not alter the state machine and the event patterns', async () => {
    const config = {
      endpoint: rehearsal.awsUrl,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' },
    };
    const [machine] = plannedResources('aws_sfn_state_machine');
    const machines = new SFNClient(config);
    const stateMachineArn = `arn:aws:states:eu-west-1:123456789012:stateMachine:${machine?.['name']}`;
    const { definition = '' } = await machines.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const events = new EventBridgeClient(config);
    const rules = plannedResources('aws_cloudwatch_event_rule');
    const patterns = await Promise.all(
      rules.map(async ({ name, event_bus_name }) => {
        const rule = { Name: String(name), EventBusName: String(event_bus_name ?? 'default') };
        const { EventPattern = '' } = await events.send(new DescribeRuleCommand(rule));
        return JSON.parse(EventPattern);
      }),
    );

    expect(JSON.parse(definition)).to.deep.equal(machine?.['definition']);
    expect(patterns).to.deep.equal(rules.map(({ event_pattern }) => event_pattern));
  });

  it('make plan shows no changes after a deploy', async () => {
    reviews.push(await make('plan'));

    const changed = (await lastPlan(rehearsal)).filter(({ action }) => action !== 'keep');
    expect(changed.map(({ address, action }) => `${address}: ${action}`)).to.deep.equal([]);
  });

  it('make api-key prints only the key', async () => {
    apiKey = (await make('-s', 'api-key')).trim();

    expect(apiKey).to.match(/^cidw04page[0-9a-f]{32}$/);
  });

  it('make destroy stops at deletion protection and explains how to remove it', async () => {
    const { status, output } = await rehearsal.make('destroy', `ENV=${rehearsed}`);

    expect(status).not.to.equal(0);
    expect(output).to.contain('Nothing was destroyed: ').and.to.contain('Set deletion_protection = false');
    expect(await listState(rehearsal)).to.deep.equal(created);
  });

  it('make deploy adds a second key and a reading client, and removes the deletion protection', async () => {
    await make('api-key', 'ROTATE=1');
    changeSetting(rehearsal.infra, 'clients', '{ page = { access = "write" }, billing = { access = "read" } }');
    changeSetting(rehearsal.infra, 'deletion_protection', false);

    const { status, output } = await rehearsal.makeOnTerminal('yes\n', 'deploy', `ENV=${rehearsed}`);
    expect(status, output.slice(-3_000)).to.equal(0);
    reviews.push(output);
    const newer = (await make('-s', 'api-key')).trim();
    const billing = (await make('-s', 'api-key', 'CLIENT=billing')).trim();

    expect(output)
      .to.contain('loses its deletion protection')
      .and.to.contain('key 2 may read and write')
      .and.to.contain('key 1 may only read');
    expect(newer)
      .to.match(/^cidw04page[0-9a-f]{32}$/)
      .and.not.to.equal(apiKey);
    expect(billing).to.match(/^cidr07billing[0-9a-f]{32}$/);
    const shown = [apiKey, newer, billing].filter((key) => reviews.some((review) => review.includes(key.slice(-32))));
    expect(shown, 'no output of make plan or make deploy contains a key').to.deep.equal([]);
  });

  it('make destroy names the lost tables and deletes every resource', async () => {
    const before = await findResources(rehearsal);
    const output = await make('destroy');
    const afterwards = await findResources(rehearsal);

    expect(output)
      .to.contain(`customer_ids_${rehearsed}: about 0 items`)
      .and.to.contain(`${rehearsed} is destroyed.`)
      .and.not.to.contain(apiKey);
    expect(await listState(rehearsal)).to.deep.equal([]);
    expect(before).to.deep.equal(allListings);
    expect(afterwards).to.deep.equal([]);
    console.log(`    Handled by the proxy, not by moto: ${[...rehearsal.handled].join(', ')}.`);
  });
});
