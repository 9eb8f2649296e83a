import { type Fields, listOf } from '#tools/lib/json.ts';
import { isOpen, parseStatements } from './policy-document.ts';
import { at, every, isText, ofType, type Resource, type Rule, type System } from './rule.ts';

/** A bucket's settings are separate resources that refer to it by name. */
function companion(bucket: Fields, type: string, system: System): Resource | undefined {
  return ofType(system, type).find(({ values }) => isText(values['bucket']) && isSame(values['bucket'], bucket));
}
const isSame = (name: string, bucket: Fields): boolean => name === bucket['bucket'] || name === bucket['id'];

/** A log bucket does not log itself, and S3 cannot deliver access logs to a bucket with a customer-managed key. */
const isLogBucket = (bucket: Fields): boolean => /-logs(-|$)/.test(String(bucket['bucket']));

const blocks = (id: string, setting: string): Rule =>
  every(
    [id, `every bucket has ${setting} set`],
    'aws_s3_bucket_public_access_block',
    (block) => block[setting] === true,
  );

const noAcl = (id: string, acl: string): Rule =>
  every(
    [id, `no bucket has the ACL ${acl}`],
    ['aws_s3_bucket', 'aws_s3_bucket_acl'],
    ({ acl: given }) => given !== acl && !(acl === 'public-read' && given === 'public-read-write'),
    { bad: { acl } },
  );

const bucketPolicyActions = /^(\*|s3:\*|s3:Put\*|s3:PutBucketPolicy|s3:\*BucketPolicy)$/i;

export const s3Rules: readonly Rule[] = [
  every(
    ['CKV_AWS_18', 'every bucket has access logging'],
    'aws_s3_bucket',
    (bucket, system) => isLogBucket(bucket) || companion(bucket, 'aws_s3_bucket_logging', system) !== undefined,
    { behind: 'enable_access_logs' },
  ),
  every(
    ['CKV_AWS_19', 'every bucket is encrypted'],
    'aws_s3_bucket_server_side_encryption_configuration',
    (configuration) => /^(AES256|aws:kms)/.test(encryptionAlgorithm(configuration)),
  ),
  noAcl('CKV_AWS_20', 'public-read'),
  noAcl('CKV_AWS_57', 'public-read-write'),
  every(
    ['CKV_AWS_21', 'every bucket has versioning enabled'],
    'aws_s3_bucket',
    (bucket, system) =>
      at(companion(bucket, 'aws_s3_bucket_versioning', system)?.values, 'versioning_configuration.0.status') ===
      'Enabled',
  ),
  blocks('CKV_AWS_53', 'block_public_acls'),
  blocks('CKV_AWS_54', 'block_public_policy'),
  blocks('CKV_AWS_55', 'ignore_public_acls'),
  blocks('CKV_AWS_56', 'restrict_public_buckets'),
  every(
    ['CKV_AWS_70', 'no bucket policy is public'],
    'aws_s3_bucket_policy',
    ({ policy }) => policy !== undefined && !parseStatements(policy).some(isOpen),
    { bad: { policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Principal: '*' }] } } },
  ),
  every(
    ['CKV_AWS_93', 'no bucket policy denies everyone access to the policy itself'],
    'aws_s3_bucket_policy',
    ({ policy }) =>
      !parseStatements(policy).some(
        ({ effect, principals, actions, condition }) =>
          effect === 'Deny' &&
          principals.includes('*') &&
          condition === undefined &&
          actions.some((action) => bucketPolicyActions.test(action)),
      ),
    { bad: { policy: { Statement: [{ Effect: 'Deny', Action: 's3:*', Principal: '*' }] } } },
  ),
  every(
    ['CKV_AWS_143', 'an object lock, if configured, is enabled'],
    'aws_s3_bucket',
    (bucket) =>
      listOf(bucket['object_lock_configuration']).every((lock) => at(lock, 'object_lock_enabled') === 'Enabled'),
    { bad: { object_lock_configuration: [{}] } },
  ),
  every(
    ['CKV_AWS_145', 'every bucket is encrypted with a customer-managed key'],
    'aws_s3_bucket',
    (bucket, system) =>
      isLogBucket(bucket) ||
      encryptionAlgorithm(
        companion(bucket, 'aws_s3_bucket_server_side_encryption_configuration', system)?.values,
      ).startsWith('aws:kms'),
    { behind: 'enable_kms' },
  ),
  every(
    ['CKV_AWS_300', 'every bucket aborts incomplete multipart uploads'],
    'aws_s3_bucket_lifecycle_configuration',
    ({ rule }) =>
      listOf(rule).some(
        (each) => at(each, 'status') === 'Enabled' && at(each, 'abort_incomplete_multipart_upload.0') !== undefined,
      ),
  ),
  every(['CKV2_AWS_6', 'every bucket blocks public access'], 'aws_s3_bucket', (bucket, system) => {
    const block = companion(bucket, 'aws_s3_bucket_public_access_block', system)?.values;
    return block?.['block_public_acls'] === true && block['block_public_policy'] === true;
  }),
  every(
    ['CKV2_AWS_61', 'every bucket has a lifecycle configuration'],
    'aws_s3_bucket',
    (bucket, system) => companion(bucket, 'aws_s3_bucket_lifecycle_configuration', system) !== undefined,
  ),
  every(
    ['CKV2_AWS_65', 'bucket owners own all objects, and ACLs are disabled'],
    'aws_s3_bucket_ownership_controls',
    (controls) => at(controls, 'rule.0.object_ownership') === 'BucketOwnerEnforced',
  ),
];

function encryptionAlgorithm(configuration: Fields | undefined): string {
  return String(at(configuration, 'rule.0.apply_server_side_encryption_by_default.0.sse_algorithm') ?? '');
}
