import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { whyTerraformCannotRun } from '#tools/lib/terraform.ts';
import { emptySystem, type Rule, type System } from '#tools/policy/rule.ts';
import { rules } from '#tools/policy/rules.ts';
import { skipped } from '#tools/policy/skipped-rules.ts';
import { planResources, readSources } from '#tools/policy/system.ts';
import { notReached } from '#tools/policy/unused-resource-types.ts';

const environments = {
  dev: ({ behind }: Rule) => behind === undefined,
  prod: () => true,
};

const isHeld = ({ id }: Rule) => !skipped.has(id);

function expectNoFaults({ faultsIn }: Rule, system: System): void {
  expect(faultsIn(system)).to.deep.equal([]);
}

describe('the policy', () => {
  let sources: Omit<System, 'environment' | 'resources'>;

  before(async () => {
    sources = await readSources();
  });

  describe('of what is written', () => {
    for (const rule of rules.filter((each) => each.reads === 'sources' && isHeld(each)))
      it(`${rule.says} (${rule.id})`, () => expectNoFaults(rule, { ...emptySystem, ...sources }));

    it('looks at the workflows, and at text everywhere', () => {
      const paths = sources.files.map(({ path }) => path);

      expect(paths).to.include.members(['.github/workflows/main.yml', '.env.example', 'Makefile', 'infra/main.tf']);
      expect(paths.filter((path) => path.includes('node_modules'))).to.deep.equal([]);
    });

    it('names no type of resource without a verdict on the rules that would reach it', () => {
      const types = sources.hcl.filter(({ kind }) => kind === 'resource').map(({ labels: [type] }) => String(type));

      expect(types.filter((type) => type in notReached)).to.deep.equal([]);
    });

    it('skips few rules, each for a reason', () => {
      const everywhere = [...skipped.keys()].filter((id) => !rules.some((rule) => rule.id === id && rule.behind));

      expect(everywhere).to.have.length.of.at.most(12);
      expect([...skipped].filter(([, reason]) => !/^[A-Z].{10,}\.$|^As /.test(reason))).to.deep.equal([]);
    });
  });

  describe('as Terraform plans it', function () {
    this.timeout(600_000);
    const systems = new Map<string, System>();

    before(async function () {
      const obstacle = whyTerraformCannotRun();
      if (obstacle) {
        console.log(`SKIPPED: the policy of what is planned is not checked. ${obstacle}`);
        this.skip();
      }
      const plan = async (environment: string) =>
        systems.set(environment, { environment, resources: await planResources(environment), ...sources });
      await Promise.all(Object.keys(environments).map(plan));
    });

    it('has something to show to every rule, but where a domain, a secret or the log role of the account would be', () => {
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

    for (const [environment, isAsked] of Object.entries(environments)) {
      describe(`for ${environment}`, () => {
        for (const rule of rules.filter((each) => each.reads === 'plan' && isHeld(each) && isAsked(each)))
          it(`${rule.says} (${rule.id})`, () => {
            const system = systems.get(environment);
            if (!system) throw new Error(`There is no plan of ${environment}.`);
            expectNoFaults(rule, system);
          });
      });
    }
  });
});
