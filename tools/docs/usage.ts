// What one operation uses. Units, lines and bytes are what tools/test/docs/usage.test.ts measures on the real handlers. Times
// are assumed, because no laptop tells what Lambda would need.
import type { Inventory } from './inventory.ts';
import { combined, dollarsOf, type Usage } from './prices.ts';

export interface Operation {
  readonly reads: number;
  readonly writes: number;
  readonly logLines: number;
  readonly logBytes: number;
  /** Billed time of each invocation. */
  readonly millis: readonly number[];
  readonly events?: number;
  readonly transitions?: number;
}

export const idsPerSubmission = 100;
export const idsPerPage = 50;

export const operations = {
  get: { reads: 1, writes: 0, logLines: 1, logBytes: 245, millis: [10] },
  put: { reads: 0, writes: 2, logLines: 2, logBytes: 441, millis: [15] },
  delete: { reads: 1, writes: 2, logLines: 2, logBytes: 451, millis: [20] },
  list: { reads: 2, writes: 0, logLines: 1, logBytes: 222, millis: [20] },
  /** From the request to its last step, every ID of eleven characters and new. */
  submit: { reads: 1, writes: 208, logLines: 5, logBytes: 2780, millis: [40, 5, 150, 20], events: 1, transitions: 5 },
  follow: { reads: 1, writes: 0, logLines: 1, logBytes: 219, millis: [10] },
} as const satisfies Readonly<Record<string, Operation>>;

/** Row, index entry, and its share of what its submission stores. */
export const storedBytesPerId = 615;

/** API Gateway's line for a request. */
export const accessLogBytes = 338;
/** What CloudWatch adds to each line; and the logger to its one line on AWS, where each invocation has a trace. */
const bytesPerLine = 26;
const traceIdBytes = 57;
/** Lambda's own lines for an invocation that goes well, where the plan asks for them. */
const platformLogBytes = 2 * bytesPerLine + 650;
/** X-Ray's default: every twentieth request, and the first of each second. */
const traceShare = 0.05;

const megabytesPerGigabyte = 1024;
const bytesPerGigabyte = 1e9;

/** Of one request and all that follows from it, at a rate where the first of each second does not count. */
export function usageOf({ reads, writes, logLines, logBytes, millis, ...others }: Operation, plan: Inventory): Usage {
  const seconds = millis.reduce((total, each) => total + each, 0) / 1000;
  const perInvocation = traceIdBytes + (plan.hasPlatformLogs ? platformLogBytes : 0);
  const bytes = accessLogBytes + logBytes + (1 + logLines) * bytesPerLine + millis.length * perInvocation;
  return {
    apiRequest: 1,
    inspectedRequest: plan.webAcls,
    invocation: millis.length,
    computeGigabyteSecond: (plan.memoryMegabytes / megabytesPerGigabyte) * seconds,
    readUnit: reads,
    writeUnit: writes,
    event: others.events ?? 0,
    transition: others.transitions ?? 0,
    logGigabyte: bytes / bytesPerGigabyte,
    trace: traceShare,
  };
}

export interface Month {
  /** Added through submissions, and each checked once. */
  readonly ids: number;
  readonly plan: Inventory;
}

const secondsPerMonth = 30 * 24 * 60 * 60;
const eventBytesPerId = 16;
const followsPerSubmission = 3;
/** Of the functions, while nothing fails; of API Gateway, for each operation that it counts by itself. */
const ownMetrics = 12;
const metricsPerOperation = 5;

export const traceCeilingDollars = dollarsOf('trace', secondsPerMonth);

/** All that a month's work uses, spread evenly, beside what the plan costs while nothing happens. */
export function monthlyUsage({ ids, plan }: Month): Usage {
  const submissions = ids / idsPerSubmission;
  const requests = ids + submissions * (1 + followsPerSubmission);
  const firstOfSecond = Math.min(requests, secondsPerMonth);
  const work = combined([
    [ids, usageOf(operations.get, plan)],
    [submissions, usageOf(operations.submit, plan)],
    [submissions * followsPerSubmission, usageOf(operations.follow, plan)],
  ]);
  return {
    ...work,
    ...storageOf(ids),
    trace: firstOfSecond + (requests - firstOfSecond) * traceShare,
    archivedGigabyte: (ids * eventBytesPerId) / bytesPerGigabyte,
    metricMonth: ownMetrics + plan.countedOperations * metricsPerOperation,
  };
}

/** Of a month. */
export function storageOf(ids: number): Usage {
  const gigabytes = (ids * storedBytesPerId) / bytesPerGigabyte;
  return { tableGigabyteMonth: gigabytes, recoveryGigabyteMonth: gigabytes };
}
