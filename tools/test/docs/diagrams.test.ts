import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { architectureText } from '#tools/docs/architecture.ts';
import { diagrams, pictureFile, textFile } from '#tools/docs/diagrams.ts';
import { readNote } from '#tools/docs/png-text.ts';
import { sourceHash } from '#tools/docs/render-mermaid.ts';
import { readStack } from '#tools/lib/stack.ts';

/** Rights, names, logs and settings hang on what is drawn; a picture of them all would show nothing. */
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

/** The types of resource that the picture is made from, as it asks for them. */
function drawnTypes(): ReadonlySet<string> {
  const stack = readStack();
  const asked = new Set<string>();
  const note = (type: string) => {
    asked.add(type);
    return type;
  };
  architectureText({ ...stack, ofType: (type) => stack.ofType(note(type)), only: (type) => stack.only(note(type)) });
  return asked;
}

describe('the diagrams', () => {
  for (const { name, text } of diagrams()) {
    it(`show what is defined: ${name}; if not, run make diagrams`, () => {
      expect(readFileSync(textFile(name), 'utf8')).to.equal(text);
    });

    it(`are drawn anew when their text changes: ${name}; if not, run make diagrams`, () => {
      expect(readNote(readFileSync(pictureFile(name)))).to.equal(sourceHash(text));
    });
  }

  it('leave out no type of resource but those named here', () => {
    const drawn = drawnTypes();
    const types = new Set(readStack().types);

    expect([...types].filter((type) => !drawn.has(type)).sort()).to.deep.equal(undrawn);
  });
});
