import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type HclBlock, pathsSet, readHcl, under } from '#tools/lib/hcl.ts';
import { type Fields, fieldsOf } from '#tools/lib/json.ts';
import { infraFolder } from '#tools/lib/paths.ts';
import { prepareTerraform, runTerraform } from '#tools/lib/terraform.ts';

const patterns = ['*.tf', 'modules/*/*.tf', 'bootstrap/*.tf'];

/** Features that version 6 of the provider removes or renames without a deprecation in version 5, with a pattern and an example. */
const removedInVersion6: readonly (readonly [feature: string, pattern: RegExp, example: string])[] = [
  ['data.aws_region.name', /data\.aws_region\.\w+\.name\b/, 'data.aws_region.current.name'],
  [
    'the region attribute of a bucket',
    /aws_s3_bucket\.\w+(?:\[[^\]]*\])?\.region\b/,
    'aws_s3_bucket.this["site"].region',
  ],
  [
    'a region argument on a resource',
    /^resource [^\n]*\{\n(?: {2}[^\n]*\n)*? {2}region +=/m,
    'resource "a" "b" {\n  name = "c"\n  region = "d"\n}',
  ],
  [
    'invoke_url or execution_arn of an API deployment',
    /aws_api_gateway_deployment\.\w+\.(?:invoke_url|execution_arn)/,
    'aws_api_gateway_deployment.this.invoke_url',
  ],
  ['reset_on_delete', /reset_on_delete/, '  reset_on_delete = true'],
  ['is_enabled on an event rule', /^ {2}is_enabled +=/m, '  is_enabled = true'],
  [
    'inline_policy or managed_policy_arns in a role',
    /^ {2}(?:inline_policy|managed_policy_arns)\b/m,
    '  inline_policy {',
  ],
  ['a DynamoDB table for the state lock', /dynamodb_table +=/, 'dynamodb_table = "lock"'],
];

/** The paths of deprecated attributes and blocks in a provider schema. */
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

/** The provider's schemas. The whole output is 13 MB. */
function readSchemas(): Readonly<Record<string, Fields>> {
  const { stdout } = runTerraform(['providers', 'schema', '-json']);
  const [provider] = Object.values(fieldsOf(JSON.parse(stdout).provider_schemas));
  const { resource_schemas: resource, data_source_schemas: data } = fieldsOf(provider);
  return { resource: fieldsOf(resource), data: fieldsOf(data) };
}

const findDeprecated = (
  { path, kind, labels: [type = '', name], body }: HclBlock,
  schemas: ReturnType<typeof readSchemas>,
) => {
  const deprecated = new Set(deprecatedPaths(fieldsOf(schemas[kind]?.[type])['block']));
  return pathsSet(body)
    .filter((each) => deprecated.has(each))
    .map((each) => `${path}: ${type}.${name}: ${each}`);
};

describe('the Terraform sources, for version 6 of the AWS provider', function () {
  this.timeout(1_800_000);

  for (const [feature, pattern, example] of removedInVersion6)
    it(`do not use ${feature}`, () => {
      expect(example).to.match(pattern);
      const files = globSync([...patterns, '*.example', 'environments/*'], { cwd: infraFolder });
      const found = files.filter((path) => pattern.test(readFileSync(join(infraFolder, path), 'utf8')));

      expect(found).to.deep.equal([]);
    });

  describe('by the deprecations in the provider schema', () => {
    let schemas: ReturnType<typeof readSchemas>;

    before(function () {
      const problem = prepareTerraform();
      if (problem) {
        console.log(`SKIPPED: deprecated attributes are not checked. ${problem}`);
        this.skip();
      }
      schemas = readSchemas();
    });

    it('use no deprecated attribute', async () => {
      const blocks = (await readHcl(...patterns)).filter(({ kind }) => kind === 'resource' || kind === 'data');

      expect(blocks).to.have.length.greaterThan(50);
      expect(blocks.flatMap((block) => findDeprecated(block, schemas))).to.deep.equal([]);
    });

    it('are checked by a rule that finds deprecated attributes in an example', () => {
      const body = { bucket: 'a', acl: 'private', lifecycle_rule: [{ id: 'a' }] };
      const block = { path: 'a.tf', kind: 'resource', labels: ['aws_s3_bucket', 'a'], body };

      expect(findDeprecated(block, schemas)).to.include.members([
        'a.tf: aws_s3_bucket.a: acl',
        'a.tf: aws_s3_bucket.a: lifecycle_rule',
      ]);
    });
  });
});
