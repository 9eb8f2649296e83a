import type { Inventories } from './inventories.ts';
import { type Inventory, idleUsage } from './inventory.ts';
import { addUsages, namesOf, type Priced, priceOf, prices, totalCost, type Usage } from './prices.ts';
import { idsPerLookup, idsPerSubmission, monthlyUsage, operations, operationUsage } from './usage.ts';

const million = 1_000_000;

/** Priced units by AWS service. */
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

/** The columns of the first table. */
const counted = {
  lookups: { operation: operations.get, each: 1 },
  'IDs looked up in bulk': { operation: operations.lookUp, each: idsPerLookup },
  additions: { operation: operations.put, each: 1 },
  deletions: { operation: operations.delete, each: 1 },
  'list pages': { operation: operations.list, each: 1 },
  'submitted IDs': { operation: operations.submit, each: idsPerSubmission },
} as const;

export type Counted = keyof typeof counted;

export function millionUsage(what: Counted, plan: Inventory): Usage {
  const { operation, each } = counted[what];
  return addUsages([[million / each, operationUsage(operation, plan)]]);
}

export function millionTable(plan: Inventory): string {
  return serviceTable({
    lookups: millionUsage('lookups', plan),
    'IDs looked up in bulk': millionUsage('IDs looked up in bulk', plan),
    additions: millionUsage('additions', plan),
    deletions: millionUsage('deletions', plan),
    'list pages': millionUsage('list pages', plan),
    'submitted IDs': millionUsage('submitted IDs', plan),
  });
}

export function monthTable(counts: readonly number[], plan: Inventory): string {
  const months = counts.map((ids) => {
    const usage = addUsages([
      [1, monthlyUsage({ ids, plan })],
      [1, idleUsage(plan)],
    ]);
    return [`${ids.toLocaleString('en')} IDs`, usage] as const;
  });
  return serviceTable(Object.fromEntries(months));
}

/** One row per service that costs something, one column per usage, and the totals. */
function serviceTable(uses: Readonly<Record<string, Usage>>): string {
  const costs = (priced: readonly Priced[]) => Object.values(uses).map((usage) => totalCost(only(priced, usage)));
  const rows = Object.entries(services)
    .map(([service, priced]) => [service, costs(priced)] as const)
    .filter(([, row]) => row.some((cost) => cost > 0))
    .map(([service, row]) => [service, ...row.map(dollars)]);
  const sums = Object.values(uses).map((usage) => `**${dollars(totalCost(usage))}**`);
  return table(['', ...Object.keys(uses)], [...rows, ['**total**', ...sums]]);
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
      priced ? dollars(priceOf(priced, idleUsage(plan)[priced])) : '0',
    ]),
  ];
  const sums = [dev, prod].flatMap((plan) => ['', `**${dollars(totalCost(idleUsage(plan)))}**`]);
  return table(
    ['', 'dev', '$', 'prod', '$'],
    [
      row('alarm metrics', ({ alarmMetrics }) => alarmMetrics, 'alarmMetricMonth'),
      row('composite alarms', ({ compositeAlarms }) => compositeAlarms, 'compositeAlarmMonth'),
      row('dashboards', ({ dashboards }) => dashboards),
      row('KMS keys', ({ customerKeys }) => customerKeys, 'keyMonth'),
      row('web ACLs', ({ webAcls }) => webAcls, 'webAclMonth'),
      row('web ACL rules', ({ webAclRules }) => webAclRules, 'webAclRuleMonth'),
      ['**total**', ...sums],
    ],
  );
}

export function priceTable(): string {
  const rows = Object.values(prices).map(({ name, dollars: amount, per, unit, isFromAws }) => [
    name,
    `$${amount} per ${per === 1 ? '' : `${per.toLocaleString('en')} `}${unit}`,
    isFromAws ? 'AWS' : 'third parties',
  ]);
  return table(['unit', 'price', 'source'], rows);
}

/** The first column and those of the given numbers contain text; the others contain numbers. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  textColumns: readonly number[] = [],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (column === 0 || textColumns.includes(column) ? '---' : '---:'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

export const dollars = (amount: number): string =>
  amount === 0 ? '0' : amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
