import type { JsonReader } from '#tools/lib/json-reader.ts';
import type { Stack } from '#tools/lib/stack.ts';
import type { Usage } from './prices.ts';
import { readFunctions } from './stack-functions.ts';

/** The planned resources and settings that affect cost. */
export interface Inventory {
  readonly memoryMegabytes: number;
  readonly alarms: number;
  /** Alarms are billed per metric. */
  readonly alarmMetrics: number;
  readonly compositeAlarms: number;
  readonly dashboards: number;
  readonly customerKeys: number;
  readonly webAcls: number;
  readonly webAclRules: number;
  /** Operations with per-method metrics. */
  readonly countedOperations: number;
  /** Whether Lambda logs platform lines for a successful invocation. */
  readonly hasPlatformLogs: boolean;
}

export function toInventory(stack: Stack): Inventory {
  const count = (type: string) => stack.ofType(type).length;
  const alarms = stack.ofType('aws_cloudwatch_metric_alarm');
  const acls = stack.ofType('aws_wafv2_web_acl');
  return {
    memoryMegabytes: Math.max(...readFunctions(stack).map(({ memoryMegabytes }) => memoryMegabytes)),
    alarms: alarms.length,
    alarmMetrics: alarms.reduce((total, alarm) => total + countMetrics(alarm), 0),
    compositeAlarms: count('aws_cloudwatch_composite_alarm'),
    dashboards: count('aws_cloudwatch_dashboard'),
    customerKeys: count('aws_kms_key'),
    webAcls: acls.length,
    webAclRules: acls.reduce((total, acl) => total + acl.blocks('rule').length, 0),
    countedOperations: countedOperations(stack),
    hasPlatformLogs: stack.ofType('aws_lambda_function').some(logsPlatformLines),
  };
}

/** Metric math also has queries without a metric, which only calculate. */
function countMetrics(alarm: JsonReader): number {
  const queries = alarm.blocks('metric_query');
  return queries.length === 0 ? 1 : queries.filter((query) => query.blocks('metric').length > 0).length;
}

function countedOperations(stack: Stack): number {
  const isEnabled = stack
    .ofType('aws_api_gateway_method_settings')
    .some((settings) => settings.block('settings')?.flag('metrics_enabled', false));
  const paths = stack.only('aws_api_gateway_rest_api').record('body').record('paths').entries();
  return isEnabled ? paths.flatMap(([, methods]) => methods.entries()).length : 0;
}

const logsPlatformLines = (planned: JsonReader): boolean =>
  planned.block('logging_config')?.text('system_log_level') !== 'WARN';

/** Per account, permanently. */
const freeAlarmMetrics = 10;

/** Usage of a month without requests. */
export const idleUsage = (inventory: Inventory): Usage => ({
  alarmMetricMonth: Math.max(0, inventory.alarmMetrics - freeAlarmMetrics),
  compositeAlarmMonth: inventory.compositeAlarms,
  keyMonth: inventory.customerKeys,
  webAclMonth: inventory.webAcls,
  webAclRuleMonth: inventory.webAclRules,
});
