import { type ClientName, parseClientName } from '#domain/client.ts';
import { decodeCursor, encodeCursor } from '#domain/cursor.ts';
import type { Failure } from '#domain/failure.ts';
import { submissionCursorLengthMax } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { hasExpired, type SubmissionStatus, type SubmissionSummary } from '#domain/submission.ts';
import { parseSubmissionId, type SubmissionId } from '#domain/submission-id.ts';
import { firstIdOfMonth, hasFilter, listedMonths, type SubmissionFilter } from '#domain/submission-list.ts';
import type { SubmissionPage } from '#http/contract.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import { operationAccess } from '#http/operation-access.generated.ts';
import { invalidParameter, readChoice, readLimit, readQuery } from '#http/query-parameters.ts';
import { toSummaryBody } from '#http/submission-response.ts';
import type { Clock, MonthQuery, MonthSearch, Runtime, SubmissionIndex } from '#ports.ts';
import { clock, createRuntime, submissionIndex, submissionRetentionDays } from '#runtime/runtime.ts';

const submissionStatuses: readonly SubmissionStatus[] = ['received', 'completed', 'failed'];

/** A request with a filter ends once it has searched this many submissions. */
const searchedMax = 2000;

interface Deps {
  readonly submissionIndex: SubmissionIndex;
  readonly clock: Clock;
  readonly submissionRetentionDays: number;
}

interface ListSubmissions extends SubmissionFilter {
  readonly limit: number;
  /** Exclusive. */
  readonly before: SubmissionId | undefined;
}

/**
 * Queries the months, newest first, until it has `limit + 1` submissions or reaches the retention limit. A search with a
 * filter that has searched enough submissions continues there on the next page.
 */
export const listSubmissions =
  (deps: Deps) =>
  async (query: ListSubmissions): Promise<Result<SubmissionPage, Failure>> => {
    const found = await search(deps, query);
    const items = found.items.slice(0, query.limit);
    const last = found.items.length > query.limit ? items.at(-1)?.submissionId : found.searchedTo;
    return succeed({ items: items.map(toSummaryBody), nextCursor: last ? encodeCursor(last) : null });
  };

async function search(deps: Deps, { limit, ...query }: ListSubmissions): Promise<MonthSearch> {
  const months = listedMonths(deps.clock.now(), deps.submissionRetentionDays, query.before);
  const items: SubmissionSummary[] = [];
  let searchedCount = 0;
  for (const [nth, month] of months.entries()) {
    const monthQuery = { month, ...query, limit: limit + 1 - items.length };
    const { searchedTo, ...found } = await searchMonth(deps, monthQuery, searchedMax - searchedCount);
    items.push(...found.items);
    searchedCount += found.searchedCount;
    if (items.length > limit) break;
    if (searchedTo) return { items, searchedCount, searchedTo };
    const isEnough = hasFilter(query) && searchedCount >= searchedMax && nth < months.length - 1;
    if (isEnough) return { items, searchedCount, searchedTo: firstIdOfMonth(month) };
  }
  return { items, searchedCount };
}

/** One query reads a limited number of submissions when there is a filter, so it is repeated until enough were searched. */
async function searchMonth(deps: Deps, query: MonthQuery, searchedMax: number): Promise<MonthSearch> {
  const { submissionIndex, clock, submissionRetentionDays } = deps;
  const { items, searchedCount, searchedTo } = await submissionIndex.page(query);
  const retained = items.filter(({ submissionId }) => !hasExpired(submissionId, submissionRetentionDays, clock.now()));
  if (!searchedTo) return { items: retained, searchedCount };
  if (searchedCount >= searchedMax) return { items: retained, searchedCount, searchedTo };
  const rest = { ...query, before: searchedTo, limit: query.limit - retained.length };
  const older = await searchMonth(deps, rest, searchedMax - searchedCount);
  return { ...older, items: [...retained, ...older.items], searchedCount: searchedCount + older.searchedCount };
}

function parseRequest(request: HttpRequest): Result<ListSubmissions, Failure> {
  const limit = readLimit(request);
  if (!limit.ok) return limit;
  const cursor = readQuery(request, 'cursor');
  if (!cursor.ok) return cursor;
  const before = parseCursor(cursor.value);
  if (!before.ok) return before;
  const status = readChoice(request, 'status', submissionStatuses);
  if (!status.ok) return status;
  const client = parseClientFilter(request);
  if (!client.ok) return client;
  return succeed({
    limit: limit.value,
    before: before.value,
    ...(status.value ? { status: status.value } : {}),
    ...(client.value ? { client: client.value } : {}),
  });
}

function parseClientFilter(request: HttpRequest): Result<ClientName | undefined, Failure> {
  const text = readQuery(request, 'client');
  if (!text.ok) return text;
  if (text.value === undefined) return succeed(undefined);
  const name = parseClientName(text.value);
  return name.ok ? name : fail(invalidParameter('client', 'client must be 2 to 20 lower-case letters and digits.'));
}

function parseCursor(cursor: string | undefined): Result<SubmissionId | undefined, Failure> {
  if (cursor === undefined) return succeed(undefined);
  const key = cursor.length <= submissionCursorLengthMax ? decodeCursor(cursor) : undefined;
  const id = parseSubmissionId(key ?? '');
  return id.ok ? id : fail(invalidParameter('cursor', 'cursor must be the nextCursor of the previous page.'));
}

export const createHandler = (runtime: Runtime<Deps>) =>
  endpoint({
    runtime,
    access: operationAccess['list-submissions'],
    parse: parseRequest,
    run: listSubmissions,
    respond: (page) => ({ status: 200, body: page }),
  });

export const handler = createHandler(createRuntime({ submissionIndex, clock, submissionRetentionDays }));
