import { readFileSync } from 'node:fs';
import { stackFile } from '#tools/lib/paths.ts';

type Texts = Readonly<Record<string, string>>;
type ByName<Value> = Readonly<Record<string, Value>>;

export interface Statement {
  readonly Sid: string;
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
  readonly Condition?: ByName<Texts>;
}

export interface State {
  readonly Type: string;
  readonly TimeoutSeconds: number;
  readonly Retry: readonly [
    {
      readonly MaxAttempts: number;
      readonly IntervalSeconds: number;
      readonly BackoffRate: number;
      readonly MaxDelaySeconds: number;
    },
  ];
}

interface Operation {
  readonly 'x-amazon-apigateway-integration': { readonly type: string; readonly timeoutInMillis: number };
}

interface AlarmValues {
  readonly alarm_name: string;
  readonly alarm_description: string;
}

/** The attributes that tests read, by resource type. */
interface Planned {
  readonly aws_api_gateway_rest_api: { readonly body: { readonly paths: ByName<ByName<Operation>> } };
  readonly aws_cloudfront_distribution: {
    readonly origin: readonly {
      readonly custom_origin_config: readonly { readonly origin_read_timeout: number }[];
    }[];
  };
  readonly aws_cloudwatch_composite_alarm: AlarmValues;
  readonly aws_cloudwatch_dashboard: { readonly dashboard_name: string; readonly dashboard_body: unknown };
  readonly aws_cloudwatch_event_archive: { readonly retention_days: number };
  readonly aws_cloudwatch_event_rule: { readonly name: string };
  readonly aws_cloudwatch_event_target: {
    readonly retry_policy: readonly [{ readonly maximum_event_age_in_seconds: number }];
  };
  readonly aws_cloudwatch_log_metric_filter: { readonly metric_transformation: readonly [{ readonly name: string }] };
  readonly aws_cloudwatch_log_group: { readonly retention_in_days: number };
  readonly aws_cloudwatch_metric_alarm: AlarmValues & {
    readonly metric_query: readonly {
      readonly metric: readonly { readonly namespace: string; readonly metric_name: string }[];
    }[];
  };
  readonly aws_cloudwatch_query_definition: { readonly name: string };
  readonly aws_iam_role_policy: {
    readonly role: string;
    readonly policy: { readonly Statement: readonly Statement[] };
  };
  readonly aws_lambda_function: {
    readonly function_name: string;
    readonly filename: string;
    readonly role: string;
    readonly timeout: number;
    readonly environment: readonly [{ readonly variables: Texts }];
  };
  readonly aws_lambda_permission: {
    readonly function_name: string;
    readonly principal: string;
    readonly qualifier: string;
  };
  readonly aws_sfn_state_machine: {
    readonly definition: { readonly TimeoutSeconds: number; readonly States: ByName<State> };
  };
  readonly aws_sqs_queue: { readonly message_retention_seconds: number };
}

/** The planned attributes of each resource of a type, at least one. */
export function resourcesOf<Type extends keyof Planned>(type: Type): readonly [Planned[Type], ...Planned[Type][]] {
  const { resources }: { resources: ByName<{ type: string; values: Planned[Type] }> } = JSON.parse(
    readFileSync(stackFile, 'utf8'),
  );
  const [first, ...others] = Object.values(resources).filter((resource) => resource.type === type);
  if (!first) throw new Error(`local/stack.json has no ${type}.`);
  return [first.values, ...others.map(({ values }) => values)];
}
