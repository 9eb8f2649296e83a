import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type HclBlock, pathsSet, readHcl, under } from '#tools/lib/hcl.ts';
import { type Fields, fieldsOf } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';
import { runTerraform, whyTerraformCannotRun } from '#tools/lib/terraform.ts';

const patterns = ['*.tf', 'modules/*/*.tf', 'bootstrap/*.tf'];

/** What the next major version of the provider drops or renames, beside what this one calls deprecated: how it is found, and an example. */
const goneInVersion6: readonly (readonly [what: string, pattern: RegExp, example: string])[] = [
  ['the name of data.aws_region: only id is in both', /data\.aws_region\.\w+\.name\b/, 'data.aws_region.current.name'],
  [
    'the region of a bucket, which is bucket_region there',
    /aws_s3_bucket\.\w+(?:\[[^\]]*\])?\.region\b/,
    'aws_s3_bucket.this["site"].region',
  ],
  [
    'the region of a resource, which is new there',
    /^resource [^\n]*\{\n(?: {2}[^\n]*\n)*? {2}region +=/m,
    'resource "a" "b" {\n  name = "c"\n  region = "d"\n}',
  ],
  [
    'an address of a deployment, which is that of the stage',
    /aws_api_gateway_deployment\.\w+\.(?:invoke_url|execution_arn)/,
    'aws_api_gateway_deployment.this.invoke_url',
  ],
  ['the reset of the log role of the account', /reset_on_delete/, '  reset_on_delete = true'],
  ['is_enabled of a rule, which is state', /^ {2}is_enabled +=/m, '  is_enabled = true'],
  ['policies inside a role', /^ {2}(?:inline_policy|managed_policy_arns)\b/m, '  inline_policy {'],
  ['a lock of the state in DynamoDB, which is use_lockfile', /dynamodb_table +=/, 'dynamodb_table = "lock"'],
];

/** What a block of the provider's schema calls deprecated, by path. */
function deprecatedPaths(block: unknown): readonly string[] {
  const { attributes, block_types: blocks } = fieldsOf(block);
  const own = Object.entries(fieldsOf(attributes)).filter(
    ([, attribute]) => fieldsOf(attribute)['deprecated'] === true,
  );
  const inner = Object.entries(fieldsOf(blocks)).flatMap(([name, type]) => {
    const nested = fieldsOf(type)['block'];
    return [...(fieldsOf(nested)['deprecated'] === true ? [name] : []), ...deprecatedPaths(nested).map(under(name))];
  });
  return [...own.map(([name]) => name), ...inner];
}

/** The schemas of the provider, of which there are 13 MB; only what is asked for is kept. */
function readSchemas(): Readonly<Record<string, Fields>> {
  const { stdout } = runTerraform(['providers', 'schema', '-json']);
  const [provider] = Object.values(fieldsOf(JSON.parse(stdout).provider_schemas));
  const { resource_schemas: resource, data_source_schemas: data } = fieldsOf(provider);
  return { resource: fieldsOf(resource), data: fieldsOf(data) };
}

const deprecatedIn = (
  { path, kind, labels: [type = '', name], body }: HclBlock,
  schemas: ReturnType<typeof readSchemas>,
) => {
  const deprecated = new Set(deprecatedPaths(fieldsOf(schemas[kind]?.[type])['block']));
  return pathsSet(body)
    .filter((each) => deprecated.has(each))
    .map((each) => `${path}: ${type}.${name}: ${each}`);
};

describe('the Terraform sources and the next version of the provider', function () {
  this.timeout(120_000);

  for (const [what, pattern, example] of goneInVersion6)
    it(`do without ${what}`, () => {
      expect(example).to.match(pattern);
      const files = globSync([...patterns, '*.example', 'environments/*'], { cwd: infraFolder });
      const found = files.filter((path) => pattern.test(readFileSync(join(infraFolder, path), 'utf8')));

      expect(found).to.deep.equal([]);
    });

  describe('by the word of the provider', () => {
    let schemas: ReturnType<typeof readSchemas>;

    before(function () {
      const obstacle = whyTerraformCannotRun();
      if (obstacle) {
        console.log(`SKIPPED: deprecated attributes are not looked for. ${obstacle}`);
        this.skip();
      }
      schemas = readSchemas();
    });

    it('use nothing that is deprecated', async () => {
      const blocks = (await readHcl(...patterns)).filter(({ kind }) => kind === 'resource' || kind === 'data');

      expect(blocks).to.have.length.greaterThan(50);
      expect(blocks.flatMap((block) => deprecatedIn(block, schemas))).to.deep.equal([]);
    });

    it('would be found out', () => {
      const body = { bucket: 'a', acl: 'private', lifecycle_rule: [{ id: 'a' }] };
      const block = { path: 'a.tf', kind: 'resource', labels: ['aws_s3_bucket', 'a'], body };

      expect(deprecatedIn(block, schemas)).to.include.members([
        'a.tf: aws_s3_bucket.a: acl',
        'a.tf: aws_s3_bucket.a: lifecycle_rule',
      ]);
    });
  });
});
