// The limits of the stack and of AWS, as request rates of the mix in usage.ts.
import { shards } from '#domain/shard.ts';
import { readVariables } from '#tools/lib/hcl.ts';
import { fieldsOf } from '#tools/lib/json.ts';
import { readStack, type Stack } from '#tools/lib/stack.ts';
import { quotas } from './quotas.ts';
import { distributions, hottestShare, largestShardShare } from './scaling-skew.ts';
import { idsPerSubmission, type Operation, operations, requestMix } from './usage.ts';

export interface Limit {
  readonly name: string;
  /** Units per second, or units at once. */
  readonly quota: number;
  /** Units that one request per second of the mix uses on average. */
  readonly perRequest: number;
  /** A page of AWS; undefined for a setting of this stack. */
  readonly url?: string;
  readonly change: string;
}

/** The rate of requests of the mix that reaches the limit. */
export const reachedAt = ({ quota, perRequest }: Limit): number => quota / perRequest;

export type OperationName = keyof typeof requestMix;

export const operationNames = Object.keys(requestMix).filter((name): name is OperationName => name in requestMix);

const mixTotal = operationNames.reduce((sum, name) => sum + requestMix[name], 0);

/** Of one request of the mix. */
export const averageUse = (use: (operation: Operation, name: OperationName) => number): number =>
  operationNames.reduce((sum, name) => sum + (requestMix[name] / mixTotal) * use(operations[name], name), 0);

/** Changed rows of the table of IDs. Each also changes an entry of the index of active IDs. */
export const rowWrites: Readonly<Record<OperationName, number>> = {
  get: 0,
  list: 0,
  lookUp: 0,
  put: 1,
  delete: 1,
  submit: idsPerSubmission,
};

/** Of the index that lists submissions: once published, once completed. */
export const submissionIndexWrites = 2;

/** IDs of which the hottest is computed. */
const idCount = 1_000_000;
/** Of the requests to an ID by its rank: the second is requested half as often as the first, and so on. */
export const skews = { usual: 1, extreme: 1.2 } as const;

interface ProdSettings {
  readonly rate: number;
  readonly quotaPerDay: number;
  readonly reservedConcurrency: Readonly<Record<string, number>>;
}

async function readProdSettings(): Promise<ProdSettings> {
  const settings = await readVariables('environments/prod.tfvars');
  return {
    rate: Number(fieldsOf(settings['throttle'])['rate']),
    quotaPerDay: Number(settings['quota_per_day']),
    reservedConcurrency: Object.fromEntries(
      Object.entries(fieldsOf(settings['reserved_concurrency'])).map(([name, value]) => [name, Number(value)]),
    ),
  };
}

export async function readLimits(): Promise<readonly Limit[]> {
  const stack = readStack();
  const prod = await readProdSettings();
  const limits = [
    ...gatewayLimits(stack, prod),
    ...lambdaLimits(prod),
    ...workflowLimits(),
    ...tableLimits(),
    ...partitionLimits(),
  ];
  return limits.toSorted((a, b) => reachedAt(a) - reachedAt(b));
}

function gatewayLimits(stack: Stack, { rate, quotaPerDay }: ProdSettings): readonly Limit[] {
  const prod = '`infra/environments/prod.tfvars`';
  return [
    { name: 'throttle of one client, prod', quota: rate, perRequest: 1, change: `\`throttle\` in ${prod}` },
    {
      name: 'daily quota of one client, prod, evenly spread',
      quota: quotaPerDay / 86_400,
      perRequest: 1,
      change: `\`quota_per_day\` in ${prod}`,
    },
    {
      name: 'throttle of the API stage',
      quota: readStageRate(stack),
      perRequest: 1,
      change: '`throttling_rate_limit` in `infra/modules/api/main.tf`',
    },
    {
      name: 'API Gateway: requests of the account',
      quota: quotas.apiRequests.perSecond,
      perRequest: 1,
      url: quotas.apiRequests.url,
      change: 'request an increase; or one account per group of clients',
    },
  ];
}

