// Tells the account of a plan from other accounts.
import { fieldsOf, listOf } from '#tools/lib/json.ts';

/** The account that Terraform reads with its credentials, or undefined if the plan does not contain it. */
export function readAccount(plan: unknown): string | undefined {
  const { values } = fieldsOf(fieldsOf(plan)['prior_state']);
  const resources = listOf(fieldsOf(fieldsOf(values)['root_module'])['resources']).map(fieldsOf);
  const identity = resources.find(({ type }) => type === 'aws_caller_identity');
  const id = fieldsOf(identity?.['values'])['account_id'];
  return typeof id === 'string' ? id : undefined;
}

const service = /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/;

/** Whether a principal, other than `*`, is neither an AWS service nor in the account. */
export const isForeignPrincipal = (principal: string, account: string | undefined): boolean =>
  principal !== '*' && !service.test(principal) && accountIn(principal) !== (account ?? 'unknown');

/** Whether an account ID or an ARN names another account. Some ARNs, such as those of buckets, name none. */
export function isForeignSource(source: string, account: string | undefined): boolean {
  const named = accountIn(source);
  return named !== undefined && named !== account;
}

/** The account in an ARN, or an account ID. */
function accountIn(text: string): string | undefined {
  if (/^\d{12}$/.test(text)) return text;
  return /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(text)?.[1];
}
