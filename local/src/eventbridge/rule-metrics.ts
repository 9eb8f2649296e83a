import { metricOf, type RecordMetric } from '#local/cloudwatch/metric.ts';
import type { EventRule } from './rule.ts';

export type RuleMetric = 'FailedInvocations' | 'InvocationsFailedToBeSentToDlq';

/** Counts for a rule: those on a bus of our own by bus and rule, those on the account's default bus by rule alone. */
export type CountForRule = (rule: EventRule, name: RuleMetric) => void;

export function countForRules(record: RecordMetric): CountForRule {
  return ({ name: RuleName, busName: EventBusName }, name) => {
    const dimensions = EventBusName === 'default' ? { RuleName } : { EventBusName, RuleName };
    record(metricOf('AWS/Events', name, dimensions), 1);
  };
}
