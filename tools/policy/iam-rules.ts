import type { Fields } from '#tools/lib/json.ts';
import { actionsWithoutResource } from '#tools/review/exposure.ts';
import { allowStatements, type PolicyStatement, parseStatements } from './policy-document.ts';
import { emptySystem, every, everyBlock, type Rule } from './rule.ts';

const policyTypes = ['aws_iam_policy', 'aws_iam_role_policy', 'aws_iam_group_policy', 'aws_iam_user_policy'];

const escalating = [
  /^iam:(?:\*|Add|Attach|Create|Delete|Detach|PassRole|Put|Remove|Set|Update)/i,
  /^sts:(?:\*|AssumeRole)/i,
  /^lambda:(?:\*|CreateFunction|UpdateFunctionCode|AddPermission|AddLayer)/i,
  /^(?:cloudformation|glue|sagemaker|ec2|datapipeline):(?:\*|Create|Run|Update)/i,
];
const exposing = [
  /^iam:(?:\*|CreateAccessKey|CreateLoginProfile|UpdateLoginProfile|CreateServiceSpecificCredential)/i,
  /^sts:(?:\*|GetSessionToken|GetFederationToken|AssumeRole)/i,
  /^(?:apigateway:(?:\*|GET)|cognito-identity:Get|ecr:GetAuthorizationToken|redshift:GetClusterCredentials)/i,
];
const exfiltrating = [
  /^s3:(?:\*|Get\*|GetObject)/i,
  /^ssm:(?:\*|GetParameter)/i,
  /^secretsmanager:(?:\*|GetSecretValue)/i,
  /^dynamodb:(?:\*|Scan|ExportTable)/i,
];
const managing = [
  /^(?:iam|kms|s3|sns|sqs|lambda):(?:\*|Put\w*Polic|Add\w*Permission|Remove\w*Permission|CreateGrant|SetTopic)/i,
];

const anyMatches = (patterns: readonly RegExp[]) => (action: string) =>
  patterns.some((pattern) => pattern.test(action));

const isOnEveryResource = ({ resources, condition }: PolicyStatement) =>
  resources.includes('*') && condition === undefined;

/** Actions allowed on every resource, although they support resource-level permissions. */
const wildcardActions = (policy: unknown): readonly string[] =>
  allowStatements(policy)
    .filter(isOnEveryResource)
    .flatMap(({ actions }) => actions)
    .filter((action) => !actionsWithoutResource.includes(action));

const allowsNone = (patterns: readonly RegExp[], { policy }: Fields): boolean =>
  !allowStatements(policy)
    .flatMap(({ actions }) => actions)
    .some(anyMatches(patterns));
const allowsNoneOnEveryResource = (patterns: readonly RegExp[], { policy }: Fields): boolean =>
  !wildcardActions(policy).some(anyMatches(patterns)) && !wildcardActions(policy).includes('*');

const allow = (Action: string, Resource = '*') => ({ policy: { Statement: [{ Effect: 'Allow', Action, Resource }] } });
const trust = (AWS: string) => ({
  assume_role_policy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } }] },
});

const trusts = (role: Fields): readonly string[] =>
  parseStatements(role['assume_role_policy']).flatMap(({ principals }) => principals);

const attachmentTypes = ['aws_iam_role_policy_attachment', 'aws_iam_policy_attachment'];
const neverAttached =
  (policyName: string) =>
  ({ policy_arn: arn }: Fields) =>
    !String(arn).endsWith(policyName);

/** A plan does not show what a policy data source produces, so policies use jsonencode instead. */
const noData = (id: string, type: 'aws_iam_policy_document' | 'aws_iam_policy'): Rule => ({
  ...everyBlock([id, `no policy comes from an ${type} data source`], ['data', type], () => false),
});

