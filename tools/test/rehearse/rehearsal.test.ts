// A real deploy and destroy, by the very commands that a person uses: Terraform, its AWS provider and the aws command
// work against moto on this machine. It shows that everything applies in order and that a destroy leaves nothing; of AWS
// itself it shows nothing, and no function runs.
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DescribeRuleCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { DescribeStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { everywhere, lastPlan, stateOf, whereAnythingIs } from '#support/tools/rehearsed-aws.ts';
import { cacheControlFor, contentTypeFor } from '#tools/deploy/object-metadata.ts';
import { rootFolder } from '#tools/lib/paths.ts';
import { whyTerraformCannotRun } from '#tools/lib/terraform.ts';
import { whyNothingCanBeRehearsed } from '#tools/rehearse/moto.ts';
import { type Stage, setStage } from '#tools/rehearse/rehearsal.ts';
import type { PlannedResource } from '#tools/review/plan.ts';

const pageFolder = join(rootFolder, 'frontend/dist');

describe('a rehearsed deploy', function () {
  this.timeout(600_000);
  // Each step stands on the one before.
  this.bail(true);
  let stage: Stage;
  let planned: readonly PlannedResource[];
  let made: readonly string[];
  let apiKey: string;
  const reviews: string[] = [];

  const make = async (...args: readonly string[]): Promise<string> => {
    const { status, output } = await stage.make(...args, 'ENV=dev');
    expect(status, output.slice(-3_000)).to.equal(0);
    return output;
  };
  const plannedOf = (type: string) =>
    planned.filter((resource) => resource.type === type).map(({ after }) => after ?? {});

  before(async function () {
    const obstacle = whyNothingCanBeRehearsed() ?? whyTerraformCannotRun();
    if (obstacle) {
      console.log(`SKIPPED: no deploy is rehearsed. ${obstacle}`);
      this.skip();
    }
    stage = await setStage();
  });

  after(async () => {
    await stage?.stop();
  });

  it('applies the plan, uploads the page and finds it there', async () => {
    const output = await make('deploy');
    reviews.push(output);
    planned = await lastPlan(stage);
    const keepers = globSync(['plans/*.tfplan', 'terraform.tfstate.d/**/*.tfstate'], { cwd: stage.infra });
    const readers = keepers.map((file) => statSync(join(stage.infra, file)).mode & 0o077);
    expect([keepers.length, ...readers], 'plan and state are for their owner alone').to.deep.equal([2, 0, 0]);

    expect(output).to.contain('ok  the page').and.to.contain('ok  its configuration');
  });

  it('makes every resource of the plan', async () => {
    made = await stateOf(stage);

    expect(made).to.have.members(planned.map(({ address }) => address));
  });

  it('gives every file of the page its type, and the time for which it may be kept', async () => {
    const [bucket] = plannedOf('aws_s3_bucket');
    const files = globSync('**/*.*', { cwd: pageFolder });
    const found = await Promise.all(
      files.map(async (file) => {
        const { status, headers } = await fetch(`${stage.awsUrl}/${bucket?.['bucket']}/${file}`);
        return [file, status, headers.get('content-type'), headers.get('cache-control')];
      }),
    );

    expect(files).to.include('index.html').and.to.have.length.greaterThan(5);
    expect(found).to.deep.equal(files.map((file) => [file, 200, contentTypeFor(file), cacheControlFor(file)]));
  });

  it('brings the state machine and the event patterns across unchanged', async () => {
    const config = {
      endpoint: stage.awsUrl,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' },
    };
    const [machine] = plannedOf('aws_sfn_state_machine');
    const machines = new SFNClient(config);
    const stateMachineArn = `arn:aws:states:eu-west-1:123456789012:stateMachine:${machine?.['name']}`;
    const { definition = '' } = await machines.send(new DescribeStateMachineCommand({ stateMachineArn }));
    const events = new EventBridgeClient(config);
    const rules = plannedOf('aws_cloudwatch_event_rule');
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

  it('has nothing left to do afterwards', async () => {
    reviews.push(await make('plan'));

    const changed = (await lastPlan(stage)).filter(({ action }) => action !== 'keep');
    expect(changed.map(({ address, action }) => `${address}: ${action}`)).to.deep.equal([]);
  });

  it('prints the value of the key, and that alone', async () => {
    apiKey = (await make('-s', 'api-key')).trim();

    expect(apiKey).to.match(/^[A-Za-z0-9]{20,}$/);
  });

  it('destroys nothing while the tables are protected, and tells the two steps', async () => {
    const { status, output } = await stage.make('destroy', 'ENV=dev');

    expect(status).not.to.equal(0);
    expect(output).to.contain('Nothing was destroyed: ').and.to.contain('say deletion_protection = false');
    expect(await stateOf(stage)).to.deep.equal(made);
  });

  it('puts a second key beside the first, and takes the protection away', async () => {
    await make('api-key', 'ROTATE=1');
    const settings = join(stage.infra, 'environments/dev.tfvars');
    writeFileSync(settings, `${readFileSync(settings, 'utf8')}\ndeletion_protection = false\n`);

    const output = await make('deploy');
    reviews.push(output);
    const newer = (await make('-s', 'api-key')).trim();

    expect(output).to.contain('may be deleted from now on');
    expect(newer)
      .to.match(/^[A-Za-z0-9]{20,}$/)
      .and.not.to.equal(apiKey);
    for (const review of reviews) expect(review).not.to.contain(apiKey).and.not.to.contain(newer);
  });

  it('destroys everything then, tells what is lost, and leaves nothing', async () => {
    const before = await whereAnythingIs(stage);
    const output = await make('destroy');
    const afterwards = await whereAnythingIs(stage);

    expect(output).to.contain('customer_ids_dev: 0 items').and.to.contain('dev is gone.').and.not.to.contain(apiKey);
    expect(await stateOf(stage)).to.deep.equal([]);
    expect(before).to.deep.equal(everywhere);
    expect(afterwards).to.deep.equal([]);
    console.log(`    Not answered by moto, but here: ${[...stage.answered].join(', ')}.`);
  });
});
