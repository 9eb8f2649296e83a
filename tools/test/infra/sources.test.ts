import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { infraFolder } from '#tools/lib/paths.ts';

const files = globSync(['*.tf', 'modules/*/*.tf', 'tests/*.hcl'], { cwd: infraFolder }).map((path) => ({
  path,
  text: readFileSync(join(infraFolder, path), 'utf8'),
}));
const configuration = files.filter(({ path }) => path.endsWith('.tf'));

/** The top-level blocks of a kind, as text. terraform fmt puts the closing brace at the margin. */
const blocks = (kind: string) =>
  configuration.flatMap(({ path, text }) =>
    Array.from(text.matchAll(new RegExp(`^${kind} .*\\{\\n[^]*?^\\}`, 'gm')), ([block]) => ({ path, block })),
  );

const withoutLine = (kind: string, line: RegExp) =>
  blocks(kind)
    .filter(({ block }) => !line.test(block))
    .map(({ path, block }) => `${path}: ${block.split('\n')[0]}`);

describe('the Terraform sources', () => {
  it('contain no account, region or partition outside variables', () => {
    const literal = /^.*(?:arn:aws:|\b\d{12}\b|\b[a-z]{2}-[a-z]+-\d\b).*$/gm;
    const named = configuration
      .filter(({ path }) => !path.endsWith('variables.tf'))
      .flatMap(({ path, text }) => Array.from(text.matchAll(literal), ([line]) => `${path}: ${line.trim()}`));

    // CloudFront's own region.
    expect(named).to.deep.equal(['locals.tf: edge_region          = "us-east-1"']);
  });

  it('describe and type every variable, and describe every output', () => {
    expect(blocks('variable')).to.have.length.greaterThan(20);
    expect(withoutLine('variable', /^ {2}description = "/m)).to.deep.equal([]);
    expect(withoutLine('variable', /^ {2}type {8}= (?!any)|^ {2}type = (?!any)/m)).to.deep.equal([]);
    expect(withoutLine('output', /^ {2}description = "/m)).to.deep.equal([]);
  });

  it('allow null only for variables where null has a meaning', () => {
    const nullable = withoutLine('variable', /^ {2}nullable {4}= false|^ {2}nullable = false/m);

    // Null means the AWS-managed key, or no boundary.
    expect(nullable.filter((variable) => !/kms_key_arn|permissions_boundary_arn/.test(variable))).to.have.members([
      'modules/api/variables.tf: variable "bulk_lookup_throttle" {',
      'modules/api/variables.tf: variable "lookup_throttle" {',
      'modules/firewall/variables.tf: variable "api_stage_arn" {',
      'modules/firewall/variables.tf: variable "requests_per_ip" {',
      'modules/functions/variables.tf: variable "reserved_concurrency" {',
      'modules/website/variables.tf: variable "certificate_arn" {',
      'modules/website/variables.tf: variable "custom_domain" {',
      'modules/website/variables.tf: variable "web_acl_arn" {',
      'variables.tf: variable "bulk_lookup_throttle" {',
      'variables.tf: variable "custom_domain" {',
      'variables.tf: variable "lookup_throttle" {',
    ]);
  });

  it('use every declared variable', () => {
    const unused = blocks('variable').filter(({ path, block }) => {
      const folder = dirname(path);
      const name = /^variable "(\w+)"/.exec(block)?.[1];
      const users = configuration.filter(
        (file) => dirname(file.path) === folder && !file.path.endsWith('variables.tf'),
      );
      return !users.some(({ text }) => new RegExp(`\\bvar\\.${name}\\b`).test(text));
    });

    expect(unused).to.deep.equal([]);
  });

  it('create a new API and deployment before the previous one is destroyed', () => {
    const replaced = blocks('resource "aws_api_gateway_(rest_api|deployment)"');

    expect(replaced).to.have.lengthOf(2);
    expect(
      withoutLine('resource "aws_api_gateway_(rest_api|deployment)"', /create_before_destroy = true/),
    ).to.deep.equal([]);
  });

  it('never output an API key', () => {
    expect(blocks('output').filter(({ block }) => /api_key\.\w+\.value/.test(block))).to.deep.equal([]);
  });

  it('allows at most 200 lines per Terraform file', () => {
    // Variable files are reference lists.
    const read = files.filter(({ path }) => !path.endsWith('variables.tf'));
    const long = read.filter(({ text }) => text.split('\n').length > 201);

    expect(long.map(({ path }) => path)).to.deep.equal([]);
  });
});
