import { fieldsOf } from '#tools/lib/json.ts';
import { UserError } from '#tools/lib/user-error.ts';
import { readVariable } from '#tools/review/plan.ts';
import { type AwsCommand, readAwsJson } from './aws-command.ts';

/**
 * API Gateway needs one log role per account and region; without it an apply fails midway. The stack manages that role
 * only on request, because other APIs may depend on it.
 */
export function requireGatewayLogRole(aws: AwsCommand, plan: unknown, environment: string): void {
  if (readVariable(plan, 'manage_api_gateway_account') === true) return;
  if (fieldsOf(readAwsJson(aws, 'apigateway', 'get-account'))['cloudwatchRoleArn']) return;
  throw new UserError(
    'API Gateway has no permission to write logs in this account and region. ' +
      `Set manage_api_gateway_account = true in infra/environments/${environment}.tfvars.`,
  );
}
