import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import { readOperations } from './api-definition.ts';
import type { EventSource } from './proxy-event.ts';
import type { Throttle, UsagePlan } from './usage-plan.ts';

/** A REST API as Terraform defines it, on its stage. */
export interface RestApi extends EventSource {
  /** The document that AWS would import. */
  readonly body: JsonReader;
  readonly plan: UsagePlan;
  readonly apiKeyId: string;
  readonly name: string;
  /** Undefined where the stage writes no access log. */
  readonly accessLogGroup: string | undefined;
}

export const readRestApi = (stack: Stack): RestApi => ({
  name: stack.only('aws_api_gateway_rest_api').text('name'),
  stage: stack.only('aws_api_gateway_stage').text('stage_name'),
  accessLogGroup: logGroupIn(stack.only('aws_api_gateway_stage').block('access_log_settings')),
  accountId: stack.account,
  apiId: 'local',
  body: stack.only('aws_api_gateway_rest_api').record('body'),
  plan: readPlan(stack.only('aws_api_gateway_usage_plan')),
  apiKeyId: stack.only('aws_api_gateway_api_key').text('name'),
});

/** `arn:partition:logs:region:account:log-group:name` */
const logGroupIn = (settings: JsonReader | undefined): string | undefined =>
  settings?.text('destination_arn').split(':')[6];

function readPlan(values: JsonReader): UsagePlan {
  const throttle = values.block('throttle_settings');
  const methods = values.block('api_stages')?.blocks('throttle') ?? [];
  return {
    throttle: throttle && readThrottle(throttle),
    methodThrottles: new Map(methods.map((method) => [method.text('path'), readThrottle(method)])),
    quotaPerDay: readQuota(values.block('quota_settings')),
  };
}

const readThrottle = (values: JsonReader): Throttle => ({
  rate: values.number('rate_limit'),
  burst: values.number('burst_limit'),
});

function readQuota(values: JsonReader | undefined): number | undefined {
  if (values && values.text('period') !== 'DAY')
    throw new StartError('A quota for another time than a day is not emulated.');
  return values?.number('limit');
}

/** The functions that the API calls, by the ARN under which it calls them. */
export const functionsOf = ({ body }: RestApi): readonly string[] =>
  readOperations(body).flatMap(({ integration }) => (integration.kind === 'lambda' ? [integration.functionArn] : []));
