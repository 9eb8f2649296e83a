// Describes the permissions of roles and resource policies.
import type { Fields } from '#tools/lib/json.ts';
import { codes, wholeCode } from './markdown.ts';
import { type PlannedResource, unknown } from './plan.ts';
import { describeStatement, listPolicies, parseStatements } from './policy.ts';
import type { Facts } from './section.ts';

export function describePermissions(
  resource: Pick<PlannedResource, 'address' | 'type'>,
  values: Fields,
): readonly Facts[] {
  if (resource.type === 'aws_lambda_permission') return [describeInvocation(values)];
  if (resource.type.endsWith('policy_attachment')) return [describeAttachment(values)];
  return listPolicies(values)
    .filter((policy) => policy !== unknown || resource.type.endsWith('policy'))
    .map((policy) => {
      const statements = parseStatements(policy);
      const sentences = statements.map((statement) =>
        describeStatement(statement, statement.principals.length > 0 ? `${codes(statement.principals)} ` : ''),
      );
      return {
        subject: toSubject(resource, values),
        sentences: statements.length > 0 ? sentences : [wholeCode(policy)],
      };
    });
}

/** A role's trust and permissions share a heading; other policies appear under their resource. */
function toSubject({ address, type }: Pick<PlannedResource, 'address' | 'type'>, values: Fields): string {
  if (type === 'aws_iam_role') return `Role ${wholeCode(values['name'])}`;
  if (type === 'aws_iam_role_policy') return `Role ${wholeCode(values['role'])}`;
  return wholeCode(address);
}

const describeAttachment = ({ role, policy_arn: policy }: Fields): Facts => ({
  subject: role ? `Role ${wholeCode(role)}` : 'Attached policies',
  sentences: [`has the managed policy ${wholeCode(policy)}`],
});

function describeInvocation({ principal, function_name, qualifier, source_arn }: Fields): Facts {
  const name = typeof qualifier === 'string' ? `${function_name}:${qualifier}` : String(function_name);
  const from = source_arn ? `for ${wholeCode(source_arn)}` : 'for any source';
  return {
    subject: 'Function invocations',
    sentences: [`${wholeCode(principal)} may invoke ${wholeCode(name)} ${from}`],
  };
}
