/** Prices in US dollars: the first tier, without free tier. */
export const priceRegion = 'us-east-1';
export const pricesReadIn = 'November 2026';

interface Price {
  readonly name: string;
  readonly dollars: number;
  /** The number of units that the price covers. */
  readonly per: number;
  readonly unit: string;
  /** From an AWS pricing page; otherwise from third parties. */
  readonly isFromAws: boolean;
}

const million = 1_000_000;

export const prices = {
  apiRequest: { name: 'API Gateway, REST', dollars: 3.5, per: million, unit: 'requests', isFromAws: true },
  invocation: { name: 'Lambda', dollars: 0.2, per: million, unit: 'invocations', isFromAws: true },
  computeGigabyteSecond: { name: 'Lambda, arm64', dollars: 0.0000133334, per: 1, unit: 'GB-second', isFromAws: true },
  writeUnit: { name: 'DynamoDB on demand', dollars: 0.625, per: million, unit: 'write units', isFromAws: true },
  readUnit: { name: 'DynamoDB on demand', dollars: 0.125, per: million, unit: 'read units', isFromAws: true },
  tableGigabyteMonth: { name: 'DynamoDB storage', dollars: 0.25, per: 1, unit: 'GB-month', isFromAws: true },
  recoveryGigabyteMonth: { name: 'Point-in-time recovery', dollars: 0.2, per: 1, unit: 'GB-month', isFromAws: false },
  event: { name: 'EventBridge, custom', dollars: 1, per: million, unit: 'events of 64 KB', isFromAws: true },
  archivedGigabyte: { name: 'EventBridge archive', dollars: 0.1, per: 1, unit: 'GB archived', isFromAws: false },
  transition: { name: 'Step Functions, Standard', dollars: 25, per: million, unit: 'transitions', isFromAws: true },
  logGigabyte: { name: 'CloudWatch Logs', dollars: 0.5, per: 1, unit: 'GB ingested', isFromAws: true },
  trace: { name: 'X-Ray', dollars: 5, per: million, unit: 'traces recorded', isFromAws: true },
  metricMonth: { name: 'CloudWatch, custom metric', dollars: 0.3, per: 1, unit: 'month', isFromAws: true },
  alarmMetricMonth: { name: 'CloudWatch alarm', dollars: 0.1, per: 1, unit: 'metric-month', isFromAws: false },
  compositeAlarmMonth: { name: 'CloudWatch composite alarm', dollars: 0.5, per: 1, unit: 'month', isFromAws: false },
  keyMonth: { name: 'KMS, customer key', dollars: 1, per: 1, unit: 'month', isFromAws: false },
  webAclMonth: { name: 'WAF, web ACL', dollars: 5, per: 1, unit: 'month', isFromAws: false },
  webAclRuleMonth: { name: 'WAF, rule', dollars: 1, per: 1, unit: 'month', isFromAws: false },
  inspectedRequest: { name: 'WAF', dollars: 0.6, per: million, unit: 'requests', isFromAws: false },
} as const satisfies Readonly<Record<string, Price>>;

export type Priced = keyof typeof prices;

export type Usage = Readonly<Partial<Record<Priced, number>>>;

export const priceOf = (priced: Priced, amount = 0): number => (prices[priced].dollars * amount) / prices[priced].per;

export function totalCost(usage: Usage): number {
  return namesOf(usage).reduce((total, priced) => total + priceOf(priced, usage[priced]), 0);
}

/** Sums usages, each multiplied by its count. */
export function addUsages(parts: readonly (readonly [count: number, usage: Usage])[]): Usage {
  const total: Partial<Record<Priced, number>> = {};
  for (const [count, usage] of parts) {
    for (const priced of namesOf(usage)) total[priced] = (total[priced] ?? 0) + count * (usage[priced] ?? 0);
  }
  return total;
}

const names = Object.keys(prices).filter((name): name is Priced => name in prices);

export const namesOf = (usage: Usage): readonly Priced[] => names.filter((name) => usage[name] !== undefined);
