// The usage of each operation. Tests measure it: usage.test.ts the capacity units, on the real handlers; local-usage.test.ts
// the invocations, transitions, lines and bytes, on the local AWS. Times are assumptions: a laptop cannot measure Lambda.
import type { Inventory } from './inventory.ts';
import { addUsages, priceOf, type Usage } from './prices.ts';

export interface Operation {
  readonly reads: number;
  readonly writes: number;
  readonly logLines: number;
  readonly logBytes: number;
  /** Billed milliseconds of each invocation, by function. */
  readonly millis: Readonly<Record<string, number>>;
  readonly events?: number;
  readonly transitions?: number;
}

export const idsPerSubmission = 100;
export const idsPerLookup = 100;
export const idsPerPage = 50;

export const operations = {
  get: { reads: 1, writes: 0, logLines: 1, logBytes: 232, millis: { 'get-customer-id': 10 } },
  /** Of 100 IDs. */
  lookUp: { reads: 100, writes: 0, logLines: 1, logBytes: 239, millis: { 'look-up-customer-ids': 30 } },
  put: { reads: 0, writes: 2, logLines: 2, logBytes: 449, millis: { 'put-customer-id': 15 } },
  delete: { reads: 1, writes: 3, logLines: 2, logBytes: 459, millis: { 'delete-customer-id': 20 } },
  list: { reads: 2, writes: 0, logLines: 1, logBytes: 208, millis: { 'list-customer-ids': 20 } },
  /** From the request to the last step, with new IDs of eleven characters. */
  submit: {
    reads: 3,
    writes: 210,
    logLines: 5,
    logBytes: 2798,
    millis: { 'submit-customer-ids': 40, 'validate-id': 10, 'add-to-table': 150, 'log-event': 25 },
    events: 1,
    transitions: 5,
  },
  poll: { reads: 1, writes: 0, logLines: 1, logBytes: 205, millis: { 'get-submission': 10 } },
} as const satisfies Readonly<Record<string, Operation>>;

/** Requests of a busy day, in percent: 70 % reads, 25 % writes, 5 % submissions. */
export const requestMix = { get: 55, list: 10, lookUp: 5, put: 20, delete: 5, submit: 5 } as const;

/** The row, its index entry, and its share of the submission. */
export const storedBytesPerId = 615;

/** An entry of the index of active IDs. */
export const activeEntryBytes = 168;

/** One API Gateway access log line. */
export const accessLogBytes = 235;
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
  const invocations = Object.values(millis);
  const seconds = invocations.reduce((total, each) => total + each, 0) / 1000;
  const perInvocation = traceIdBytes + (plan.hasPlatformLogs ? platformLogBytes : 0);
  const bytes = accessLogBytes + logBytes + (1 + logLines) * bytesPerLine + invocations.length * perInvocation;
  return {
    apiRequest: 1,
    inspectedRequest: plan.webAcls,
    invocation: invocations.length,
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
