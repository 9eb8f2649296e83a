import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { architectureText } from '#tools/docs/architecture.ts';
import { diagrams, pictureFile, textFile } from '#tools/docs/diagrams.ts';
import { readText } from '#tools/docs/png-text.ts';
import { sourceHash } from '#tools/docs/render-mermaid.ts';
import { readStack } from '#tools/lib/stack.ts';

/** Permissions, names, logs and settings belong to drawn resources and would clutter the diagram. */
const undrawn = [
  'aws_api_gateway_api_key',
  'aws_api_gateway_client_certificate',
  'aws_api_gateway_method_settings',
  'aws_api_gateway_stage',
  'aws_api_gateway_usage_plan',
  'aws_api_gateway_usage_plan_key',
  'aws_cloudfront_function',
  'aws_cloudfront_origin_access_control',
  'aws_cloudfront_response_headers_policy',
  'aws_cloudwatch_composite_alarm',
  'aws_cloudwatch_dashboard',
  'aws_cloudwatch_log_group',
  'aws_cloudwatch_log_metric_filter',
  'aws_cloudwatch_query_definition',
  'aws_iam_role',
  'aws_lambda_alias',
  'aws_s3_bucket_lifecycle_configuration',
  'aws_s3_bucket_ownership_controls',
  'aws_s3_bucket_policy',
  'aws_s3_bucket_public_access_block',
  'aws_s3_bucket_server_side_encryption_configuration',
  'aws_s3_bucket_versioning',
  'aws_s3_object',
  'aws_sns_topic_policy',
  'aws_sqs_queue_policy',
];

/** The resource types that the diagram reads. */
function drawnTypes(): ReadonlySet<string> {
  const stack = readStack();
  const read = new Set<string>();
  const note = (type: string) => {
    read.add(type);
    return type;
  };
  architectureText({ ...stack, ofType: (type) => stack.ofType(note(type)), only: (type) => stack.only(note(type)) });
  return read;
}

describe('the diagram', () => {
  for (const { name, text } of diagrams()) {
    it(`${name}.mmd is up to date; otherwise run make diagrams`, () => {
      expect(readFileSync(textFile(name), 'utf8')).to.equal(text);
    });

    it(`${name}.png is drawn from the current text; otherwise run make diagrams`, () => {
      expect(readText(readFileSync(pictureFile(name)))).to.equal(sourceHash(text));
    });
  }

  it('architecture.mmd draws every resource type except a known list', () => {
    const drawn = drawnTypes();
    const types = new Set(readStack().types);

    expect([...types].filter((type) => !drawn.has(type)).sort()).to.deep.equal(undrawn);
  });
});
