import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { prepareTerraform } from '#tools/lib/terraform.ts';
import { emptySystem, type Rule, type System } from '#tools/policy/rule.ts';
import { rules } from '#tools/policy/rules.ts';
import { findSharedIdentities, listIdentities } from '#tools/policy/shared-identities.ts';
import { skippedRules } from '#tools/policy/skipped-rules.ts';
import { planResources, readSources } from '#tools/policy/system.ts';
import { unusedResourceTypes } from '#tools/policy/unused-resource-types.ts';

const environments = {
  dev: ({ behind }: Rule) => behind === undefined,
  prod: () => true,
};

const isEnforced = ({ id }: Rule) => !skippedRules.has(id);

function expectNoViolations({ findViolations }: Rule, system: System): void {
  expect(findViolations(system)).to.deep.equal([]);
}

describe('the policy rules', () => {
  let sources: Omit<System, 'environment' | 'resources'>;

  before(async () => {
    sources = await readSources();
  });

  describe('on the sources', () => {
    for (const rule of rules.filter((each) => each.reads === 'sources' && isEnforced(each)))
      it(`${rule.title} (${rule.id})`, () => expectNoViolations(rule, { ...emptySystem, ...sources }));

    it('read workflows, dotfiles and sources, but no dependencies', () => {
      const paths = sources.files.map(({ path }) => path);

      expect(paths).to.include.members(['.github/workflows/main.yml', '.env.example', 'Makefile', 'infra/main.tf']);
      expect(paths.filter((path) => path.includes('node_modules'))).to.deep.equal([]);
    });

    it('cover every resource type that the HCL declares', () => {
      const types = sources.hcl.filter(({ kind }) => kind === 'resource').map(({ labels: [type] }) => String(type));

      expect(types.filter((type) => type in unusedResourceTypes)).to.deep.equal([]);
    });

    it('skips rules in at most twelve cases, each with a reason', () => {
      const everywhere = [...skippedRules.keys()].filter((id) => !rules.some((rule) => rule.id === id && rule.behind));

      expect(everywhere).to.have.length.of.at.most(12);
      expect([...skippedRules].filter(([, reason]) => !/^[A-Z].{10,}\.$|^As /.test(reason))).to.deep.equal([]);
    });
  });

  describe('on the plan', function () {
    this.timeout(1_800_000);
    const systems = new Map<string, System>();

    before(async function () {
      const problem = prepareTerraform();
      if (problem) {
        console.log(`SKIPPED: the policy rules are not checked on the plan. ${problem}`);
        this.skip();
      }
      const plan = async (environment: string) =>
        systems.set(environment, { environment, resources: await planResources(environment), ...sources });
      await Promise.all(Object.keys(environments).map(plan));
    });

    it('all find resources to check, except those on custom domains, secrets and the account role', () => {
      const planned = new Set(systems.get('prod')?.resources.map(({ type }) => type));
      const idle = rules.filter(({ types }) => types && !types.some((type) => planned.has(type)));

      const reasons = new Set(idle.map(({ behind, types }) => behind ?? types?.[0]));
      expect([...reasons]).to.have.members([
        'custom_domain',
        'aws_iam_role_policy_attachment',
        'aws_secretsmanager_secret',
        'aws_secretsmanager_secret_rotation',
        'aws_ssm_parameter',
      ]);
    });

    it('dev and prod share no name, log group, metric or graph, so both fit into one account and region', () => {
      const [dev, prod] = ['dev', 'prod'].map((name) => systems.get(name) ?? emptySystem);
      if (!dev || !prod) throw new Error('There are no plans for dev and prod.');

      expect(listIdentities(dev)).to.have.length.greaterThan(200);
      // The mocked provider gives both APIs this ID; AWS gives each its own.
      const shared = findSharedIdentities(dev, prod).filter((identity) => !identity.includes('abcdefghij'));
      expect(shared).to.deep.equal([]);
    });

    for (const [environment, applies] of Object.entries(environments)) {
      describe(`for ${environment}`, () => {
        for (const rule of rules.filter((each) => each.reads === 'plan' && isEnforced(each) && applies(each)))
          it(`${rule.title} (${rule.id})`, () => {
            const system = systems.get(environment);
            if (!system) throw new Error(`There is no plan for ${environment}.`);
            expectNoViolations(rule, system);
          });
      });
    }
  });
});
