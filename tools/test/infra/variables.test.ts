import { globSync, realpathSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type HclBlock, nested, readHcl, readVariables } from '#tools/lib/hcl.ts';
import { listOf } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';

/** The folder that declares a run's variables, by default the root. The module tests/variables links to the root's. */
function findModule({ path, body }: HclBlock): string {
  const root = dirname(dirname(path));
  const [module] = nested(body, 'module');
  if (!module) return root;
  const file = realpathSync(join(infraFolder, root, String(module['source']), 'variables.tf'));
  return relative(infraFolder, dirname(file)) || '.';
}

const countByName = (names: readonly string[]): Readonly<Record<string, number>> =>
  names.reduce<Record<string, number>>((counts, name) => {
    counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }, {});

describe('the Terraform variables', () => {
  let blocks: readonly HclBlock[];

  before(async () => {
    blocks = await readHcl('*.tf', 'modules/*/*.tf', 'bootstrap/*.tf', 'tests/*.hcl', 'bootstrap/tests/*.hcl');
  });

  const ofKind = (kind: string) => blocks.filter((block) => block.kind === kind);
  const rules = () =>
    ofKind('variable').flatMap(({ path, labels: [name], body }) =>
      nested(body, 'validation').map((rule) => ({
        variable: `${dirname(path)}: ${name}`,
        sentence: String(rule['error_message']),
      })),
    );

  it('tests every validation rule in an expect_failures run', () => {
    const rejections = ofKind('run').flatMap((run) =>
      listOf(run.body['expect_failures']).map((reference) =>
        String(reference).replace(/^\$\{var\.(\w+)\}$/, `${findModule(run)}: $1`),
      ),
    );
    const tested = countByName(rejections);
    const declaredRules = countByName(rules().map(({ variable }) => variable));

    const untested = Object.entries(declaredRules).filter(([variable, count]) => (tested[variable] ?? 0) < count);
    expect(Object.keys(declaredRules)).to.have.length.greaterThan(10);
    expect(untested).to.deep.equal([]);
  });

  it('uses full sentences as validation messages', () => {
    const incomplete = rules().filter(({ sentence }) => !/^[A-Z].{20,}\.$/.test(sentence));

    expect(incomplete).to.deep.equal([]);
  });

  it('declares every variable that an environment sets', async () => {
    const declared = ofKind('variable').filter(({ path }) => dirname(path) === '.');
    const names = new Set(declared.map(({ labels: [name] }) => name));
    const environments = globSync('environments/*.tfvars', { cwd: infraFolder });

    const given = await Promise.all(environments.map(async (path) => Object.keys(await readVariables(path))));
    expect(environments).to.have.length.greaterThan(2);
    expect(given.flat().filter((name) => !names.has(name))).to.deep.equal([]);
  });

  it('sets different values in dev and prod only for a known list of variables', async () => {
    const given = async (name: string) => Object.keys(await readVariables(`environments/${name}.tfvars`));

    expect(await given('dev')).to.deep.equal(['environment']);
    expect(await given('prod')).to.have.members([
      'deletion_protection',
      'enable_access_logs',
      'enable_kms',
      'enable_waf',
      'environment',
      'log_retention_days',
      'lookup_throttle',
      'quota_per_day',
      'reserved_concurrency',
      'throttle',
    ]);
  });
});
