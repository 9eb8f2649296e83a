import type { SeededBug } from './seeded-bug.ts';

const timeBudget = 'tools/test/infra/time-budget.test.ts';
const definition = 'functions/test/statemachine/definition.test.ts';
const stateMachine = 'statemachine/customer-id-submission.asl.json';
const firstTask = 'validate-id}",\n      "TimeoutSeconds": 10,\n      "Retry": [';

/** In calls to AWS, in the plan and in the state machine. */
export const planBugs: readonly SeededBug[] = [
  {
    id: 'no-abort-signal',
    file: 'functions/src/adapters/dynamodb/customer-id-store.ts',
    find: 'client.send(command, { abortSignal });',
    replace: 'client.send(command, { ...(abortSignal.aborted && { abortSignal }) });',
    caughtBy: {
      file: 'functions/test/adapters/dynamodb/faults.test.ts',
      title: 'ends a call at the deadline when the service hangs before or after the headers',
    },
  },
  {
    id: 'event-contains-the-ids',
    file: 'functions/src/adapters/eventbridge/event-bus.ts',
    find: 'Detail: JSON.stringify({ submissionId }),',
    replace: "Detail: JSON.stringify({ submissionId, ids: ['CUST-001'] }),",
    caughtBy: {
      file: 'functions/test/adapters/eventbridge/event-bus.test.ts',
      title: 'publishes one event that matches its schema and contains no customer ID',
    },
  },
  {
    id: 'task-timeout-5-s',
    file: stateMachine,
    find: firstTask,
    replace: firstTask.replace('10', '5'),
    caughtBy: { file: definition, title: 'sets task timeouts above the function timeout' },
  },
  {
    id: 'two-retriers-in-a-task',
    file: stateMachine,
    find: firstTask,
    replace: `${firstTask}\n        { "ErrorEquals": ["Lambda.Unknown"], "MaxAttempts": 2 },`,
    caughtBy: {
      file: definition,
      title: 'retries every task for named errors only, with full jitter and a maximum delay',
    },
  },
  {
    id: 'tombstones-kept-for-7-days',
    file: 'local/stack.json',
    find: 'table/customer_ids_local",\n              "TOMBSTONE_RETENTION_DAYS": "30"',
    replace: 'table/customer_ids_local",\n              "TOMBSTONE_RETENTION_DAYS": "7"',
    caughtBy: { file: timeBudget, title: 'retains a tombstone longer than an event can be redelivered' },
  },
  {
    id: 'gateway-gives-up-before-cloudfront-allows',
    file: 'local/stack.json',
    find: '"origin_read_timeout": 15,',
    replace: '"origin_read_timeout": 9,',
    caughtBy: { file: timeBudget, title: 'times out API Gateway before CloudFront does' },
  },
  {
    id: 'cloudfront-caches-an-error',
    file: 'local/stack.json',
    find: '"error_caching_min_ttl": 0,\n            "error_code": 400',
    replace: '"error_caching_min_ttl": 10,\n            "error_code": 400',
    caughtBy: {
      file: 'local/test/cloudfront/error-cache.test.ts',
      title: 'does not cache any error status with the deployed settings',
    },
  },
];

/** In the local AWS. */
export const localBugs: readonly SeededBug[] = [
  {
    id: 'journal-acknowledges-before-the-sync',
    file: 'local/src/journal.ts',
    find: '      await this.#handle.datasync();\n    } catch',
    replace: '    } catch',
    caughtBy: { file: 'local/test/journal.test.ts', title: 'acknowledges no entry whose sync to the disk fails' },
  },
  {
    id: 'asynchronous-event-lost-after-retries',
    file: 'local/src/lambda/invoke-async.ts',
    find: 'if (failure === undefined) return;',
    replace: "if (failure === undefined || failure.condition === 'RetriesExhausted') return;",
    caughtBy: {
      file: 'local/test/lambda/invoke-async.test.ts',
      title: 'sends the invocation record to the on-failure destination after the last retry',
    },
  },
  {
    id: 'permissions-are-not-enforced',
    file: 'local/src/aws/iam.ts',
    find: "if (principal.kind === 'developer') return;",
    replace: "if (principal.kind !== 'nobody') return;",
    caughtBy: {
      file: 'local/test/aws/iam.test.ts',
      title: "denies anything else with AWS's message and logs function, action and resource",
    },
  },
  {
    id: 'checksum-of-a-row-is-not-checked',
    file: 'local/src/dynamodb/row-checksum.ts',
    find: 'if (json !== stored && !stored',
    replace: 'if (json === undefined && !stored',
    caughtBy: {
      file: 'local/test/dynamodb/durable-store.test.ts',
      title: 'of a row that does not match its checksum, instead of serving or replacing it',
    },
  },
];
