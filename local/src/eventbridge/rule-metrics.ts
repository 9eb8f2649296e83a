import { createMetric, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { EventRule } from './rule.ts';

export type RuleMetric = 'FailedInvocations' | 'InvocationsFailedToBeSentToDlq';

/** Dimensions are bus and rule; for the default bus only the rule. */
export type RecordRuleMetric = (rule: EventRule, name: RuleMetric) => void;

export function createRuleMetrics(record: RecordMetric): RecordRuleMetric {
  return ({ name: RuleName, busName: EventBusName }, name) => {
    const dimensions = EventBusName === 'default' ? { RuleName } : { EventBusName, RuleName };
    record(createMetric('AWS/Events', name, dimensions), 1);
  };
}
