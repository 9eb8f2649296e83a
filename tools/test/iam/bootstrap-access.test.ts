// Evaluates the policies of infra/bootstrap: what a deploy of dev must not reach, even through roles that it creates.
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { type BootstrapPolicies, bootstrapFolder, renderBootstrap } from '#support/tools/bootstrap-policies.ts';
import { resourcesOf } from '#support/tools/stack.ts';
import { readAccountFacts } from '#tools/deploy/account-facts.ts';
import type { AwsCommand } from '#tools/deploy/aws-command.ts';
import { isAllowed, type Policies } from '#tools/iam/evaluate-access.ts';
import { parseStatements } from '#tools/iam/policy-statements.ts';
import { type Fields, listOf, textsOf } from '#tools/lib/json.ts';
import { prepareTerraform } from '#tools/lib/terraform.ts';
import { type AccessRow, account, arn, deniedAccess, type PrincipalName } from './denied-access.ts';
import { grantedAccess, preflightAccess } from './granted-access.ts';

const everything: Fields = { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** A role that the deploy role creates can have any policy, so only its boundary counts. */
const principals: Readonly<Record<PrincipalName, string>> = {
  deploy: 'terraform-customer-ids-dev-deploy',
  plan: 'terraform-customer-ids-dev-plan',
  'created role': 'customer-ids-dev-get-customer-id',
  'other administrator': 'other-administrator',
};

function policiesOf(
  principal: PrincipalName,
  all: BootstrapPolicies,
): { identity: readonly Fields[]; boundary?: Fields } {
  if (principal === 'other administrator') return { identity: [everything] };
  if (principal === 'created role') return { identity: [everything], boundary: all.workloadBoundary };
  return { identity: all[principal], boundary: all.deploymentBoundary };
}

function decide({ principal, action, resource, context }: AccessRow, all: BootstrapPolicies): boolean {
  const { identity, boundary } = policiesOf(principal, all);
  const policies: Policies = {
    identity: identity.flatMap(parseStatements),
    boundary: boundary && parseStatements(boundary),
    resource: resource.includes(':s3:::customer-ids-dev-state-') ? parseStatements(all.stateBucket) : undefined,
  };
  const request = { principal: `arn:aws:iam::${account}:role/${principals[principal]}`, action, resource };
  return isAllowed(policies, { ...request, ...(context && { context }) });
}

const titleOf = ({ principal, action, about }: AccessRow) => `${principal}: ${action}, ${about}`;

type Change = (statement: Fields) => readonly Fields[];

/** The policies with every statement of `names` changed. */
function change(all: BootstrapPolicies, edit: Change, names = Object.keys(all)): BootstrapPolicies {
  const edited = (policy: Fields): Fields => ({
    ...policy,
    Statement: listOf(policy['Statement']).flatMap((statement) => edit(statement as Fields)),
  });
  const entries = Object.entries(all).map(([name, value]) => [
    name,
    !names.includes(name) ? value : Array.isArray(value) ? value.map(edited) : edited(value),
  ]);
  return Object.fromEntries(entries);
}

const dropDenies: Change = (statement) => (statement['Effect'] === 'Deny' ? [] : [statement]);
const dropConditions: Change = ({ Condition: _, ...statement }) => [statement as Fields];
const everyResource: Change = (statement) => [{ ...statement, Resource: '*' }];
const everyAction: Change = (statement) => [{ ...statement, Action: '*' }];
const widen = (statement: Fields, sid: string, changes: Fields): readonly Fields[] =>
  statement['Sid'] === sid ? [{ ...statement, ...changes }] : [statement];

const loosenings: readonly (readonly Change[])[] = [
  [dropDenies],
  [dropDenies, dropConditions],
  [dropDenies, dropConditions, everyResource],
  [dropDenies, dropConditions, everyResource, everyAction],
];

describe('the policies of infra/bootstrap for dev', function () {
  this.timeout(300_000);
  let all: BootstrapPolicies;

  before(async function () {
    const problem = prepareTerraform(['-backend=false'], undefined, bootstrapFolder);
    if (problem) {
      console.log(`SKIPPED: the policies of infra/bootstrap are not evaluated. ${problem}`);
      this.skip();
    }
    all = await renderBootstrap();
  });

  const allowedRows = (policies: BootstrapPolicies) => deniedAccess.filter((row) => decide(row, policies)).map(titleOf);

  describe('do not allow', () => {
    for (const row of deniedAccess) {
      it(titleOf(row), () => {
        expect(decide(row, all)).to.equal(false);
      });
    }
  });

  describe('allow', () => {
    for (const row of grantedAccess) {
      it(titleOf({ ...row, about: row.resource }), () => {
        expect(decide(row, all)).to.equal(true);
      });
    }
  });

  it('have a row for every call of the preflight that needs a permission', () => {
    const calls: string[] = [];
    const aws: AwsCommand = ([service = '', command = '']) => {
      calls.push(`${service} ${command}`);
      return JSON.stringify({ Arn: 'caller', cloudwatchRoleArn: 'arn:aws:iam::123456789012:role/logs' });
    };
    const settings = { environment: 'dev', file: '', region: 'eu-west-1', managesLogRole: true };
    readAccountFacts(aws, { ...settings, reservedConcurrency: { 'get-customer-id': 1 } });

    const withoutPermission = ['--version ', 'sts get-caller-identity'];
    expect(calls.filter((call) => !withoutPermission.includes(call))).to.have.members(Object.keys(preflightAccess));
  });

  it('have no row that would still hold after every policy is loosened', () => {
    const failing = loosenings.map((edits) =>
      allowedRows(edits.reduce((policies, edit) => change(policies, edit), all)),
    );

    expect(deniedAccess).to.have.length.of.at.least(60);
    expect(new Set(failing.flat())).to.deep.equal(new Set(deniedAccess.map(titleOf)));
    // Each step admits more.
    expect(failing.map(({ length }) => length)).to.deep.equal(
      failing.map(({ length }) => length).toSorted((a, b) => a - b),
    );
  });

  it('fail a row when keys may be tagged again, as before', () => {
    const tagKeys = { Sid: 'NewKeys', Effect: 'Allow', Action: ['kms:CreateKey', 'kms:TagResource'], Resource: ['*'] };
    const loosened = { ...all, deploy: [...all.deploy, { Statement: [tagKeys] }] };

    expect(allowedRows(loosened)).to.deep.equal([
      "deploy: kms:TagResource, an untagged key, retagged as dev's",
      'deploy: kms:CreateKey, a new key, which would require the right to tag',
    ]);
  });

  it('fail a row when a plan may read every path of API Gateway, as before', () => {
    const resource = { Resource: ['arn:aws:apigateway:eu-west-1::/*'] };
    const { Condition: _, ...rest } = resource as Fields;
    const loosened = change(all, (statement) => widen(statement, 'Apis', { ...rest, Condition: {} }), ['plan']);

    expect(allowedRows(loosened)).to.deep.equal([
      'plan: apigateway:GET, all API keys',
      'plan: apigateway:GET, an untagged API key',
      'plan: apigateway:GET, all usage plans',
    ]);
  });

  it('fail a row when the boundary of created roles allows all log actions, as before', () => {
    const loosened = change(all, (statement) => widen(statement, 'LogDeliveryAndTraces', { Action: ['logs:*'] }), [
      'workloadBoundary',
    ]);

    expect(allowedRows(loosened)).to.include.members([
      "created role: logs:GetLogEvents, CloudTrail's log",
      "created role: logs:DeleteLogGroup, prod's log",
      "created role: logs:PutSubscriptionFilter, prod's log",
    ]);
  });

  it('fail a row when the deploy role may change every hosted zone, as before', () => {
    const everyZone = { Resource: ['arn:aws:route53:::hostedzone/*'] };
    const loosened = change(all, (statement) => widen(statement, 'Zones', everyZone), ['deploy']);

    expect(allowedRows(loosened)).to.deep.equal(['deploy: route53:ChangeResourceRecordSets, a foreign hosted zone']);
  });

  it('let every role of the stack do what its own policy allows', () => {
    const toDev = (text: string) =>
      text.replaceAll('customer-ids-local', 'customer-ids-dev').replace(/_local\b/, '_dev');
    const boundary = parseStatements(all.workloadBoundary);
    const needed = resourcesOf('aws_iam_role_policy').flatMap(({ role, policy }) =>
      policy.Statement.flatMap(({ Action, Resource, Condition }) =>
        Action.flatMap((action) =>
          textsOf(Resource).map((resource) => ({
            principal: `arn:aws:iam::${account}:role/${toDev(role)}`,
            action,
            resource: toDev(resource),
            context: {
              ...Object.fromEntries(
                Object.entries((Condition as Fields | undefined)?.['StringEquals'] ?? {}).map(([name, value]) => [
                  name,
                  String(value),
                ]),
              ),
              'lambda:SourceFunctionArn': arn('lambda', `function:${toDev(role)}`),
            },
          })),
        ),
      ),
    );

    const refused = needed.filter((request) => !isAllowed({ identity: boundary }, request));
    expect(needed).to.have.length.greaterThan(30);
    expect(refused).to.deep.equal([]);
  });
});
