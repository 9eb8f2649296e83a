import type { Fields } from '#tools/lib/json.ts';
import { isOpen, statementsOf } from './policy-document.ts';
import { every, isText, ofType, type Rule } from './rule.ts';

const allow = (statement: object) => ({ policy: { Statement: [{ Effect: 'Allow', ...statement }] } });
const toAnybody = (Action: string) => allow({ Action, Principal: '*', Resource: '*' });

const isClosed = ({ policy }: Fields): boolean => !statementsOf(policy).some(isOpen);

/** Queues, topics and the key. */
export const messagingRules: readonly Rule[] = [
  every(
    ['CKV_AWS_27', 'a queue is encrypted'],
    'aws_sqs_queue',
    ({ sqs_managed_sse_enabled: managed, kms_master_key_id: key }) => managed === true || isText(key),
  ),
  every(
    ['CKV2_AWS_73', "a queue's key is not the one of the service, which lets no other service in"],
    'aws_sqs_queue',
    ({ kms_master_key_id: key }) => key !== 'alias/aws/sqs',
    { bad: { kms_master_key_id: 'alias/aws/sqs' } },
  ),
  every(
    ['CKV_AWS_72', 'a queue lets nobody do everything'],
    'aws_sqs_queue_policy',
    ({ policy }) =>
      !statementsOf(policy).some(
        ({ effect, actions }) => effect === 'Allow' && actions.some((a) => /^(sqs:)?\*$/i.test(a)),
      ),
    { bad: allow({ Action: '*', Principal: { Service: 'events.amazonaws.com' } }) },
  ),
  every(['CKV_AWS_168', 'a queue is closed to the internet'], 'aws_sqs_queue_policy', isClosed, {
    bad: toAnybody('sqs:SendMessage'),
  }),
  every(
    ['CKV_AWS_387', 'a queue takes from nobody without a condition'],
    'aws_sqs_queue_policy',
    ({ policy }) =>
      !statementsOf(policy).some(
        ({ effect, principals, actions, condition }) =>
          effect === 'Allow' &&
          condition === undefined &&
          (principals.includes('*') || principals.some((name) => name.endsWith('.amazonaws.com'))) &&
          actions.some((action) => /^(sqs:|\*)/i.test(action)),
      ),
    { bad: allow({ Action: 'sqs:SendMessage', Principal: { Service: 'events.amazonaws.com' } }) },
  ),
  every(['CKV_AWS_169', 'a topic is closed to the internet'], 'aws_sns_topic_policy', isClosed, {
    bad: toAnybody('sns:Publish'),
  }),
  every(
    ['CKV_AWS_385', 'a topic is open to no account without a condition'],
    'aws_sns_topic_policy',
    ({ policy }) =>
      !statementsOf(policy).some(
        ({ effect, principals, condition }) =>
          effect === 'Allow' && condition === undefined && principals.some((name) => /^arn:[\w-]+:iam::/.test(name)),
      ),
    { bad: allow({ Action: 'sns:Publish', Principal: { AWS: 'arn:aws:iam::123456789012:root' } }) },
  ),
  every(
    ['CKV_AWS_26', 'a topic is encrypted with our key'],
    'aws_sns_topic',
    ({ kms_master_key_id: key }) => isText(key) && key !== 'alias/aws/sns',
    { behind: 'enable_kms', bad: { kms_master_key_id: 'alias/aws/sns' } },
  ),
  every(
    ['CKV_AWS_7', 'a key is renewed each year'],
    'aws_kms_key',
    ({ enable_key_rotation: rotated }) => rotated === true,
    { behind: 'enable_kms' },
  ),
  every(['CKV_AWS_33', 'a key is open to nobody at large'], 'aws_kms_key', isClosed, {
    behind: 'enable_kms',
    bad: toAnybody('kms:*'),
  }),
  every(['CKV_AWS_227', 'a key is in use'], 'aws_kms_key', ({ is_enabled: enabled }) => enabled !== false, {
    behind: 'enable_kms',
    bad: { is_enabled: false },
  }),
  every(
    ['CKV2_AWS_64', 'a key says who may use it'],
    'aws_kms_key',
    ({ policy, id }, system) =>
      policy !== undefined || ofType(system, 'aws_kms_key_policy').some(({ values }) => values['key_id'] === id),
    { behind: 'enable_kms' },
  ),
];
