import { fieldsOf } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { variableOf } from '#tools/review/plan.ts';
import { type AwsCommand, askJson } from './aws-command.ts';

/**
 * In an account where API Gateway was never used it may write no logs, and an apply would fail half-way. The stack
 * sets that role only when told: there is one for each account and region, which other APIs may live by.
 */
export function requireGatewayLogRole(aws: AwsCommand, plan: unknown, environment: string): void {
  if (variableOf(plan, 'manage_api_gateway_account') === true) return;
  if (fieldsOf(askJson(aws, 'apigateway', 'get-account'))['cloudwatchRoleArn']) return;
  throw new UserError(
    'API Gateway may not write logs yet in this account and region. ' +
      `Say manage_api_gateway_account = true in infra/environments/${environment}.tfvars.`,
  );
}