function readStageRate(stack: Stack): number {
  const all = stack.ofType('aws_api_gateway_method_settings').find((each) => each.text('method_path') === '*/*');
  const rate = all?.block('settings')?.number('throttling_rate_limit');
  if (rate === undefined) throw new Error('The stage has no throttle.');
  return rate;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function lambdaLimits({ reservedConcurrency }: ProdSettings): readonly Limit[] {
  const seconds = (name: string) => averageUse(({ millis }) => (millis[name] ?? 0) / 1000);
  const reserved = Object.entries(reservedConcurrency)
    .filter(([name]) => seconds(name) > 0)
    .map(([name, quota]) => ({
      name: `reserved concurrency of ${name}, prod`,
      quota,
      perRequest: seconds(name),
      change: '`reserved_concurrency` in `infra/environments/prod.tfvars`',
    }));
  return [
    ...reserved,
    {
      name: 'Lambda: concurrency of the account',
      quota: quotas.concurrency.perSecond,
      perRequest: averageUse(({ millis }) => sum(Object.values(millis)) / 1000),
      url: quotas.concurrency.url,
      change: 'request an increase; shorter invocations',
    },
    {
      name: 'Lambda: invocations of the account',
      quota: quotas.invocations.perSecond,
      perRequest: averageUse(({ millis }) => Object.keys(millis).length),
      url: quotas.invocations.url,
      change: 'rises with the concurrency',
    },
    {
      name: 'CloudWatch Logs: calls, if each invocation made one',
      quota: quotas.logCalls.perSecond,
      perRequest: averageUse(({ millis }) => Object.keys(millis).length),
      url: quotas.logCalls.url,
      change: 'request an increase; Lambda sends lines in batches',
    },
  ];
}

function workflowLimits(): readonly Limit[] {
  const events = averageUse((operation) => operation.events ?? 0);
  const larger = 'request an increase; more IDs per submission (needs a larger contract)';
  return [
    {
      name: 'EventBridge: events published',
      quota: quotas.publishedEvents.perSecond,
      perRequest: events,
      url: quotas.publishedEvents.url,
      change: larger,
    },
    {
      name: 'EventBridge: events delivered',
      quota: quotas.deliveredEvents.perSecond,
      perRequest: events,
      url: quotas.deliveredEvents.url,
      change: 'none needed: later deliveries are delayed, not lost',
    },
    {
      name: 'Step Functions: executions started',
      quota: quotas.startedExecutions.perSecond,
      perRequest: events,
      url: quotas.startedExecutions.url,
      change: 'request an increase; EventBridge retries meanwhile, so submissions wait',
    },
    {
      name: 'Step Functions: transitions',
      quota: quotas.transitions.perSecond,
      perRequest: averageUse((operation) => operation.transitions ?? 0),
      url: quotas.transitions.url,
      change: 'request an increase; executions wait meanwhile',
    },
  ];
}

const rowsWritten = averageUse((_, name) => rowWrites[name]);

// These quotas hold for a table and for each of its indexes separately.
function tableLimits(): readonly Limit[] {
  const { tableWrites, tableReads, newTableWrites } = quotas;
  const reads = averageUse((operation, name) => (name === 'list' || name === 'submit' ? 0 : operation.reads));
  return [
    {
      name: 'DynamoDB: writes of the new table of IDs, before it has scaled',
      quota: newTableWrites.perSecond,
      perRequest: rowsWritten,
      url: newTableWrites.url,
      change: '`warm_throughput` of the table before the load arrives',
    },
    {
      name: 'DynamoDB: writes of the table of IDs',
      quota: tableWrites.perSecond,
      perRequest: rowsWritten,
      url: tableWrites.url,
      change: 'request an increase',
    },
    {
      name: 'DynamoDB: reads of the table of IDs',
      quota: tableReads.perSecond,
      perRequest: reads,
      url: tableReads.url,
      change: 'request an increase',
    },
  ];
}

function partitionLimits(): readonly Limit[] {
  const { partitionWrites } = quotas;
  const shardShare = Math.max(...Object.values(distributions).map(largestShardShare));
  return [
    {
      name: `DynamoDB: writes of one of ${shards.length} shards of the index of active IDs`,
      quota: partitionWrites.perSecond,
      perRequest: shardShare * rowsWritten,
      url: partitionWrites.url,
      change: 'more shards in `functions/src/domain/shard.ts`, for a new table or after rewriting all rows',
    },
    {
      name: 'DynamoDB: writes of the newest partition of the index of submissions',
      quota: partitionWrites.perSecond,
      perRequest: averageUse((operation) => (operation.events ?? 0) * submissionIndexWrites),
      url: partitionWrites.url,
      change: 'a shard in the partition key of that index, as for IDs',
    },
    ...Object.entries(skews).map(([skew, exponent]) => hottestIdLimit(skew, exponent)),
  ];
}

const hottestIdLimit = (skew: string, exponent: number): Limit => ({
  name: `DynamoDB: reads of the most requested of ${idCount.toLocaleString('en')} IDs, ${skew} skew`,
  quota: quotas.partitionReads.perSecond,
  perRequest: averageUse((_, name) => (name === 'get' ? hottestShare(idCount, exponent) : 0)),
  url: quotas.partitionReads.url,
  change: 'clients cache with `If-None-Match`; a cache in front of the table',
});
