import type { JsonReader } from '#local/json-reader.ts';
import type { Stack } from '#local/stack.ts';
import { StartError } from '#local/start-error.ts';
import type { FunctionPermission } from './deliver-to-function.ts';
import { defaultRetryPolicy, type EventBus, type EventRule, type EventTarget } from './rule.ts';

/** Ignoring one of these would deliver the wrong input. */
const unsupportedTargetAttributes = ['input', 'sqs_target', 'http_target', 'ecs_target', 'kinesis_target'];

export const readBuses = (stack: Stack): readonly EventBus[] =>
  stack.ofType('aws_cloudwatch_event_bus').map((values) => {
    const name = values.text('name');
    return { name, arn: `${stack.arnPrefix('events')}:event-bus/${name}` };
  });

export function readRules(stack: Stack): readonly EventRule[] {
  const targets = stack.ofType('aws_cloudwatch_event_target');
  return stack.ofType('aws_cloudwatch_event_rule').map((values) => {
    const name = values.text('name');
    const busName = values.text('event_bus_name', 'default');
    rejectAttributes(values, ['schedule_expression'], `Rule ${name}`);
    const ruleTargets = targets.filter(
      (target) => target.text('rule') === name && target.text('event_bus_name', 'default') === busName,
    );
    return {
      name,
      busName,
      arn: toRuleArn(stack, busName, name),
      enabled: values.text('state', 'ENABLED') !== 'DISABLED',
      pattern: values.record('event_pattern').fields,
      targets: ruleTargets.map(readTarget),
    };
  });
}

export const readFunctionPermissions = (stack: Stack): readonly FunctionPermission[] =>
  stack.ofType('aws_lambda_permission').map((values) => ({
    functionName: values.text('function_name'),
    principal: values.text('principal'),
    sourceArn: values.has('source_arn') ? values.text('source_arn') : undefined,
  }));

function readTarget(values: JsonReader): EventTarget {
  const id = values.text('target_id');
  rejectAttributes(values, unsupportedTargetAttributes, `Target ${id}`);
  const transformer = values.block('input_transformer');
  const retry = values.block('retry_policy');
  return {
    id,
    arn: values.text('arn'),
    roleArn: values.has('role_arn') ? values.text('role_arn') : undefined,
    inputPath: values.has('input_path') ? values.text('input_path') : undefined,
    inputTransformer: transformer && {
      paths: transformer.record('input_paths', {}).texts(),
      template: transformer.text('input_template'),
    },
    retryPolicy: retry
      ? {
          maximumEventAgeSeconds: retry.number('maximum_event_age_in_seconds'),
          maximumRetryAttempts: retry.number('maximum_retry_attempts'),
        }
      : defaultRetryPolicy,
    deadLetterQueueArn: values.block('dead_letter_config')?.text('arn'),
  };
}

/** The ARN of a rule on the default bus does not contain the bus. */
function toRuleArn(stack: Stack, busName: string, name: string): string {
  const prefix = `${stack.arnPrefix('events')}:rule`;
  return busName === 'default' ? `${prefix}/${name}` : `${prefix}/${busName}/${name}`;
}

function rejectAttributes({ fields }: JsonReader, names: readonly string[], what: string): void {
  const used = names.find((name) => fields[name] !== undefined && [fields[name]].flat().length > 0);
  if (used !== undefined) throw new StartError(`${what}: ${used} is not emulated.`);
}
