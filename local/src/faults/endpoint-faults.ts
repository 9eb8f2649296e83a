import { setTimeout as sleep } from 'node:timers/promises';
import { type AwsCall, AwsError } from '#local/aws/service.ts';
import type { FaultCall, Faults } from './faults.ts';
import { FaultyResponses } from './faulty-responses.ts';
import type { Fault } from './scenario.ts';

/** Runs an authorized call, or fails it. */
export type Intercept = (call: AwsCall, run: (call: AwsCall) => Promise<unknown>) => Promise<unknown>;

type Run = () => Promise<unknown>;

/** Injects the faults of the point `endpoint`. */
export function createEndpointFaults(faults: Faults): Intercept {
  const staleResponses = new Map<string, unknown>();
  return async (call, run) => {
    const fault = faults.find('endpoint', describeCall(call));
    if (!fault) return run(call);
    if (fault.mode === 'stale') return readStale(staleResponses, call, () => run(call));
    if (fault.mode === 'unprocessed-keys') return leaveKeysUnprocessed(call, run);
    return inject(fault, faults, () => run(call));
  };
}

function inject(fault: Fault<'endpoint'>, faults: Faults, run: Run): Promise<unknown> {
  const responses = new FaultyResponses(fault, faults.cleared);
  switch (fault.mode) {
    case 'throttle':
      throw new AwsError('ProvisionedThroughputExceededException', 'Injected: the request rate is too high.');
    case 'error-500':
      throw new AwsError('InternalServerError', 'Injected: internal server error.', 500);
    case 'error-503':
      throw new AwsError('ServiceUnavailable', 'Injected: the service is unavailable.', 503);
    case 'deny':
      throw new AwsError('AccessDeniedException', 'Injected: not authorized.');
    case 'fail-entries':
      return Promise.resolve({
        FailedEntryCount: 1,
        Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'Injected' }],
      });
    case 'latency':
      return delay(fault, faults).then(run);
    case 'drop-before':
    case 'hang-before-headers':
    case 'skew':
      return Promise.resolve(responses.instead());
    default:
      return run().then((result) => responses.of(result));
  }
}

async function delay({ argument = 100 }: Fault, { cleared }: Faults): Promise<void> {
  await sleep(Number(argument), undefined, { signal: cleared }).catch(() => undefined);
}

/** An eventually consistent read gets the response that the same read got first. */
async function readStale(responses: Map<string, unknown>, call: AwsCall, run: Run): Promise<unknown> {
  if (call.input['ConsistentRead'] === true) return run();
  const key = `${call.operation} ${call.rawBody}`;
  if (!responses.has(key)) responses.set(key, await run());
  return responses.get(key);
}

/** Reads the first half of each table's keys, rounded down, and returns the others as unprocessed. */
async function leaveKeysUnprocessed(call: AwsCall, run: (call: AwsCall) => Promise<unknown>): Promise<unknown> {
  const requested = Object.entries(Object(call.input['RequestItems'])).map(([table, request]) => {
    const keys: readonly unknown[] = Object(request).Keys ?? [];
    const half = Math.floor(keys.length / 2);
    return { table, request: Object(request), read: keys.slice(0, half), left: keys.slice(half) };
  });
  const left = Object.fromEntries(requested.map(({ table, request, left: Keys }) => [table, { ...request, Keys }]));
  const [first] = requested;
  if (!first || first.read.length === 0) return { Responses: {}, UnprocessedKeys: left };
  const RequestItems = Object.fromEntries(
    requested.map(({ table, request, read: Keys }) => [table, { ...request, Keys }]),
  );
  const input = { ...call.input, RequestItems };
  const result = await run({ ...call, input, rawBody: Buffer.from(JSON.stringify(input)) });
  return { ...JSON.parse(String(result)), UnprocessedKeys: left };
}

function describeCall({ operation, input, principal, rawBody }: AwsCall): FaultCall {
  const table = input['TableName'];
  return {
    operation,
    function: principal.kind === 'role' ? principal.functionName : 'developer',
    tables: typeof table === 'string' ? [table] : Object.keys(Object(input['RequestItems'])),
    text: rawBody.toString(),
  };
}
