// The whole stack, planned by the real provider for an account of nobody's, with a small stand-in for the two calls that
// planning makes: what reviewers will see, before anything exists.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { resourcesOf } from '#support/tools/stack.ts';
import { cleanEnvironment, whyTerraformCannotRun } from '#tools/lib/terraform.ts';
import { copyProject, type ProjectCopy } from '#tools/rehearse/copy-project.ts';
import { type AwsProxy, startProxy } from '#tools/rehearse/proxy.ts';
import { fakeAccount } from '#tools/rehearse/rehearsal.ts';
import { callerIdentity } from '#tools/rehearse/services/caller-identity.ts';
import { stepFunctions } from '#tools/rehearse/services/step-functions.ts';

const functionNames = resourcesOf('aws_lambda_function').map(({ environment: [{ variables }] }) =>
  String(variables['POWERTOOLS_SERVICE_NAME']),
);

/** What only AWS can name, alone in its sentence: the id of the API, and that of the distribution. */
const namedByAws = (environment: string) => [
  ...functionNames
    .filter((name) => !['validate-id', 'add-to-table', 'log-event'].includes(name))
    .map(
      (name) =>
        `  - \`apigateway.amazonaws.com\` may invoke \`customer-ids-${environment}-${name}:live\` for \`(known after apply)\``,
    ),
  '  - `(known after apply)`',
];

describe('make plan, with the real provider and no account', function () {
  this.timeout(240_000);
  let copy: ProjectCopy;
  let standIn: AwsProxy;
  let lines: readonly string[];
  let prodLines: readonly string[];

  before(async function () {
    const obstacle = whyTerraformCannotRun();
    if (obstacle) {
      console.log(`SKIPPED: the stack is not planned by the real provider. ${obstacle}`);
      this.skip();
    }
    standIn = await startProxy({ services: [callerIdentity, stepFunctions] });
    copy = copyProject();
    [lines, prodLines] = await Promise.all([reviewOf('dev'), reviewOf('prod')]);
  });

  after(async () => {
    copy?.remove();
    await standIn?.stop();
  });

  /** As `make plan` runs it. */
  async function reviewOf(environment: string): Promise<readonly string[]> {
    const child = spawn(process.execPath, [...process.execArgv, join(copy.folder, 'tools/deploy/plan.ts')], {
      env: { ...cleanEnvironment(), ...fakeAccount(standIn.url), ENV: environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [output, faults] = await Promise.all([text(child.stdout), text(child.stderr)]);
    expect(faults).to.equal('');
    expect(output).to.contain('This review is in ');
    return readFileSync(join(copy.folder, `infra/plans/${environment}.md`), 'utf8').split('\n');
  }

  const section = (title: string): readonly string[] => {
    const start = lines.indexOf(`## ${title}`);
    const length = lines.slice(start + 1).findIndex((line) => line.startsWith('## '));
    return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).filter((line) => line !== '');
  };

  it('asks AWS for nothing but who calls, and whether the state machine is sound', () => {
    expect([...standIn.answered]).to.have.members(['GetCallerIdentity', 'ValidateStateMachineDefinition']);
  });

  it('warns of nothing, neither for dev nor for prod', () => {
    const nothing = 'Nothing is lost, and nothing is opened to the public.';

    expect(lines.slice(0, 3)).to.deep.equal(['# Plan for dev', '', nothing]);
    expect(prodLines.slice(0, 3)).to.deep.equal(['# Plan for prod', '', nothing]);
  });

  it('shows every route, and that each but one asks for a key', () => {
    const routes = section('API routes');
    const open = routes.filter((line) => !line.endsWith('asks for an API key'));

    expect(routes).to.have.lengthOf(8);
    expect(open).to.deep.equal(['- `GET /health` (health) is open to everybody, without a key']);
  });

  it('shows the states in their order, and where each event goes', () => {
    const states = section('State machine').flatMap((line) => /^ {2}- `([^`]+)`/.exec(line)?.[1] ?? []);

    expect(states).to.deep.equal(['ValidateIds', 'AnyValid?', 'AddToTable', 'LogEvent', 'LogFailure', 'Fail']);
    expect(section('Events').filter((line) => line.startsWith('  - takes'))).to.have.lengthOf(
      resourcesOf('aws_cloudwatch_event_rule').length,
    );
  });

  it('shows what every function may do', () => {
    const permissions = section('Permissions');
    const roles = functionNames.map((name) => `- Role \`customer-ids-dev-${name}\``);

    expect(permissions).to.include.members(roles);
    expect(permissions).to.include(
      '  - may `dynamodb:GetItem` on `arn:aws:dynamodb:eu-west-1:123456789012:table/customer_ids_dev`',
    );
  });

  it('tells every alarm in a sentence', () => {
    const alarms = [...resourcesOf('aws_cloudwatch_metric_alarm'), ...resourcesOf('aws_cloudwatch_composite_alarm')];

    expect(section('Alarms')).to.have.lengthOf(alarms.length);
    expect(
      section('Alarms').filter((line) => !/^- `customer-ids-dev-\S+` rings when .+ tells .+/.test(line)),
    ).to.deep.equal([]);
  });

  it('hides nothing but what only AWS can name', () => {
    const hidden = (all: readonly string[]) => all.filter((line) => line.includes('known after apply'));

    expect(hidden(lines)).to.have.members(namedByAws('dev'));
    expect(hidden(prodLines)).to.have.members(namedByAws('prod'));
    expect(lines[lines.indexOf('  - `(known after apply)`') - 1]).to.match(/aws_s3_bucket_policy/);
  });
});
