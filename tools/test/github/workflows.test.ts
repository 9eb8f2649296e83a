import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { openEnvironment } from '#tools/deploy/environment.ts';
import { environmentNames } from '#tools/github/protections.ts';
import { type Fields, fieldsOf, listOf } from '#tools/lib/json.ts';
import { rootFolder } from '#tools/lib/paths.ts';

const jobsOf = (workflow: string): Readonly<Record<string, Fields>> => {
  const { jobs } = fieldsOf(parse(readFileSync(join(rootFolder, '.github/workflows', workflow), 'utf8')));
  return Object.fromEntries(Object.entries(fieldsOf(jobs)).map(([name, job]) => [name, fieldsOf(job)]));
};

/** An expression of a workflow. */
const expression = (text: string): string => `\${{ ${text} }}`;

const stepsOf = (job: Fields | undefined) => listOf(job?.['steps']).map(fieldsOf);
const commandsOf = (job: Fields | undefined) => stepsOf(job).map(({ run }) => String(run ?? ''));
const roleOf = (job: Fields | undefined) =>
  stepsOf(job).flatMap((step) => fieldsOf(step['with'])['role-to-assume'] ?? []);

describe('the deploy workflow', () => {
  const { plan, apply, ...others } = jobsOf('deploy-to.yml');

  it('has one job that plans and one that applies, each in its protected environment with its role', () => {
    expect(others).to.deep.equal({});
    expect(plan?.['environment']).to.equal(environmentNames(expression('inputs.environment')).plan);
    expect(apply?.['environment']).to.equal(environmentNames(expression('inputs.environment')).apply);
    expect(roleOf(plan)).to.deep.equal([expression('vars.AWS_PLAN_ROLE_ARN')]);
    expect(roleOf(apply)).to.deep.equal([expression('vars.AWS_DEPLOY_ROLE_ARN')]);
  });

  it('publishes the review and its hash before the approval', () => {
    const commands = commandsOf(plan).join('\n');

    expect(commands)
      .to.match(/make plan ENV="\$ENVIRONMENT"/)
      .and.not.to.match(/make deploy|AUTO=1/);
    expect(commands).to.match(/cat "\$review".*>> "\$GITHUB_STEP_SUMMARY"/);
    expect(plan?.['outputs']).to.deep.equal({ review: expression('steps.review.outputs.sha256') });
  });

  it('applies only a plan with the approved review', () => {
    const deploy = stepsOf(apply).find(({ run }) => String(run).includes('make deploy'));

    expect(apply?.['needs']).to.equal('plan');
    expect(deploy?.['run']).to.equal('test -n "$REVIEW_SHA256" && make deploy ENV="$ENVIRONMENT" AUTO=1');
    expect(fieldsOf(deploy?.['env'])['REVIEW_SHA256']).to.equal(expression('needs.plan.outputs.review'));
  });
});

describe('the test workflow', () => {
  it('installs moto and its dependencies at pinned versions, and nothing else', () => {
    const install = commandsOf(jobsOf('test.yml')['test']).filter((command) => /pip/.test(command));
    const file = 'tools/rehearse/moto-requirements.txt';
    const lines = readFileSync(join(rootFolder, file), 'utf8').split('\n');
    const pins = lines.filter((line) => line !== '' && !/^#| --hash=sha256:/.test(line));

    expect(install).to.have.lengthOf(1);
    expect(install[0]).to.contain(`pip" install --no-deps --only-binary :all: -r ${file}\n`);
    expect(pins).to.include('moto==5.2.1');
    expect(pins.filter((pin) => !/^[a-z0-9-]+==[0-9][0-9a-z.]*( \\)?$/.test(pin))).to.deep.equal([]);
  });
});

describe('the bench workflow', () => {
  const { bench, ...others } = jobsOf('bench.yml');

  it('keeps the tables and plots of the quick benchmarks, also after a failure, which fails no check', () => {
    const upload = stepsOf(bench).find(({ uses }) => String(uses).startsWith('actions/upload-artifact@'));

    expect(others).to.deep.equal({});
    expect(bench?.['continue-on-error']).to.equal(true);
    expect(commandsOf(bench)).to.include('QUICK=1 make bench');
    expect(upload?.['if']).to.equal('always()');
    expect(fieldsOf(upload?.['with'])['path']).to.equal('.benchmarks/');
  });
});

describe('the workflow for main', () => {
  it('deploys an environment only when DEPLOY_TO lists it, and prod only after dev', () => {
    const { test: _, ...deploys } = jobsOf('main.yml');

    const gates = Object.entries(deploys).map(([name, job]) => [name, job['needs'], job['if']]);
    const listed = (name: string) => `contains(fromJSON(vars.DEPLOY_TO || '[]'), '${name}')`;
    expect(gates).to.deep.equal([
      ['dev', 'test', listed('dev')],
      ['prod', 'dev', listed('prod')],
    ]);
    for (const [name, job] of Object.entries(deploys)) {
      expect(job['uses']).to.equal('./.github/workflows/deploy-to.yml');
      expect(fieldsOf(job['with'])['environment']).to.equal(openEnvironment(name).name);
    }
  });
});

describe('the workflow that plans pull requests', () => {
  it('uses the plan role only in an environment with required reviewers, and not for forks', () => {
    const { plan, ...others } = jobsOf('plan.yml');

    expect(others).to.deep.equal({});
    expect(plan?.['environment']).to.equal(environmentNames('dev').pullRequest);
    expect(plan?.['if']).to.contain("vars.PLAN_PULL_REQUESTS == 'true'");
    expect(plan?.['if']).to.contain('github.event.pull_request.head.repo.full_name == github.repository');
  });
});

describe('the docs on deploying from GitHub Actions', () => {
  it('name the switches, the environments and the command that protects them', () => {
    const docs = readFileSync(join(rootFolder, 'docs/deploy.md'), 'utf8');

    for (const name of ['DEPLOY_TO', 'PLAN_PULL_REQUESTS', ...Object.values(environmentNames('prod')).slice(0, 2)]) {
      expect(docs).to.contain(`\`${name}`);
    }
    expect(docs).to.match(/make protect-github ENV=\S+ REVIEWERS=/);
  });
});
