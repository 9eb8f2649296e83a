// The access that the roles of dev must not have, one row each: principal, action, resource, and the tags or other context.
export type PrincipalName = 'deploy' | 'plan' | 'created role' | 'other administrator';

export interface AccessRow {
  readonly principal: PrincipalName;
  readonly action: string;
  readonly resource: string;
  readonly context?: Readonly<Record<string, string>>;
  /** The subject of the row, for its title. */
  readonly about: string;
}

export const account = '123456789012';
export const arn = (service: string, resource: string, region = 'eu-west-1') =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const iam = (resource: string) => `arn:aws:iam::${account}:${resource}`;
const api = (path: string) => `arn:aws:apigateway:eu-west-1::${path}`;
const edge = (resource: string) => `arn:aws:cloudfront::${account}:${resource}`;
const zone = (id: string) => `arn:aws:route53:::hostedzone/${id}`;
const state = (environment: string, key = 'customer-ids.tfstate') =>
  `arn:aws:s3:::customer-ids-${environment}-state-${account}-eu-west-1/${key}`;
const key = arn('kms', 'key/99999999-0000-4000-8000-000000000000');
const workload = iam('policy/terraform-customer-ids-dev-workload');

export const tagged = (environment: string, kind: 'Resource' | 'Request' = 'Resource') => ({
  [`aws:${kind}Tag/Project`]: 'customer-ids',
  [`aws:${kind}Tag/Environment`]: environment,
});

const row =
  (principal: PrincipalName) =>
  (about: string, action: string, resource: string, context?: AccessRow['context']): AccessRow => ({
    principal,
    about,
    action,
    resource,
    ...(context && { context }),
  });
const deploy = row('deploy');
const plan = row('plan');
const created = row('created role');
const administrator = row('other administrator');

const retagAs = { ...tagged('dev', 'Request') };
const ofProd = tagged('prod');

const keys: readonly AccessRow[] = [
  deploy("prod's key, retagged as dev's", 'kms:TagResource', key, { ...ofProd, ...retagAs }),
  deploy("an untagged key, retagged as dev's", 'kms:TagResource', key, retagAs),
  deploy("a foreign key tagged as dev's", 'kms:Decrypt', key, tagged('dev')),
  deploy("a foreign key tagged as dev's", 'kms:PutKeyPolicy', key, tagged('dev')),
  deploy("a foreign key tagged as dev's", 'kms:CreateGrant', key, tagged('dev')),
  deploy("a foreign key tagged as dev's", 'kms:ScheduleKeyDeletion', key, tagged('dev')),
  deploy("prod's key", 'kms:Decrypt', key, ofProd),
  deploy("prod's key", 'kms:DisableKey', key, ofProd),
  deploy('a new key, which would require the right to tag', 'kms:CreateKey', '*', retagAs),
  deploy("prod's key alias", 'kms:UpdateAlias', arn('kms', 'alias/customer-ids-prod')),
  deploy("dev2's key alias", 'kms:UpdateAlias', arn('kms', 'alias/customer-ids-dev2')),
  plan("prod's key", 'kms:Decrypt', key, ofProd),
  created("prod's key", 'kms:Decrypt', key, ofProd),
];

