/** What AWS asks for one of each, in US dollars. Where a price has steps, the first one, without any free allowance. */
export const priceRegion = 'us-east-1';
export const pricesReadIn = 'November 2026';

interface Price {
  readonly what: string;
  readonly dollars: number;
  /** Of how many the dollars are the price. */
  readonly per: number;
  readonly unit: string;
  /** Whether it was read on AWS's own page; the others come from what third parties say of it. */
  readonly isFromAws: boolean;
}

const million = 1_000_000;

export const prices = {
  apiRequest: { what: 'API Gateway, REST', dollars: 3.5, per: million, unit: 'requests', isFromAws: true },
  invocation: { what: 'Lambda', dollars: 0.2, per: million, unit: 'invocations', isFromAws: true },
  computeGigabyteSecond: { what: 'Lambda, arm64', dollars: 0.0000133334, per: 1, unit: 'GB-second', isFromAws: true },
  writeUnit: { what: 'DynamoDB on demand', dollars: 0.625, per: million, unit: 'write units', isFromAws: true },
  readUnit: { what: 'DynamoDB on demand', dollars: 0.125, per: million, unit: 'read units', isFromAws: true },
  tableGigabyteMonth: { what: 'DynamoDB storage', dollars: 0.25, per: 1, unit: 'GB-month', isFromAws: true },
  recoveryGigabyteMonth: { what: 'Point-in-time recovery', dollars: 0.2, per: 1, unit: 'GB-month', isFromAws: false },
  event: { what: 'EventBridge, custom', dollars: 1, per: million, unit: 'events of 64 KB', isFromAws: true },
  archivedGigabyte: { what: 'EventBridge archive', dollars: 0.1, per: 1, unit: 'GB archived', isFromAws: false },
  transition: { what: 'Step Functions, Standard', dollars: 25, per: million, unit: 'transitions', isFromAws: true },
  logGigabyte: { what: 'CloudWatch Logs', dollars: 0.5, per: 1, unit: 'GB taken in', isFromAws: true },
  trace: { what: 'X-Ray', dollars: 5, per: million, unit: 'traces recorded', isFromAws: true },
  metricMonth: { what: 'CloudWatch, custom metric', dollars: 0.3, per: 1, unit: 'month', isFromAws: true },
  alarmMetricMonth: { what: 'CloudWatch alarm', dollars: 0.1, per: 1, unit: 'metric and month', isFromAws: false },
  compositeAlarmMonth: { what: 'CloudWatch composite alarm', dollars: 0.5, per: 1, unit: 'month', isFromAws: false },
  keyMonth: { what: 'KMS, customer key', dollars: 1, per: 1, unit: 'month', isFromAws: false },
  webAclMonth: { what: 'WAF, web ACL', dollars: 5, per: 1, unit: 'month', isFromAws: false },
  webAclRuleMonth: { what: 'WAF, rule', dollars: 1, per: 1, unit: 'month', isFromAws: false },
  inspectedRequest: { what: 'WAF', dollars: 0.6, per: million, unit: 'requests', isFromAws: false },
} as const satisfies Readonly<Record<string, Price>>;

export type Priced = keyof typeof prices;

/** How much of each is used. */
export type Usage = Readonly<Partial<Record<Priced, number>>>;

export const dollarsOf = (priced: Priced, amount = 0): number => (prices[priced].dollars * amount) / prices[priced].per;

export function costOf(usage: Usage): number {
  return namesOf(usage).reduce((total, priced) => total + dollarsOf(priced, usage[priced]), 0);
}

/** Several uses, each so many times, as one. */
export function combined(parts: readonly (readonly [times: number, usage: Usage])[]): Usage {
  const total: Partial<Record<Priced, number>> = {};
  for (const [times, usage] of parts) {
    for (const priced of namesOf(usage)) total[priced] = (total[priced] ?? 0) + times * (usage[priced] ?? 0);
  }
  return total;
}

const names = Object.keys(prices).filter((name): name is Priced => name in prices);

export const namesOf = (usage: Usage): readonly Priced[] => names.filter((name) => usage[name] !== undefined);
