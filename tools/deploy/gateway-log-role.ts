// API Gateway has one log role per account and region, which every other API there uses too.
import { fieldsOf, listOf } from '#tools/lib/json.ts';
import { readPlan } from '#tools/review/plan.ts';
import { type AwsCommand, readAwsJson } from './aws-command.ts';

/** The resources of the log role that a destroy would delete, by address. */
export const deletedLogRole = (plan: unknown): readonly string[] =>
  readPlan(plan)
    .filter(({ action }) => action === 'destroy')
    .map(({ address }) => address)
    .filter((address) =>
      /\.(aws_api_gateway_account\.this|aws_iam_role(_policy_attachment)?\.write_logs)\b/.test(address),
    );

/** The other APIs of the account and region that log with the role: REST and WebSocket APIs. */
export function listOtherApis(aws: AwsCommand, environment: string): readonly string[] {
  const rest = listOf(fieldsOf(readAwsJson(aws, 'apigateway', 'get-rest-apis'))['items']).map(fieldsOf);
  const others = listOf(fieldsOf(readAwsJson(aws, 'apigatewayv2', 'get-apis'))['Items']).map(fieldsOf);
  return [
    ...rest.map(({ name }) => String(name)),
    ...others.filter(({ ProtocolType }) => ProtocolType === 'WEBSOCKET').map(({ Name }) => String(Name)),
  ].filter((name) => name !== `customer-ids-${environment}`);
}