const apiKeys: readonly AccessRow[] = [
  plan('all API keys', 'apigateway:GET', api('/apikeys')),
  plan("prod's API key", 'apigateway:GET', api('/apikeys/prodkey'), ofProd),
  plan('an untagged API key', 'apigateway:GET', api('/apikeys/other')),
  plan("prod's API key, through its usage plan", 'apigateway:GET', api('/usageplans/prodplan/keys'), ofProd),
  plan('all usage plans', 'apigateway:GET', api('/usageplans')),
  deploy('all API keys', 'apigateway:GET', api('/apikeys')),
  deploy("prod's API key", 'apigateway:GET', api('/apikeys/prodkey'), ofProd),
  deploy("prod's API key", 'apigateway:DELETE', api('/apikeys/prodkey'), ofProd),
  deploy("prod's API", 'apigateway:PATCH', api('/restapis/prodapi/resources/a/methods/GET'), ofProd),
  deploy("dev2's API", 'apigateway:DELETE', api('/restapis/dev2api'), tagged('dev2')),
  deploy('an untagged API', 'apigateway:PUT', api('/restapis/otherapi')),
  deploy("a new API with prod's tags", 'apigateway:POST', api('/restapis'), tagged('prod', 'Request')),
  deploy("prod's API, retagged as dev's", 'apigateway:PUT', api('/tags/arn%3Aprodapi'), { ...ofProd, ...retagAs }),
  deploy("the tags of prod's API", 'apigateway:DELETE', api('/tags/arn%3Aprodapi'), ofProd),
  deploy('the domain names of the account', 'apigateway:PATCH', api('/domainnames/example.com')),
];

const stateRows: readonly AccessRow[] = [
  plan("prod's state", 's3:GetObject', state('prod')),
  plan("dev2's state", 's3:GetObject', state('dev2')),
  plan("dev's state", 's3:PutObject', state('dev')),
  plan("dev's state lock", 's3:PutObject', state('dev', 'customer-ids.tfstate.tflock')),
  plan("dev's state lock", 's3:DeleteObject', state('dev', 'customer-ids.tfstate.tflock')),
  deploy("prod's state", 's3:GetObject', state('prod')),
  deploy("prod's state", 's3:PutObject', state('prod')),
  deploy("dev's state", 's3:DeleteObject', state('dev')),
  deploy("old versions of dev's state", 's3:DeleteObjectVersion', state('dev')),
  deploy("the policy of dev's state bucket", 's3:PutBucketPolicy', state('dev', '').slice(0, -1)),
  created("dev's state", 's3:GetObject', state('dev')),
  administrator("dev's state", 's3:GetObject', state('dev')),
  administrator("dev's state", 's3:PutObject', state('dev')),
];

const bounded = { 'iam:PermissionsBoundary': workload };
const devRole = iam('role/customer-ids-dev-get-customer-id');

const roles: readonly AccessRow[] = [
  deploy('a role without the boundary', 'iam:CreateRole', devRole),
  deploy('a role with another boundary', 'iam:CreateRole', devRole, { 'iam:PermissionsBoundary': iam('policy/other') }),
  deploy('the policy of a role without the boundary', 'iam:PutRolePolicy', devRole),
  deploy('the boundary of a role', 'iam:DeleteRolePermissionsBoundary', devRole, bounded),
  deploy('AdministratorAccess', 'iam:AttachRolePolicy', devRole, {
    ...bounded,
    'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
  }),
  deploy("prod's role", 'iam:PutRolePolicy', iam('role/customer-ids-prod-get-customer-id'), bounded),
  deploy("dev2's role", 'iam:PutRolePolicy', iam('role/customer-ids-dev2-get-customer-id'), bounded),
  deploy("the trust of prod's role", 'iam:UpdateAssumeRolePolicy', iam('role/customer-ids-prod-log-event'), ofProd),
  deploy("the trust of an untagged role with the stack's name", 'iam:UpdateAssumeRolePolicy', devRole),
  deploy('its own permissions', 'iam:PutRolePolicy', iam('role/terraform-customer-ids-dev-deploy'), bounded),
  deploy('its own trust', 'iam:UpdateAssumeRolePolicy', iam('role/terraform-customer-ids-dev-deploy'), tagged('dev')),
  deploy('its own boundary', 'iam:CreatePolicyVersion', iam('policy/terraform-customer-ids-dev-deployment')),
  deploy("the workload's boundary", 'iam:CreatePolicyVersion', workload),
  deploy('an administrator role, passed to Lambda', 'iam:PassRole', iam('role/administrator'), {
    'iam:PassedToService': 'lambda.amazonaws.com',
  }),
  deploy("prod's role, passed to Lambda", 'iam:PassRole', iam('role/customer-ids-prod-log-event'), {
    'iam:PassedToService': 'lambda.amazonaws.com',
  }),
  deploy('its own role, passed to EC2', 'iam:PassRole', devRole, { 'iam:PassedToService': 'ec2.amazonaws.com' }),
  deploy('a user with an access key', 'iam:CreateAccessKey', iam('user/alice')),
  deploy('the OIDC provider', 'iam:UpdateOpenIDConnectProviderThumbprint', iam('oidc-provider/github')),
  deploy('another role', 'sts:AssumeRole', iam('role/administrator')),
];

