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
import { readLimit, readQuery, wrongParameter } from '#http/query-parameters.ts';
import { summaryBody } from '#http/submission-response.ts';
import type { Clock, SubmissionIndex, World } from '#ports.ts';
import { clock, liveWorld, submissionIndex, submissionRetentionDays } from '#runtime/runtime.ts';

interface Needs {
  readonly submissionIndex: SubmissionIndex;
  readonly clock: Clock;
  readonly submissionRetentionDays: number;
}

interface ListSubmissions {
  readonly limit: number;
  /** Only submissions older than this one. */
  readonly before: SubmissionId | undefined;
}

/** Reads backwards, day by day, until the page and one more are found or no day is left to be remembered. */
export const listSubmissions =
  (needs: Needs) =>
  async ({ limit, before }: ListSubmissions): Promise<Result<SubmissionPage, Failure>> => {
    const { clock, submissionRetentionDays } = needs;
    const found: SubmissionSummary[] = [];
    for (const days of listedDays(clock.now(), submissionRetentionDays, before)) {
      found.push(...(await findOn(needs, days, { limit: limit + 1 - found.length, before })));
      if (found.length > limit) break;
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const nextCursor = last && found.length > limit ? encodeCursor(last.submissionId) : null;
    return succeed({ items: items.map(summaryBody), nextCursor });
  };

async function findOn(needs: Needs, days: readonly string[], query: ListSubmissions) {
  const { submissionIndex, clock, submissionRetentionDays } = needs;
  const pages = await Promise.all(days.map((day) => submissionIndex.page({ day, ...query })));
  return pages.flat().filter(({ submissionId }) => !hasExpired(submissionId, submissionRetentionDays, clock.now()));
}

function read(request: HttpRequest): Result<ListSubmissions, Failure> {
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
  return id.ok ? id : fail(wrongParameter('cursor', 'cursor is the nextCursor of the page before.'));
}

export const handlerIn = (world: World<Needs>) =>
  endpoint({
    world,
    effect: 'reads',
    read,
    run: listSubmissions,
    answer: (page) => ({ status: 200, body: page }),
  });

export const handler = handlerIn(liveWorld({ submissionIndex, clock, submissionRetentionDays }));
