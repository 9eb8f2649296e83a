import type { Fields } from '#tools/lib/json.ts';
import { isOpen, parseStatements } from './policy-document.ts';
import { every, isText, ofType, type Rule } from './rule.ts';

const allow = (statement: object) => ({ policy: { Statement: [{ Effect: 'Allow', ...statement }] } });
const toEveryone = (Action: string) => allow({ Action, Principal: '*', Resource: '*' });

const isClosed = ({ policy }: Fields): boolean => !parseStatements(policy).some(isOpen);

/** Queues, topics and KMS keys. */
export const messagingRules: readonly Rule[] = [
  every(
    ['CKV_AWS_27', 'every queue is encrypted'],
    'aws_sqs_queue',
    ({ sqs_managed_sse_enabled: managed, kms_master_key_id: key }) => managed === true || isText(key),
  ),
  every(
    ['CKV2_AWS_73', 'no queue uses the AWS-managed SQS key, which other services cannot use'],
    'aws_sqs_queue',
    ({ kms_master_key_id: key }) => key !== 'alias/aws/sqs',
    { bad: { kms_master_key_id: 'alias/aws/sqs' } },
  ),
  every(
    ['CKV_AWS_72', 'no queue policy allows every action'],
    'aws_sqs_queue_policy',
    ({ policy }) =>
      !parseStatements(policy).some(
        ({ effect, actions }) => effect === 'Allow' && actions.some((a) => /^(sqs:)?\*$/i.test(a)),
      ),
    { bad: allow({ Action: '*', Principal: { Service: 'events.amazonaws.com' } }) },
  ),
  every(['CKV_AWS_168', 'no queue policy is public'], 'aws_sqs_queue_policy', isClosed, {
    bad: toEveryone('sqs:SendMessage'),
  }),
  every(
    ['CKV_AWS_387', 'every queue policy that allows a service has a condition'],
    'aws_sqs_queue_policy',
    ({ policy }) =>
      !parseStatements(policy).some(
        ({ effect, principals, actions, condition }) =>
          effect === 'Allow' &&
          condition === undefined &&
          (principals.includes('*') || principals.some((name) => name.endsWith('.amazonaws.com'))) &&
          actions.some((action) => /^(sqs:|\*)/i.test(action)),
      ),
    { bad: allow({ Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' } }) },
  ),
  every(['CKV_AWS_169', 'no topic policy is public'], 'aws_sns_topic_policy', isClosed, {
    bad: toEveryone('sns:Publish'),
  }),
  every(
    ['CKV_AWS_385', 'every topic policy that allows an account has a condition'],
    'aws_sns_topic_policy',
    ({ policy }) =>
      !parseStatements(policy).some(
        ({ effect, principals, condition }) =>
          effect === 'Allow' && condition === undefined && principals.some((name) => /^arn:[\w-]+:iam::/.test(name)),
      ),
    { bad: allow({ Action: 'sns:Publish', Principal: { AWS: 'arn:aws:iam::123456789012:root' } }) },
  ),
  every(
    ['CKV_AWS_26', 'every topic is encrypted with a customer-managed key'],
    'aws_sns_topic',
    ({ kms_master_key_id: key }) => isText(key) && key !== 'alias/aws/sns',
    { behind: 'enable_kms', bad: { kms_master_key_id: 'alias/aws/sns' } },
  ),
  every(
    ['CKV_AWS_7', 'every KMS key has rotation enabled'],
    'aws_kms_key',
    ({ enable_key_rotation: rotated }) => rotated === true,
    { behind: 'enable_kms' },
  ),
  every(['CKV_AWS_33', 'no KMS key policy is public'], 'aws_kms_key', isClosed, {
    behind: 'enable_kms',
    bad: toEveryone('kms:*'),
  }),
  every(['CKV_AWS_227', 'every KMS key is enabled'], 'aws_kms_key', ({ is_enabled: enabled }) => enabled !== false, {
    behind: 'enable_kms',
    bad: { is_enabled: false },
  }),
  every(
    ['CKV2_AWS_64', 'every KMS key has a key policy'],
    'aws_kms_key',
    ({ policy, id }, system) =>
      policy !== undefined || ofType(system, 'aws_kms_key_policy').some(({ values }) => values['key_id'] === id),
    { behind: 'enable_kms' },
  ),
];
