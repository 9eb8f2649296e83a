// The access that the roles must have, so that a policy that is too narrow fails too.
import { type AccessRow, account, arn, tagged } from './denied-access.ts';

const own = tagged('dev');
const request = tagged('dev', 'Request');
const api = (path: string) => `arn:aws:apigateway:eu-west-1::${path}`;
const edge = (resource: string) => `arn:aws:cloudfront::${account}:${resource}`;
const role = `arn:aws:iam::${account}:role/customer-ids-dev-get-customer-id`;
const boundary = { 'iam:PermissionsBoundary': `arn:aws:iam::${account}:policy/terraform-customer-ids-dev-workload` };
const state = `arn:aws:s3:::customer-ids-dev-state-${account}-eu-west-1/customer-ids.tfstate`;
const site = `arn:aws:s3:::customer-ids-dev-site-${account}-eu-west-1`;
const key = arn('kms', 'key/00000000-0000-4000-8000-000000000000');
const executionLog = arn('logs', 'log-group:API-Gateway-Execution-Logs_devapi/api');

type Grant = readonly [action: string, resource: string, context?: AccessRow['context']];

const deployed: readonly Grant[] = [
  ['s3:GetObject', state],
  ['s3:PutObject', state],
  ['s3:PutObject', `${state}.tflock`],
  ['s3:DeleteObject', `${state}.tflock`],
  ['dynamodb:CreateTable', arn('dynamodb', 'table/customer_ids_dev')],
  ['iam:CreateRole', role, { ...boundary, ...request }],
  ['iam:PutRolePolicy', role, boundary],
  ['iam:UpdateAssumeRolePolicy', role, own],
  ['iam:PassRole', role, { 'iam:PassedToService': 'lambda.amazonaws.com' }],
  ['lambda:CreateFunction', arn('lambda', 'function:customer-ids-dev-get-customer-id')],
  [
    'lambda:AddPermission',
    arn('lambda', 'function:customer-ids-dev-a'),
    { 'lambda:Principal': 'events.amazonaws.com' },
  ],
  ['apigateway:POST', api('/restapis'), request],
  ['apigateway:PUT', api('/tags/arn%3Adevapi'), request],
  ['apigateway:PUT', api('/restapis/devapi'), own],
  ['apigateway:POST', api('/restapis/devapi/stages'), { ...own, ...request }],
  ['apigateway:POST', api('/apikeys'), request],
  ['apigateway:GET', api('/apikeys/devkey'), own],
  ['apigateway:POST', api('/usageplans/devplan/keys'), own],
  ['apigateway:DELETE', api('/restapis/devapi'), own],
  ['apigateway:PATCH', api('/account')],
  ['cloudfront:CreateDistribution', edge('distribution/*'), request],
  ['cloudfront:TagResource', edge('distribution/*'), request],
  ['cloudfront:UpdateDistribution', edge('distribution/EDEV'), own],
  ['cloudfront:CreateInvalidation', edge('distribution/EDEV'), own],
  ['cloudfront:PublishFunction', edge('function/customer-ids-dev-viewer-request')],
  ['cloudfront:CreateOriginAccessControl', edge('origin-access-control/*')],
  ['acm:RequestCertificate', arn('acm', 'certificate/*', 'us-east-1'), request],
  ['acm:DeleteCertificate', arn('acm', 'certificate/dev', 'us-east-1'), own],
  ['route53:ChangeResourceRecordSets', 'arn:aws:route53:::hostedzone/Z0OWN'],
  ['wafv2:CreateWebACL', arn('wafv2', 'regional/webacl/customer-ids-dev-api/0')],
  ['wafv2:CreateWebACL', arn('wafv2', 'global/managedruleset/AWS/AWSManagedRulesCommonRuleSet', 'us-east-1')],
  ['wafv2:AssociateWebACL', api('/restapis/devapi/stages/api'), own],
  ['logs:CreateLogGroup', executionLog, request],
  ['logs:PutRetentionPolicy', executionLog, own],
  ['logs:CreateLogGroup', arn('logs', 'log-group:/aws/lambda/customer-ids-dev-a')],
  ['logs:PutDeliverySource', arn('logs', 'delivery-source:customer-ids-dev', 'us-east-1')],
  ['kms:PutKeyPolicy', key, own],
  ['kms:CreateAlias', arn('kms', 'alias/customer-ids-dev')],
  ['s3:PutObject', `${site}/index.html`],
];

const plannedReads: readonly Grant[] = [
  ['s3:GetObject', state],
  ['apigateway:GET', api('/restapis/devapi'), own],
  ['apigateway:GET', api('/apikeys/devkey'), own],
  ['apigateway:GET', api('/usageplans/devplan/keys/devkey'), own],
  ['kms:DescribeKey', key, own],
  ['dynamodb:DescribeTable', arn('dynamodb', 'table/customer_ids_dev')],
  ['route53:GetHostedZone', 'arn:aws:route53:::hostedzone/Z0OWN'],
];

/** The access that each call of the preflight needs. A log role of another stack is not read, and so not checked. */
export const preflightAccess: Readonly<Record<string, Grant>> = {
  'lambda get-account-settings': ['lambda:GetAccountSettings', '*'],
  'lambda get-function-concurrency': [
    'lambda:GetFunctionConcurrency',
    arn('lambda', 'function:customer-ids-dev-get-customer-id'),
  ],
  'apigateway get-account': ['apigateway:GET', api('/account')],
  'iam get-role': ['iam:GetRole', `arn:aws:iam::${account}:role/customer-ids-dev-api-logs`],
};

const toRow =
  (principal: AccessRow['principal']) =>
  ([action, resource, context]: Grant): AccessRow => ({
    principal,
    about: 'its own stack',
    action,
    resource,
    ...(context && { context }),
  });

const preflight = Object.values(preflightAccess);

export const grantedAccess = [
  ...[...deployed, ...preflight].map(toRow('deploy')),
  ...[...plannedReads, ...preflight].map(toRow('plan')),
];