const prodLog = arn('logs', 'log-group:/aws/lambda/customer-ids-prod-log-event');
const throughCode = { 'lambda:SourceFunctionArn': arn('lambda', 'function:customer-ids-dev-log-event') };

const createdRoles: readonly AccessRow[] = [
  created("CloudTrail's log", 'logs:GetLogEvents', arn('logs', 'log-group:/aws/cloudtrail')),
  created("prod's log", 'logs:FilterLogEvents', prodLog),
  created("prod's log", 'logs:DeleteLogGroup', prodLog),
  created("prod's log", 'logs:PutSubscriptionFilter', prodLog),
  created("prod's log", 'logs:PutLogEvents', prodLog),
  created("dev's own log", 'logs:DeleteLogGroup', arn('logs', 'log-group:/aws/lambda/customer-ids-dev-log-event')),
  created("dev's table, without a function of dev", 'dynamodb:Query', arn('dynamodb', 'table/customer_ids_dev')),
  created("dev's table, from a function of prod", 'dynamodb:GetItem', arn('dynamodb', 'table/customer_ids_dev'), {
    'lambda:SourceFunctionArn': arn('lambda', 'function:customer-ids-prod-log-event'),
  }),
  created("prod's table", 'dynamodb:GetItem', arn('dynamodb', 'table/customer_ids_prod'), throughCode),
  created("dev2's table", 'dynamodb:GetItem', arn('dynamodb', 'table/customer_ids_dev2'), throughCode),
  created("dev's table, as a whole", 'dynamodb:Scan', arn('dynamodb', 'table/customer_ids_dev'), throughCode),
  created("dev's items, for good", 'dynamodb:DeleteItem', arn('dynamodb', 'table/customer_ids_dev'), throughCode),
  created("prod's bus", 'events:PutEvents', arn('events', 'event-bus/customer-ids-prod'), throughCode),
  created("prod's functions", 'lambda:InvokeFunction', arn('lambda', 'function:customer-ids-prod-add-to-table')),
  created("prod's workflow", 'states:StartExecution', arn('states', 'stateMachine:customer-ids-prod')),
  created("prod's queues", 'sqs:SendMessage', arn('sqs', 'customer-ids-prod-failures')),
  created('a new role', 'iam:CreateRole', devRole, bounded),
  created("prod's API key", 'apigateway:GET', api('/apikeys/prodkey'), ofProd),
  created('traces of the account', 'xray:GetTraceSummaries', '*'),
];

const webAcl = (name: string, scope = 'regional', region = 'eu-west-1') =>
  arn('wafv2', `${scope}/webacl/${name}/0`, region);

