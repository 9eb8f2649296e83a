// Default quotas of an account in eu-west-1, read in December 2026 on the pages named. All can be raised except those of a
// DynamoDB partition.

const guide = 'https://docs.aws.amazon.com';

export const quotas = {
  apiRequests: { perSecond: 10_000, url: `${guide}/apigateway/latest/developerguide/limits.html` },
  /** Executions at once. */
  concurrency: { perSecond: 1000, url: `${guide}/lambda/latest/dg/gettingstarted-limits.html` },
  /** Ten times the concurrency. */
  invocations: { perSecond: 10_000, url: `${guide}/lambda/latest/dg/lambda-concurrency.html` },
  publishedEvents: { perSecond: 10_000, url: `${guide}/eventbridge/latest/userguide/eb-quota.html` },
  deliveredEvents: { perSecond: 18_750, url: `${guide}/eventbridge/latest/userguide/eb-quota.html` },
  /** The rate at which the bucket of 1,300 refills. */
  startedExecutions: { perSecond: 300, url: `${guide}/step-functions/latest/dg/service-quotas.html` },
  transitions: { perSecond: 5000, url: `${guide}/step-functions/latest/dg/service-quotas.html` },
  tableWrites: { perSecond: 40_000, url: `${guide}/amazondynamodb/latest/developerguide/ServiceQuotas.html` },
  tableReads: { perSecond: 40_000, url: `${guide}/amazondynamodb/latest/developerguide/ServiceQuotas.html` },
  newTableWrites: {
    perSecond: 4000,
    url: `${guide}/amazondynamodb/latest/developerguide/warm-throughput-scenarios.html`,
  },
  partitionWrites: {
    perSecond: 1000,
    url: `${guide}/amazondynamodb/latest/developerguide/bp-partition-key-design.html`,
  },
  partitionReads: {
    perSecond: 3000,
    url: `${guide}/amazondynamodb/latest/developerguide/bp-partition-key-design.html`,
  },
  logCalls: { perSecond: 5000, url: `${guide}/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html` },
} as const satisfies Readonly<Record<string, { readonly perSecond: number; readonly url: string }>>;

/** A DynamoDB partition holds at most this. */
export const partitionBytesMax = 10 * 1024 ** 3;
