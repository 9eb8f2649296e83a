import { decodeCursor } from '#domain/cursor.ts';
import { type CustomerId, parseCustomerId } from '#domain/customer-id.ts';
import type { Source } from '#domain/customer-id-row.ts';
import { type DeletionKey, parseDeletionKey } from '#domain/deletion-key.ts';
import type { Failure } from '#domain/failure.ts';
import {
  customerIdCursorLengthMax,
  customerIdPrefixLengthMax,
  customerIdPrefixPattern,
} from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';
import { invalidParameter, readChoice, readLimit, readQuery } from './query-parameters.ts';

export interface ListActiveIds {
  readonly state: 'active';
  readonly limit: number;
  readonly prefix: string;
  readonly source?: Source;
  /** Exclusive. */
  readonly after?: CustomerId;
}

export interface ListDeletedIds {
  readonly state: 'deleted';
  readonly limit: number;
  /** Exclusive. */
  readonly before?: DeletionKey;
}

export type ListCustomerIds = ListActiveIds | ListDeletedIds;

const states = ['active', 'deleted'] as const;
const sources: readonly Source[] = ['api', 'submission'];

export function parseListRequest(request: HttpRequest): Result<ListCustomerIds, Failure> {
  const state = readChoice(request, 'state', states);
  if (!state.ok) return state;
  const limit = readLimit(request);
  if (!limit.ok) return limit;
  return state.value === 'deleted'
    ? parseDeletedRequest(request, limit.value)
    : parseActiveRequest(request, limit.value);
}

function parseActiveRequest(request: HttpRequest, limit: number): Result<ListActiveIds, Failure> {
  const prefix = readPrefix(request);
  if (!prefix.ok) return prefix;
  const source = readChoice(request, 'source', sources);
  if (!source.ok) return source;
  const after = readCursor(request, (key) => parseActiveCursor(key, prefix.value));
  if (!after.ok) return after;
  return succeed({
    state: 'active',
    limit,
    prefix: prefix.value,
    ...(source.value ? { source: source.value } : {}),
    ...(after.value ? { after: after.value } : {}),
  });
}

function parseDeletedRequest(request: HttpRequest, limit: number): Result<ListDeletedIds, Failure> {
  for (const name of ['prefix', 'source']) {
    if (request.query(name).some(Boolean))
      return fail(invalidParameter(name, `${name} cannot be combined with state=deleted.`));
  }
  const before = readCursor(request, parseDeletionKey);
  if (!before.ok) return before;
  return succeed({ state: 'deleted', limit, ...(before.value ? { before: before.value } : {}) });
}

function readPrefix(request: HttpRequest): Result<string, Failure> {
  const text = readQuery(request, 'prefix');
  if (!text.ok) return text;
  const prefix = text.value ?? '';
  const isPrefix = prefix.length <= customerIdPrefixLengthMax && customerIdPrefixPattern.test(prefix);
  if (isPrefix) return succeed(prefix.toUpperCase());
  return fail(
    invalidParameter(
      'prefix',
      `prefix may contain only letters, digits, hyphens and underscores, at most ${customerIdPrefixLengthMax} characters.`,
    ),
  );
}

function parseActiveCursor(key: string, prefix: string): Result<CustomerId, 'not-a-cursor'> {
  const id = parseCustomerId(key);
  return id.ok && id.value === key && id.value.startsWith(prefix) ? id : fail('not-a-cursor');
}

function readCursor<Position>(
  request: HttpRequest,
  parse: (key: string) => Result<Position, unknown>,
): Result<Position | undefined, Failure> {
  const cursor = readQuery(request, 'cursor');
  if (!cursor.ok) return cursor;
  if (cursor.value === undefined) return succeed(undefined);
  const key = cursor.value.length <= customerIdCursorLengthMax ? decodeCursor(cursor.value) : undefined;
  const position = parse(key ?? '');
  if (position.ok) return position;
  return fail(
    invalidParameter(
      'cursor',
      'cursor must be the nextCursor of the previous page, sent with the same prefix, source and state.',
    ),
  );
}
