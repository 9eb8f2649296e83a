// Plans the whole stack with the real provider. A small fake answers the two AWS calls that planning makes.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { resourcesOf } from '#support/tools/stack.ts';
import { cleanEnvironment, prepareTerraform } from '#tools/lib/terraform.ts';
import { copyProject, type ProjectCopy } from '#tools/rehearse/copy-project.ts';
import { type AwsProxy, startProxy } from '#tools/rehearse/proxy.ts';
import { fakeAccount } from '#tools/rehearse/rehearsal.ts';
import { callerIdentity } from '#tools/rehearse/services/caller-identity.ts';
import { stepFunctions } from '#tools/rehearse/services/step-functions.ts';

const functionNames = resourcesOf('aws_lambda_function').map(({ environment: [{ variables }] }) =>
  String(variables['POWERTOOLS_SERVICE_NAME']),
);

/** Values known only after apply: the ID of the API and of the distribution. */
const knownAfterApply = [
  ...functionNames
    .filter((name) => !['validate-id', 'add-to-table', 'delete-from-table', 'log-event'].includes(name))
    .map(
      (name) =>
        `  - \`apigateway.amazonaws.com\` may invoke \`customer-ids-prod-${name}:live\` for \`(known after apply)\``,
    ),
  '  - `(known after apply)`',
];

describe('make plan ENV=prod, with the real provider and no account', function () {
  this.timeout(1_800_000);
  let copy: ProjectCopy;
  let fakeAws: AwsProxy;
  let lines: readonly string[];

  before(async function () {
    const problem = prepareTerraform();
    if (problem) {
      console.log(`SKIPPED: make plan is not tested with the real provider. ${problem}`);
      this.skip();
    }
    fakeAws = await startProxy({ services: [callerIdentity, stepFunctions] });
    copy = copyProject();
    lines = await review();
  });

  after(async () => {
    copy?.remove();
    await fakeAws?.stop();
  });

  /** The same command that `make plan` runs. */
  async function review(): Promise<readonly string[]> {
    const child = spawn(process.execPath, [...process.execArgv, join(copy.folder, 'tools/deploy/plan.ts')], {
      env: { ...cleanEnvironment(), ...fakeAccount(fakeAws.url), ENV: 'prod' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(errors).to.equal('');
    expect(output).to.contain('Saved as ');
    return readFileSync(join(copy.folder, 'infra/plans/prod.md'), 'utf8').split('\n');
  }

  const section = (title: string): readonly string[] => {
    const start = lines.indexOf(`## ${title}`);
    const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
    return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).filter((line) => line !== '');
  };

  it('calls AWS only for the caller identity and the validation of the state machine', () => {
    expect([...fakeAws.handled]).to.have.members(['GetCallerIdentity', 'ValidateStateMachineDefinition']);
  });

  it('prints no warning for prod', () => {
    expect(lines.slice(0, 3)).to.deep.equal(['# Plan for prod', '', 'No data loss and no public exposure.']);
  });

  it('states who may write, and within which limits', () => {
    expect(section('Clients')).to.deep.equal([
      '- `page`',
      '  - key 1 may read and write',
      '  - limits of each key: 50 requests per second with a burst of 100; `GET /customer-ids/{id}` 10 per second with a burst of 20; 500000 requests a day',
    ]);
  });

  it('lists every route and shows that all but health require a key', () => {
    const routes = section('API routes');
    const open = routes.filter((line) => !line.endsWith('requires an API key'));

    expect(routes).to.have.lengthOf(11);
    expect(open).to.deep.equal(['- `GET /health` (health) is public, without a key']);
  });

  it('lists the states in order and the target of every event', () => {
    const states = section('State machine').flatMap((line) => /^ {2}- `([^`]+)`/.exec(line)?.[1] ?? []);

    expect(states).to.deep.equal([
      'ValidateIds',
      'AnyValid?',
      'AddToTable',
      'LogEvent',
      'DeleteFromTable',
      'LogFailure',
      'Fail',
    ]);
    expect(section('Events').filter((line) => line.startsWith('  - matches'))).to.have.lengthOf(
      resourcesOf('aws_cloudwatch_event_rule').length,
    );
  });

  it('lists the permissions of every function', () => {
    const permissions = section('Permissions');
    const roles = functionNames.map((name) => `- Role \`customer-ids-prod-${name}\``);

    expect(permissions).to.include.members(roles);
    expect(permissions).to.include(
      '  - may `dynamodb:GetItem` on `arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_prod`',
    );
  });

  it('describes every alarm in one sentence', () => {
    const alarms = [...resourcesOf('aws_cloudwatch_metric_alarm'), ...resourcesOf('aws_cloudwatch_composite_alarm')];

    expect(section('Alarms')).to.have.lengthOf(alarms.length);
    expect(
      section('Alarms').filter((line) => !/^- `customer-ids-prod-\S+` fires when .+ notifies .+/.test(line)),
    ).to.deep.equal([]);
  });

  it('shows every value except those known only after apply', () => {
    expect(lines.filter((line) => line.includes('known after apply'))).to.have.members(knownAfterApply);
    expect(lines[lines.indexOf('  - `(known after apply)`') - 1]).to.match(/aws_s3_bucket_policy/);
  });
});
