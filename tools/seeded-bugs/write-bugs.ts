import { inFunctions, type SeededBug } from './seeded-bug.ts';

const decision = 'domain/write-decision.ts';
const exploration = 'applies an event at most once and reports the actual outcome';

export const writeBugs: readonly SeededBug[] = [
  inFunctions(
    'create-without-condition',
    'adapters/dynamodb/customer-id-store.ts',
    ["'attribute_not_exists(#id)'", "'attribute_not_exists(#id) OR attribute_exists(#id)'"],
    'adapters/dynamodb/customer-id-store',
    'reports "added" to exactly one of fifty concurrent adds',
  ),
  inFunctions(
    'no-own-write-check-on-add',
    decision,
    [
      'if (current && isOwnWrite(current, change)) {',
      'if (current && isOwnWrite(current, change) && current.version < 0) {',
    ],
    'domain/write-decision-exploration',
    exploration,
  ),
  inFunctions(
    'not-found-for-own-repeated-delete',
    decision,
    ["if (isOwnWrite(current, removal)) return { kind: 'return', value: { outcome: 'deleted' } };", ''],
    'handlers/delete-customer-id',
    "returns 204 when the table's response to the delete was lost",
  ),
  inFunctions(
    'tombstone-drops-history',
    decision,
    [
      "...appendHistory(previous, toHistoryEntry(removal, 'deleted')),",
      "...appendHistory(undefined, toHistoryEntry(removal, 'deleted')),",
    ],
    'domain/write-decision-exploration',
    exploration,
  ),
  inFunctions(
    'purge-drops-tokens',
    decision,
    ['takeLast([...allTokens(previous), removal.origin.token], historyLengthMax)', '[removal.origin.token]'],
    'domain/write-decision-exploration',
    'applies an event at most once when deletes purge the history',
  ),
  inFunctions(
    'purged-row-expires-after-7-days',
    decision,
    ['export const purgedRowDays = 16;', 'export const purgedRowDays = 7;'],
    'domain/write-decision',
    'purges the history with retention 0 and keeps version and tokens for 16 days',
  ),
  inFunctions(
    'tombstone-keeps-shard',
    decision,
    [
      "    id,\n    state: 'deleted',\n    createdAt,",
      "    id,\n    state: 'deleted',\n    ...{ shard: previous.shard },\n    createdAt,",
    ],
    'domain/write-decision',
    'replaces the row with a tombstone',
  ),
  inFunctions(
    'version-not-increased-by-delete',
    decision,
    ['    source,\n    version: version + 1,', '    source,\n    version,'],
    'domain/write-decision',
    'replaces the row with a tombstone',
  ),
  inFunctions(
    'if-match-ignored',
    decision,
    ['if (ifMatch && !hasStrongMatch(ifMatch, version)) return true;', ''],
    'handlers/delete-customer-id',
    'returns 412 if If-Match does not match the version, and deletes if it does',
  ),
  inFunctions(
    'if-none-match-ignored',
    'handlers/put-customer-id.ts',
    ["addition.outcome === 'added' || !mustBeNew", "addition.outcome === 'added' || mustBeNew || !mustBeNew"],
    'handlers/put-customer-id',
    'returns 412 for an existing ID with If-None-Match: *',
  ),
  inFunctions(
    'unknown-outcome-reported-as-unavailable',
    'domain/optimistic-write.ts',
    ['if (!pendingUnknown) return new TransientError', 'if (pendingUnknown !== null) return new TransientError'],
    'domain/optimistic-write',
    'throws OutcomeUnknownError after three lost responses',
  ),
  inFunctions(
    'token-from-client-chosen-request-id',
    'http/http-request.ts',
    ['writeToken: requestId as WriteToken', 'writeToken: Reflect.get(event.requestContext, "requestId") as WriteToken'],
    'handlers/put-customer-id',
    'treats requests with the same client-chosen request ID as separate',
  ),
  inFunctions(
    'upper-case-before-the-pattern',
    'domain/customer-id.ts',
    ['customerIdPattern.test(text)', 'customerIdPattern.test(text.toUpperCase())'],
    'domain/customer-id',
    'rejects letters that upper-casing would turn into ASCII',
  ),
];

export const callBugs: readonly SeededBug[] = [
  inFunctions(
    'unknown-error-means-nothing-written',
    'adapters/sdk/sdk-failure.ts',
    [
      "if (typeof status !== 'number' || status === 408) return 'unknown';",
      "if (typeof status !== 'number' || status === 408) return 'throttled';",
    ],
    'adapters/dynamodb/faults',
    'makes three attempts on connection resets and reports the write as unknown',
  ),
  inFunctions(
    'last-attempt-decides-the-outcome',
    'adapters/sdk/sdk-failure.ts',
    ['return worst ?? kinds.at(-1)', 'return kinds.at(-1) ?? worst'],
    'adapters/dynamodb/faults',
    'reports a write as unknown when a throttle follows a lost response',
  ),
  inFunctions(
    'failed-entry-ignored',
    'adapters/eventbridge/event-bus.ts',
    ['!results[index]?.EventId', '!results[index]'],
    'adapters/eventbridge/event-bus',
    'retries an entry that failed in a 200 response',
  ),
  inFunctions(
    'lost-publish-reported-as-rejected',
    'adapters/eventbridge/event-bus.ts',
    [
      "return new OutcomeUnknownError('EventBridge did not respond.', { cause });",
      "return new TransientError('EventBridge did not respond.', { cause });",
    ],
    'adapters/eventbridge/event-bus',
    'throws OutcomeUnknownError at the deadline',
  ),
  inFunctions(
    'timeout-of-a-write-reported-as-unavailable',
    'http/endpoint.ts',
    ["access === 'read' ? 'unavailable' : 'outcome-unknown'", "access === 'read' ? 'unavailable' : 'unavailable'"],
    'http/endpoint',
    'responds half a second before the Lambda timeout: 503 for a read, 504 for a write',
  ),
];
