// The usage of each operation. tools/test/docs/usage.test.ts measures units, lines and bytes on the real handlers. Times
// are assumptions, because a laptop cannot measure Lambda.
import type { Inventory } from './inventory.ts';
import { addUsages, priceOf, type Usage } from './prices.ts';

export interface Operation {
  readonly reads: number;
  readonly writes: number;
  readonly logLines: number;
  readonly logBytes: number;
  /** Billed milliseconds of each invocation. */
  readonly millis: readonly number[];
  readonly events?: number;
  readonly transitions?: number;
}

export const idsPerSubmission = 100;
export const idsPerLookup = 100;
export const idsPerPage = 50;

export const operations = {
  get: { reads: 1, writes: 0, logLines: 1, logBytes: 238, millis: [10] },
  /** Of 100 IDs. */
  lookUp: { reads: 100, writes: 0, logLines: 1, logBytes: 245, millis: [30] },
  put: { reads: 0, writes: 2, logLines: 2, logBytes: 453, millis: [15] },
  delete: { reads: 1, writes: 3, logLines: 2, logBytes: 463, millis: [20] },
  list: { reads: 2, writes: 0, logLines: 1, logBytes: 214, millis: [20] },
  /** From the request to the last step, with new IDs of eleven characters. */
  submit: { reads: 3, writes: 210, logLines: 5, logBytes: 2762, millis: [40, 10, 150, 25], events: 1, transitions: 5 },
  poll: { reads: 1, writes: 0, logLines: 1, logBytes: 210, millis: [10] },
} as const satisfies Readonly<Record<string, Operation>>;

/** The row, its index entry, and its share of the submission. */
export const storedBytesPerId = 615;

/** One API Gateway access log line. */
export const accessLogBytes = 279;
/** Added per line by CloudWatch; and per invocation by the logger, which logs the trace ID on AWS. */
const bytesPerLine = 26;
const traceIdBytes = 57;
/** Lambda's platform lines for a successful invocation, if enabled. */
const platformLogBytes = 2 * bytesPerLine + 650;
/** X-Ray's default: the first request of each second and 5 % of the others. */
const traceShare = 0.05;

const megabytesPerGigabyte = 1024;
const bytesPerGigabyte = 1e9;

/** The usage of one request and its follow-up work, at a high request rate. */
export function operationUsage(
  { reads, writes, logLines, logBytes, millis, ...others }: Operation,
  plan: Inventory,
): Usage {
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
  /** Each is added through a submission and looked up once. */
  readonly ids: number;
  readonly plan: Inventory;
}

const secondsPerMonth = 30 * 24 * 60 * 60;
const eventBytesPerSubmission = 400;
const pollsPerSubmission = 3;
/** Published by the functions while nothing fails; and by API Gateway per operation. */
const functionMetrics = 13;
const metricsPerOperation = 5;

export const traceCeilingDollars = priceOf('trace', secondsPerMonth);

/** The usage of a month of evenly spread work, without the idle cost. */
export function monthlyUsage({ ids, plan }: Month): Usage {
  const submissions = ids / idsPerSubmission;
  const requests = ids + submissions * (1 + pollsPerSubmission);
  const firstOfSecond = Math.min(requests, secondsPerMonth);
  const work = addUsages([
    [ids, operationUsage(operations.get, plan)],
    [submissions, operationUsage(operations.submit, plan)],
    [submissions * pollsPerSubmission, operationUsage(operations.poll, plan)],
  ]);
  return {
    ...work,
    ...storageUsage(ids),
    trace: firstOfSecond + (requests - firstOfSecond) * traceShare,
    archivedGigabyte: (submissions * eventBytesPerSubmission) / bytesPerGigabyte,
    metricMonth: functionMetrics + plan.countedOperations * metricsPerOperation,
  };
}

export function storageUsage(ids: number): Usage {
  const gigabytes = (ids * storedBytesPerId) / bytesPerGigabyte;
  return { tableGigabyteMonth: gigabytes, recoveryGigabyteMonth: gigabytes };
}