export const iamRules: readonly Rule[] = [
  every(
    ['CKV_AWS_60', 'no IAM role can be assumed by everyone'],
    'aws_iam_role',
    (role) => !trusts(role).includes('*'),
    {
      bad: trust('*'),
    },
  ),
  every(
    ['CKV_AWS_61', 'no IAM role can be assumed by a whole account'],
    'aws_iam_role',
    (role) => !trusts(role).some((name) => /^\d{12}$|:root$/.test(name)),
    { bad: trust('arn:aws:iam::123456789012:root') },
  ),
  every(
    ['CKV_AWS_62', 'no IAM policy allows every action on every resource'],
    policyTypes,
    ({ policy }) =>
      !allowStatements(policy).some(({ actions, resources }) => actions.includes('*') && resources.includes('*')),
    { bad: allow('*') },
  ),
  every(
    ['CKV_AWS_63', 'no IAM policy allows every action'],
    policyTypes,
    ({ policy }) => !allowStatements(policy).some(({ actions }) => actions.includes('*')),
    { bad: allow('*', 'arn:aws:s3:::site') },
  ),
  every(
    ['CKV_AWS_274', 'no IAM role has AdministratorAccess'],
    attachmentTypes,
    neverAttached('/AdministratorAccess'),
    {
      bad: { policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
    },
  ),
  every(['CKV2_AWS_56', 'no IAM role has IAMFullAccess'], attachmentTypes, neverAttached('/IAMFullAccess'), {
    bad: { policy_arn: 'arn:aws:iam::aws:policy/IAMFullAccess' },
  }),
  every(
    ['CKV_AWS_286', 'no IAM policy allows privilege escalation'],
    policyTypes,
    (policy) => allowsNone(escalating, policy),
    {
      bad: allow('iam:PassRole', 'arn:aws:iam::123456789012:role/a'),
    },
  ),
  every(
    ['CKV_AWS_287', 'no IAM policy allows issuing credentials'],
    policyTypes,
    (policy) => allowsNone(exposing, policy),
    {
      bad: allow('sts:GetSessionToken'),
    },
  ),
  every(
    ['CKV_AWS_288', 'no IAM policy allows reading data on every resource'],
    policyTypes,
    (policy) => allowsNoneOnEveryResource(exfiltrating, policy),
    {
      bad: allow('s3:GetObject'),
    },
  ),
  every(
    ['CKV_AWS_289', 'no IAM policy allows managing permissions on every resource'],
    policyTypes,
    (policy) => allowsNoneOnEveryResource(managing, policy),
    { bad: allow('sqs:AddPermission') },
  ),
  every(
    ['CKV_AWS_290', 'no IAM policy allows writes on every resource'],
    policyTypes,
    ({ policy }) => !wildcardActions(policy).some((action) => !/:(?:Get|List|Describe|Query)/.test(action)),
    { bad: allow('dynamodb:PutItem') },
  ),
  every(
    ['CKV_AWS_355', 'IAM policies name their resources wherever the action supports it'],
    policyTypes,
    ({ policy }) => wildcardActions(policy).length === 0,
    { bad: allow('dynamodb:GetItem') },
  ),
  every(
    ['CKV2_AWS_40', 'no IAM policy allows iam:*'],
    policyTypes,
    ({ policy }) => !allowStatements(policy).some(({ actions }) => actions.some((action) => /^iam:\*/i.test(action))),
    { bad: allow('iam:*', 'arn:aws:iam::123456789012:role/a') },
  ),
  ...['1', '49', '107', '108', '109', '110', '111', '283', '356'].map((number) =>
    noData(`CKV_AWS_${number}`, 'aws_iam_policy_document'),
  ),
  noData('CKV_AWS_275', 'aws_iam_policy'),
  {
    id: 'CKV_AWS_41',
    title: 'no provider block contains an access key',
    reads: 'sources',
    findViolations: ({ hcl }) =>
      hcl
        .filter(({ kind, body }) => kind === 'provider' && ('access_key' in body || 'secret_key' in body))
        .map(({ path }) => path),
    counterexample: {
      ...emptySystem,
      hcl: [{ path: 'bad.tf', kind: 'provider', labels: ['aws'], body: { access_key: 'AKIA' } }],
    },
  },
];
