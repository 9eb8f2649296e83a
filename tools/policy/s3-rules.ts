import { type Fields, listOf } from '#tools/lib/json.ts';
import { isOpen, statementsOf } from './policy-document.ts';
import { at, every, isText, ofType, type Resource, type Rule, type System } from './rule.ts';

/** A bucket's settings are resources of their own, which name it. */
function companion(bucket: Fields, type: string, system: System): Resource | undefined {
  return ofType(system, type).find(({ values }) => isText(values['bucket']) && isSame(values['bucket'], bucket));
}
const isSame = (name: string, bucket: Fields): boolean => name === bucket['bucket'] || name === bucket['id'];

/** It would log itself, and S3 delivers its access logs to no bucket that a customer's key encrypts. */
const isLogBucket = (bucket: Fields): boolean => /-logs(-|$)/.test(String(bucket['bucket']));

const blocks = (id: string, setting: string): Rule =>
  every([id, `a bucket has ${setting} set`], 'aws_s3_bucket_public_access_block', (block) => block[setting] === true);

const noAcl = (id: string, acl: string): Rule =>
  every(
    [id, `no bucket is ${acl}`],
    ['aws_s3_bucket', 'aws_s3_bucket_acl'],
    ({ acl: given }) => given !== acl && !(acl === 'public-read' && given === 'public-read-write'),
    { bad: { acl } },
  );

const bucketPolicyActions = /^(\*|s3:\*|s3:Put\*|s3:PutBucketPolicy|s3:\*BucketPolicy)$/i;

export const s3Rules: readonly Rule[] = [
  every(
    ['CKV_AWS_18', 'what is asked of a bucket is logged'],
    'aws_s3_bucket',
    (bucket, system) => isLogBucket(bucket) || companion(bucket, 'aws_s3_bucket_logging', system) !== undefined,
    { behind: 'enable_access_logs' },
  ),
  every(
    ['CKV_AWS_19', 'a bucket is encrypted'],
    'aws_s3_bucket_server_side_encryption_configuration',
    (configuration) => /^(AES256|aws:kms)/.test(algorithmOf(configuration)),
  ),
  noAcl('CKV_AWS_20', 'public-read'),
  noAcl('CKV_AWS_57', 'public-read-write'),
  every(
    ['CKV_AWS_21', 'a bucket keeps what was overwritten'],
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
    ['CKV_AWS_70', 'a bucket allows nothing to anybody without a condition'],
    'aws_s3_bucket_policy',
    ({ policy }) => policy !== undefined && !statementsOf(policy).some(isOpen),
    { bad: { policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Principal: '*' }] } } },
  ),
  every(
    ['CKV_AWS_93', 'no bucket locks everybody out of its own policy'],
    'aws_s3_bucket_policy',
    ({ policy }) =>
      !statementsOf(policy).some(
        ({ effect, principals, actions, condition }) =>
          effect === 'Deny' &&
          principals.includes('*') &&
          condition === undefined &&
          actions.some((action) => bucketPolicyActions.test(action)),
      ),
    { bad: { policy: { Statement: [{ Effect: 'Deny', Action: 's3:*', Principal: '*' }] } } },
  ),
  every(
    ['CKV_AWS_143', 'a lock on objects, if there is one, is on'],
    'aws_s3_bucket',
    (bucket) =>
      listOf(bucket['object_lock_configuration']).every((lock) => at(lock, 'object_lock_enabled') === 'Enabled'),
    { bad: { object_lock_configuration: [{}] } },
  ),
  every(
    ['CKV_AWS_145', 'a bucket is encrypted with our key'],
    'aws_s3_bucket',
    (bucket, system) =>
      isLogBucket(bucket) ||
      algorithmOf(companion(bucket, 'aws_s3_bucket_server_side_encryption_configuration', system)?.values).startsWith(
        'aws:kms',
      ),
    { behind: 'enable_kms' },
  ),
  every(
    ['CKV_AWS_300', 'an upload that was broken off goes away'],
    'aws_s3_bucket_lifecycle_configuration',
    ({ rule }) =>
      listOf(rule).some(
        (each) => at(each, 'status') === 'Enabled' && at(each, 'abort_incomplete_multipart_upload.0') !== undefined,
      ),
  ),
  every(['CKV2_AWS_6', 'a bucket is closed to the public'], 'aws_s3_bucket', (bucket, system) => {
    const block = companion(bucket, 'aws_s3_bucket_public_access_block', system)?.values;
    return block?.['block_public_acls'] === true && block['block_public_policy'] === true;
  }),
  every(
    ['CKV2_AWS_61', 'a bucket forgets'],
    'aws_s3_bucket',
    (bucket, system) => companion(bucket, 'aws_s3_bucket_lifecycle_configuration', system) !== undefined,
  ),
  every(
    ['CKV2_AWS_65', 'objects belong to the bucket owner, without access lists'],
    'aws_s3_bucket_ownership_controls',
    (controls) => at(controls, 'rule.0.object_ownership') === 'BucketOwnerEnforced',
  ),
];

function algorithmOf(configuration: Fields | undefined): string {
  return String(at(configuration, 'rule.0.apply_server_side_encryption_by_default.0.sse_algorithm') ?? '');
}