const neighbours: readonly AccessRow[] = [
  deploy("prod's table", 'dynamodb:DeleteTable', arn('dynamodb', 'table/customer_ids_prod')),
  deploy("dev2's table", 'dynamodb:DeleteTable', arn('dynamodb', 'table/customer_ids_dev2')),
  deploy("dev2's submissions", 'dynamodb:UpdateTable', arn('dynamodb', 'table/customer_id_submissions_dev2')),
  deploy("dev's items", 'dynamodb:Scan', arn('dynamodb', 'table/customer_ids_dev')),
  deploy("dev's items", 'dynamodb:ExportTableToPointInTime', arn('dynamodb', 'table/customer_ids_dev')),
  deploy("messages of dev's queues", 'sqs:ReceiveMessage', arn('sqs', 'customer-ids-dev-failures')),
  deploy('a foreign hosted zone', 'route53:ChangeResourceRecordSets', zone('Z0FOREIGN')),
  deploy("dev's hosted zone, for good", 'route53:DeleteHostedZone', zone('Z0OWN')),
  plan('a foreign hosted zone', 'route53:ListResourceRecordSets', zone('Z0FOREIGN')),
  deploy("prod's firewall", 'wafv2:DeleteWebACL', webAcl('customer-ids-prod-api')),
  deploy("prod's firewall at the edge", 'wafv2:UpdateWebACL', webAcl('customer-ids-prod-edge', 'global', 'us-east-1')),
  deploy("dev2's firewall", 'wafv2:UpdateWebACL', webAcl('customer-ids-dev2-api')),
  deploy("the firewall of prod's API", 'wafv2:DisassociateWebACL', api('/restapis/prodapi/stages/api'), ofProd),
  deploy("prod's distribution", 'cloudfront:UpdateDistribution', edge('distribution/EPROD'), ofProd),
  deploy('an untagged distribution', 'cloudfront:UpdateDistribution', edge('distribution/EOTHER')),
  deploy("prod's distribution, retagged", 'cloudfront:TagResource', edge('distribution/EPROD'), {
    ...ofProd,
    ...retagAs,
  }),
  deploy("prod's viewer function", 'cloudfront:UpdateFunction', edge('function/customer-ids-prod-viewer-request')),
  deploy("prod's certificate", 'acm:DeleteCertificate', arn('acm', 'certificate/prod', 'us-east-1'), ofProd),
  deploy("prod's certificate, retagged", 'acm:AddTagsToCertificate', arn('acm', 'certificate/prod', 'us-east-1'), {
    ...ofProd,
    ...retagAs,
  }),
  deploy("prod's function", 'lambda:UpdateFunctionCode', arn('lambda', 'function:customer-ids-prod-get-customer-id')),
  deploy("dev2's function", 'lambda:UpdateFunctionCode', arn('lambda', 'function:customer-ids-dev2-get-customer-id')),
  deploy(
    'a foreign account, invoking a function',
    'lambda:AddPermission',
    arn('lambda', 'function:customer-ids-dev-a'),
    {
      'lambda:Principal': '999999999999',
    },
  ),
  deploy("prod's log", 'logs:DeleteLogGroup', prodLog),
  deploy(
    "the execution log of prod's API",
    'logs:DeleteLogGroup',
    arn('logs', 'log-group:API-Gateway-Execution-Logs_p/api'),
    ofProd,
  ),
  deploy("prod's alarm", 'cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:customer-ids-prod-api-errors')),
  deploy("dev2's alarm", 'cloudwatch:DeleteAlarms', arn('cloudwatch', 'alarm:customer-ids-dev2-api-errors')),
  deploy("prod's bus", 'events:DeleteEventBus', arn('events', 'event-bus/customer-ids-prod')),
  deploy("prod's workflow", 'states:UpdateStateMachine', arn('states', 'stateMachine:customer-ids-prod')),
  deploy("dev's executions", 'states:GetExecutionHistory', arn('states', 'execution:customer-ids-dev:1')),
  deploy("prod's queues", 'sqs:SetQueueAttributes', arn('sqs', 'customer-ids-prod-failures')),
  deploy("prod's alarm topic", 'sns:SetTopicAttributes', arn('sns', 'customer-ids-prod-alarms')),
  deploy("prod's site bucket", 's3:PutBucketPolicy', `arn:aws:s3:::customer-ids-prod-site-${account}-eu-west-1`),
  deploy("prod's site", 's3:PutObject', `arn:aws:s3:::customer-ids-prod-site-${account}-eu-west-1/index.html`),
];

export const deniedAccess = [...keys, ...apiKeys, ...stateRows, ...roles, ...createdRoles, ...neighbours];
