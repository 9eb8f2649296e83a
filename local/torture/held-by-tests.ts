/** The classes of the fault matrix that a test of `make test` holds, instead of a part of `make torture`. */
export interface HeldClass {
  readonly id: string;
  readonly fault: string;
  readonly file: string;
  /** The title of the test, or its beginning. */
  readonly test: string;
}

const journeys = 'frontend/test/e2e';

export const heldByTests: readonly HeldClass[] = [
  {
    id: 'A1',
    fault: 'a page asks for code of an earlier release',
    file: `${journeys}/new-release.test.ts`,
    test: "asks for a reload when a page's code no longer exists, and works after it",
  },
  {
    id: 'A2',
    fault: 'an unknown path',
    file: `${journeys}/navigation.test.ts`,
    test: 'shows a not-found page with a link to IDs at an unknown address',
  },
  {
    id: 'A3',
    fault: 'an error that the edge could cache',
    file: 'local/test/cloudfront/error-cache.test.ts',
    test: 'does not cache any error status with the deployed settings',
  },
  {
    id: 'B1',
    fault: 'offline',
    file: `${journeys}/failed-changes.test.ts`,
    test: 'sends nothing while offline, keeps the typed ID, and adds it on retry',
  },
  {
    id: 'B2',
    fault: 'a response lost after the commit',
    file: `${journeys}/failed-changes.test.ts`,
    test: 'adds an ID once when the response is lost, and reports that it is in the registry',
  },
  {
    id: 'B2-submission',
    fault: 'the response to a submission lost after the commit',
    file: `${journeys}/submit-a-list.test.ts`,
    test: 'keeps the list when the response is lost and retries with the same Idempotency-Key',
  },
  {
    id: 'B3',
    fault: 'a double click',
    file: `${journeys}/failed-changes.test.ts`,
    test: 'sends one request on a double click and does not open the row that moves under the pointer',
  },
  {
    id: 'B4',
    fault: '429 or 503 with Retry-After',
    file: `${journeys}/offline-and-throttled.test.ts`,
    test: 'stops after three attempts and states when to try again',
  },
  {
    id: 'B5',
    fault: '500 to 504 with HTML or an empty body',
    file: `${journeys}/offline-and-throttled.test.ts`,
    test: 'explains every kind of failed response and offers a retry',
  },
  {
    id: 'B6',
    fault: 'a key that was rotated',
    file: `${journeys}/connect-with-key.test.ts`,
    test: 'disconnects when the registry rejects the key and keeps the unfinished work',
  },
  {
    id: 'B8',
    fault: 'a tab closed during an import',
    file: `${journeys}/long/import-csv.test.ts`,
    test: 'resumes after a reload, and after the tab was closed once a key is entered',
  },
  {
    id: 'C5',
    fault: 'the burst, rate or quota of a usage plan exceeded',
    file: 'local/test/api-gateway/gateway.test.ts',
    test: 'allows the burst of a usage plan, then its rate',
  },
  {
    id: 'G6',
    fault: 'a state above 262,144 bytes',
    file: 'local/test/step-functions/executions.test.ts',
    test: 'accepts a payload of exactly 262,144 bytes',
  },
  {
    id: 'G7',
    fault: 'an execution that fails, times out or is aborted',
    file: 'local/test/workflow.test.ts',
    test: 'sends a failed execution to the failure queue and log-event, and completes it after a redrive',
  },
  {
    id: 'H1',
    fault: 'kill -9 of the whole process tree',
    file: 'local/test/long/kill.test.ts',
    test: 'loses no acknowledged ID when killed',
  },
  {
    id: 'H3',
    fault: 'a full disk',
    file: 'local/test/dynamodb/full-disk.test.ts',
    test: 'continues to serve reads, refuses writes, reports it in one line, and accepts writes once there is space',
  },
  {
    id: 'H4',
    fault: 'a data folder that is not writable',
    file: 'local/test/main.test.ts',
    test: 'reports that the data folder is not writable',
  },
  {
    id: 'H4-files',
    fault: 'too few file handles',
    file: 'local/test/main.test.ts',
    test: 'reports a limit of open files that is too low for the functions',
  },
  {
    id: 'H5',
    fault: 'a second instance on the same data',
    file: 'local/test/main.test.ts',
    test: 'rejects a data folder that is in use, names the process and leaves it running',
  },
  {
    id: 'H6',
    fault: 'a torn request body',
    file: 'local/test/aws/endpoint.test.ts',
    test: 'survives a client that disconnects while sending the body, and writes nothing',
  },
  {
    id: 'H8',
    fault: 'SIGTERM under load',
    file: 'local/test/main.test.ts',
    test: 'finishes the requests in progress before it shuts down, and resets no connection',
  },
  {
    id: 'J1',
    fault: 'ten times the connections that the machine serves',
    file: 'local/test/torture/overload.test.ts',
    test: 'is refused early with 429 or 503 and Retry-After, loses no acknowledged write, and service is normal afterwards',
  },
  {
    id: 'J3',
    fault: 'a huge log line',
    file: 'functions/test/adapters/powertools/logger.test.ts',
    test: 'truncates a line to 8 KiB of valid JSON',
  },
];

/** The classes that cannot be shown here, and why. */
export const notShown: readonly { readonly id: string; readonly fault: string; readonly reason: string }[] = [
  {
    id: 'B7',
    fault: 'responses that API Gateway itself makes',
    reason: 'the local gateway reads the planned gateway responses; how AWS fills them in is not known offline',
  },
  {
    id: 'B9',
    fault: 'a client clock that is wrong by a day',
    reason: 'no test yet; the page sends no times, so it can only show a wrong age',
  },
  {
    id: 'H9',
    fault: 'a wall clock that jumps',
    reason: 'throttles use the monotonic clock; setting the clock of the machine would disturb other programs',
  },
  { id: 'J2', fault: 'a store that is down for 30 s at full load', reason: 'no test of the amplification yet' },
];
