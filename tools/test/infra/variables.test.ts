import { globSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type HclBlock, nested, readHcl, readVariables } from '#tools/lib/hcl.ts';
import { listOf } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';

/** The folder of the module that a run plans: the root's own, unless the run names another. */
function moduleOf({ path, body }: HclBlock): string {
  const root = dirname(dirname(path));
  const [module] = nested(body, 'module');
  return module ? String(module['source']).replace(/^\.\//, root === '.' ? '' : `${root}/`) : root;
}

const countOf = (names: readonly string[]): Readonly<Record<string, number>> =>
  names.reduce<Record<string, number>>((counts, name) => {
    counts[name] = (counts[name] ?? 0) + 1;
    return counts;
  }, {});

describe('the variables', () => {
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

  it('are each refused by a test as often as they have rules', () => {
    const refusals = ofKind('run').flatMap((run) =>
      listOf(run.body['expect_failures']).map((reference) =>
        String(reference).replace(/^\$\{var\.(\w+)\}$/, `${moduleOf(run)}: $1`),
      ),
    );
    const refused = countOf(refusals);
    const written = countOf(rules().map(({ variable }) => variable));

    const untested = Object.entries(written).filter(([variable, count]) => (refused[variable] ?? 0) < count);
    expect(Object.keys(written)).to.have.length.greaterThan(10);
    expect(untested).to.deep.equal([]);
  });

  it('are refused with a sentence that says what to give', () => {
    const useless = rules().filter(({ sentence }) => !/^[A-Z].{20,}\.$/.test(sentence));

    expect(useless).to.deep.equal([]);
  });

  it('are given a value by an environment only where they exist', async () => {
    const declared = ofKind('variable').filter(({ path }) => dirname(path) === '.');
    const names = new Set(declared.map(({ labels: [name] }) => name));
    const environments = globSync('environments/*.tfvars', { cwd: infraFolder });

    const given = await Promise.all(environments.map(async (path) => Object.keys(await readVariables(path))));
    expect(environments).to.have.length.greaterThan(2);
    expect(given.flat().filter((name) => !names.has(name))).to.deep.equal([]);
  });

  it('differ between dev and prod in what prod is for, and in nothing else', async () => {
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
