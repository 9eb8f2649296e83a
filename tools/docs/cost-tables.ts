import type { Inventories } from './inventories.ts';
import { type Inventory, standingUsage } from './inventory.ts';
import { combined, costOf, dollarsOf, namesOf, type Priced, prices, type Usage } from './prices.ts';
import { idsPerSubmission, monthlyUsage, operations, usageOf } from './usage.ts';

const million = 1_000_000;

/** What is paid for together is shown together. */
const services: Readonly<Record<string, readonly Priced[]>> = {
  'API Gateway': ['apiRequest'],
  Lambda: ['invocation', 'computeGigabyteSecond'],
  DynamoDB: ['readUnit', 'writeUnit', 'tableGigabyteMonth', 'recoveryGigabyteMonth'],
  'Step Functions': ['transition'],
  EventBridge: ['event', 'archivedGigabyte'],
  'CloudWatch Logs': ['logGigabyte'],
  'X-Ray': ['trace'],
  WAF: ['webAclMonth', 'webAclRuleMonth', 'inspectedRequest'],
  Metrics: ['metricMonth'],
  Alarms: ['alarmMetricMonth', 'compositeAlarmMonth'],
  Keys: ['keyMonth'],
};

/** What each column of the first table counts a million of. */
const counted = {
  lookups: { operation: operations.get, each: 1 },
  additions: { operation: operations.put, each: 1 },
  deletions: { operation: operations.delete, each: 1 },
  'list pages': { operation: operations.list, each: 1 },
  'submitted IDs': { operation: operations.submit, each: idsPerSubmission },
} as const;

export type Counted = keyof typeof counted;

export function usageOfMillion(what: Counted, plan: Inventory): Usage {
  const { operation, each } = counted[what];
  return combined([[million / each, usageOf(operation, plan)]]);
}

export function millionTable(plan: Inventory): string {
  return serviceTable({
    lookups: usageOfMillion('lookups', plan),
    additions: usageOfMillion('additions', plan),
    deletions: usageOfMillion('deletions', plan),
    'list pages': usageOfMillion('list pages', plan),
    'submitted IDs': usageOfMillion('submitted IDs', plan),
  });
}

export function monthTable(counts: readonly number[], plan: Inventory): string {
  const months = counts.map((ids) => {
    const usage = combined([
      [1, monthlyUsage({ ids, plan })],
      [1, standingUsage(plan)],
    ]);
    return [`${ids.toLocaleString('en')} IDs`, usage] as const;
  });
  return serviceTable(Object.fromEntries(months));
}

/** Services downwards, uses across, and their sums; what costs nothing in any use is left out. */
function serviceTable(uses: Readonly<Record<string, Usage>>): string {
  const costs = (priced: readonly Priced[]) => Object.values(uses).map((usage) => costOf(only(priced, usage)));
  const rows = Object.entries(services)
    .map(([service, priced]) => [service, costs(priced)] as const)
    .filter(([, row]) => row.some((cost) => cost > 0))
    .map(([service, row]) => [service, ...row.map(dollars)]);
  const sums = Object.values(uses).map((usage) => `**${dollars(costOf(usage))}**`);
  return table(['', ...Object.keys(uses)], [...rows, ['**all**', ...sums]]);
}

const only = (wanted: readonly Priced[], usage: Usage): Usage =>
  Object.fromEntries(
    namesOf(usage)
      .filter((name) => wanted.includes(name))
      .map((name) => [name, usage[name]]),
  );

export function idleTable({ dev, prod }: Inventories): string {
  const row = (what: string, amount: (plan: Inventory) => number, priced?: Priced) => [
    what,
    ...[dev, prod].flatMap((plan) => [
      String(amount(plan)),
      priced ? dollars(dollarsOf(priced, standingUsage(plan)[priced])) : '0',
    ]),
  ];
  const sums = [dev, prod].flatMap((plan) => ['', `**${dollars(costOf(standingUsage(plan)))}**`]);
  return table(
    ['', 'dev', '$', 'prod', '$'],
    [
      row('metrics that alarms look at', ({ alarmMetrics }) => alarmMetrics, 'alarmMetricMonth'),
      row('composite alarms', ({ compositeAlarms }) => compositeAlarms, 'compositeAlarmMonth'),
      row('dashboards', ({ dashboards }) => dashboards),
      row('customer keys', ({ customerKeys }) => customerKeys, 'keyMonth'),
      row('web ACLs', ({ webAcls }) => webAcls, 'webAclMonth'),
      row('their rules', ({ webAclRules }) => webAclRules, 'webAclRuleMonth'),
      ['**all**', ...sums],
    ],
  );
}

export function priceTable(): string {
  const rows = Object.values(prices).map(({ what, dollars: amount, per, unit, isFromAws }) => [
    what,
    `$${amount} for ${per === 1 ? 'a' : per.toLocaleString('en')} ${unit}`,
    isFromAws ? 'AWS' : 'third parties',
  ]);
  return table(['what', 'price', 'said by'], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export const dollars = (amount: number): string =>
  amount === 0 ? '0' : amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
