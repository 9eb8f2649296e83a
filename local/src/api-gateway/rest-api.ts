import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import { readOperations } from './api-definition.ts';
import type { EventSource } from './proxy-event.ts';
import type { StageThrottles } from './stage-throttle.ts';
import type { Throttle } from './token-bucket.ts';
import type { UsagePlan } from './usage-plan.ts';

/** A client without a usage plan, such as one that only CLIENTS names, has the limits of the first client. */
export interface ClientPlans {
  readonly byClient: ReadonlyMap<string, UsagePlan>;
  readonly fallback: UsagePlan;
}

/** A REST API and its stage, from the Terraform plan. */
export interface RestApi extends EventSource {
  /** The OpenAPI document. */
  readonly body: JsonReader;
  readonly plans: ClientPlans;
  readonly stageThrottles: StageThrottles;
  readonly name: string;
  /** Undefined when access logging is off. */
  readonly accessLogGroup: string | undefined;
}

export const readRestApi = (stack: Stack): RestApi => ({
  name: stack.only('aws_api_gateway_rest_api').text('name'),
  stage: stack.only('aws_api_gateway_stage').text('stage_name'),
  accessLogGroup: parseLogGroup(stack.only('aws_api_gateway_stage').block('access_log_settings')),
  accountId: stack.account,
  apiId: 'local',
  body: stack.only('aws_api_gateway_rest_api').record('body'),
  plans: readPlans(stack),
  stageThrottles: readStageThrottles(stack),
});

/** Method settings name a method without the leading slash: `health/GET`. */
const readStageThrottles = (stack: Stack): StageThrottles =>
  new Map(
    stack.ofType('aws_api_gateway_method_settings').flatMap((values) =>
      values.blocks('settings').map((settings) => {
        const throttle = {
          rate: settings.number('throttling_rate_limit'),
          burst: settings.number('throttling_burst_limit'),
        };
        return [`/${values.text('method_path')}`, throttle] as const;
      }),
    ),
  );

/** `arn:partition:logs:region:account:log-group:name` */
const parseLogGroup = (settings: JsonReader | undefined): string | undefined =>
  settings?.text('destination_arn').split(':')[6];

function readPlans(stack: Stack): ClientPlans {
  const plans = [...stack.byInstanceKey('aws_api_gateway_usage_plan')];
  const byClient = new Map(plans.map(([client, plan]) => [client, readPlan(plan)]));
  const [fallback] = byClient.values();
  if (!fallback) throw new StartError('stack.json contains no usage plan, so no client could call the API.');
  return { byClient, fallback };
}

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
    throw new StartError('A usage plan quota with a period other than DAY is not emulated.');
  return values?.number('limit');
}

/** The ARNs of the functions behind the GET operations without a path parameter: a page calls these first. */
export const listEntryFunctionArns = ({ body }: RestApi): readonly string[] =>
  readOperations(body).flatMap(({ method, resourcePath, integration }) =>
    method === 'GET' && !resourcePath.includes('{') && integration.kind === 'lambda' ? [integration.functionArn] : [],
  );
