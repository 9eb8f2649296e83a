import type { Fields } from '#tools/lib/json.ts';
import { actionsWithoutResource } from '#tools/review/exposure.ts';
import { allowing, type PolicyStatement, statementsOf } from './policy-document.ts';
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

const onEverything = ({ resources, condition }: PolicyStatement) => resources.includes('*') && condition === undefined;

/** What a policy allows on everything, though AWS would let it name a resource. */
const needlesslyWide = (policy: unknown): readonly string[] =>
  allowing(policy)
    .filter(onEverything)
    .flatMap(({ actions }) => actions)
    .filter((action) => !actionsWithoutResource.includes(action));

const noActionOf = (patterns: readonly RegExp[], { policy }: Fields): boolean =>
  !allowing(policy)
    .flatMap(({ actions }) => actions)
    .some(anyMatches(patterns));
const noWideActionOf = (patterns: readonly RegExp[], { policy }: Fields): boolean =>
  !needlesslyWide(policy).some(anyMatches(patterns)) && !needlesslyWide(policy).includes('*');

const allow = (Action: string, Resource = '*') => ({ policy: { Statement: [{ Effect: 'Allow', Action, Resource }] } });
const trust = (AWS: string) => ({
  assume_role_policy: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS } }] },
});

const trusts = (role: Fields): readonly string[] =>
  statementsOf(role['assume_role_policy']).flatMap(({ principals }) => principals);

const attachmentTypes = ['aws_iam_role_policy_attachment', 'aws_iam_policy_attachment'];
const neverAttached =
  (policyName: string) =>
  ({ policy_arn: arn }: Fields) =>
    !String(arn).endsWith(policyName);

/** A document that is made by a data source is in no plan, so it could allow anything: policies are jsonencoded. */
const noData = (id: string, type: 'aws_iam_policy_document' | 'aws_iam_policy'): Rule => ({
  ...everyBlock([id, `no policy hides in a data source: ${type}`], ['data', type], () => false),
});

export const iamRules: readonly Rule[] = [
  every(['CKV_AWS_60', 'a role is open to nobody at large'], 'aws_iam_role', (role) => !trusts(role).includes('*'), {
    bad: trust('*'),
  }),
  every(
    ['CKV_AWS_61', 'a role is open to no whole account'],
    'aws_iam_role',
    (role) => !trusts(role).some((name) => /^\d{12}$|:root$/.test(name)),
    { bad: trust('arn:aws:iam::123456789012:root') },
  ),
  every(
    ['CKV_AWS_62', 'no policy allows everything on everything'],
    policyTypes,
    ({ policy }) =>
      !allowing(policy).some(({ actions, resources }) => actions.includes('*') && resources.includes('*')),
    { bad: allow('*') },
  ),
  every(
    ['CKV_AWS_63', 'no policy allows every action'],
    policyTypes,
    ({ policy }) => !allowing(policy).some(({ actions }) => actions.includes('*')),
    { bad: allow('*', 'arn:aws:s3:::site') },
  ),
  every(['CKV_AWS_274', 'no role is an administrator'], attachmentTypes, neverAttached('/AdministratorAccess'), {
    bad: { policy_arn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
  }),
  every(['CKV2_AWS_56', 'no role manages the whole of IAM'], attachmentTypes, neverAttached('/IAMFullAccess'), {
    bad: { policy_arn: 'arn:aws:iam::aws:policy/IAMFullAccess' },
  }),
  every(['CKV_AWS_286', 'no role can give itself more'], policyTypes, (policy) => noActionOf(escalating, policy), {
    bad: allow('iam:PassRole', 'arn:aws:iam::123456789012:role/a'),
  }),
  every(['CKV_AWS_287', 'no role hands out credentials'], policyTypes, (policy) => noActionOf(exposing, policy), {
    bad: allow('sts:GetSessionToken'),
  }),
  every(['CKV_AWS_288', 'no role reads data at large'], policyTypes, (policy) => noWideActionOf(exfiltrating, policy), {
    bad: allow('s3:GetObject'),
  }),
  every(
    ['CKV_AWS_289', 'no role manages permissions at large'],
    policyTypes,
    (policy) => noWideActionOf(managing, policy),
    { bad: allow('sqs:AddPermission') },
  ),
  every(
    ['CKV_AWS_290', 'no role writes at large'],
    policyTypes,
    ({ policy }) => !needlesslyWide(policy).some((action) => !/:(?:Get|List|Describe|Query)/.test(action)),
    { bad: allow('dynamodb:PutItem') },
  ),
  every(
    ['CKV_AWS_355', 'a policy names its resources wherever AWS knows one'],
    policyTypes,
    ({ policy }) => needlesslyWide(policy).length === 0,
    { bad: allow('dynamodb:GetItem') },
  ),
  every(
    ['CKV2_AWS_40', 'no policy allows all of IAM'],
    policyTypes,
    ({ policy }) => !allowing(policy).some(({ actions }) => actions.some((action) => /^iam:\*/i.test(action))),
    { bad: allow('iam:*', 'arn:aws:iam::123456789012:role/a') },
  ),
  ...['1', '49', '107', '108', '109', '110', '111', '283', '356'].map((number) =>
    noData(`CKV_AWS_${number}`, 'aws_iam_policy_document'),
  ),
  noData('CKV_AWS_275', 'aws_iam_policy'),
  {
    id: 'CKV_AWS_41',
    says: 'no access key stands in the sources',
    reads: 'sources',
    faultsIn: ({ hcl }) =>
      hcl
        .filter(({ kind, body }) => kind === 'provider' && ('access_key' in body || 'secret_key' in body))
        .map(({ path }) => path),
    counterexample: {
      ...emptySystem,
      hcl: [{ path: 'bad.tf', kind: 'provider', labels: ['aws'], body: { access_key: 'AKIA' } }],
    },
  },
];
