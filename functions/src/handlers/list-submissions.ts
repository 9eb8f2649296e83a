import { decodeCursor, encodeCursor } from '#domain/cursor.ts';
import type { Failure } from '#domain/failure.ts';
import { submissionCursorLengthMax } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { hasExpired, type SubmissionSummary } from '#domain/submission.ts';
import { parseSubmissionId, type SubmissionId } from '#domain/submission-id.ts';
import { listedDays } from '#domain/submission-list.ts';
import type { SubmissionPage } from '#http/contract.ts';
import { endpoint } from '#http/endpoint.ts';
import type { HttpRequest } from '#http/http-request.ts';
import { invalidParameter, readLimit, readQuery } from '#http/query-parameters.ts';
import { toSummaryBody } from '#http/submission-response.ts';
import type { Clock, Runtime, SubmissionIndex } from '#ports.ts';
import { clock, createRuntime, submissionIndex, submissionRetentionDays } from '#runtime/runtime.ts';

interface Deps {
  readonly submissionIndex: SubmissionIndex;
  readonly clock: Clock;
  readonly submissionRetentionDays: number;
}

interface ListSubmissions {
  readonly limit: number;
  /** Exclusive. */
  readonly before: SubmissionId | undefined;
}

/** Queries windows of days, newest first, until it has `limit + 1` submissions or reaches the retention limit. */
export const listSubmissions =
  (deps: Deps) =>
  async ({ limit, before }: ListSubmissions): Promise<Result<SubmissionPage, Failure>> => {
    const { clock, submissionRetentionDays } = deps;
    const found: SubmissionSummary[] = [];
    for (const days of listedDays(clock.now(), submissionRetentionDays, before)) {
      found.push(...(await findInWindow(deps, days, { limit: limit + 1 - found.length, before })));
      if (found.length > limit) break;
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = last && found.length > limit ? encodeCursor(last.submissionId) : null;
    return succeed({ items: items.map(toSummaryBody), nextCursor });
  };

async function findInWindow(deps: Deps, days: readonly string[], query: ListSubmissions) {
  const { submissionIndex, clock, submissionRetentionDays } = deps;
  const pages = await Promise.all(days.map((day) => submissionIndex.page({ day, ...query })));
  return pages.flat().filter(({ submissionId }) => !hasExpired(submissionId, submissionRetentionDays, clock.now()));
}

function parseRequest(request: HttpRequest): Result<ListSubmissions, Failure> {
  const limit = readLimit(request);
  if (!limit.ok) return limit;
  const cursor = readQuery(request, 'cursor');
  if (!cursor.ok) return cursor;
  const before = parseCursor(cursor.value);
  return before.ok ? succeed({ limit: limit.value, before: before.value }) : before;
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
    effect: 'reads',
    parse: parseRequest,
    run: listSubmissions,
    respond: (page) => ({ status: 200, body: page }),
  });

export const handler = createHandler(createRuntime({ submissionIndex, clock, submissionRetentionDays }));
