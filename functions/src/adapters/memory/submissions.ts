import { daysAfter, type EpochMillis, type EpochSeconds, isExpired, toExpiry, toTimestamp } from '#domain/instant.ts';
import { type Publication, type Submission, toPublication } from '#domain/submission.ts';
import { firstAttempt } from '#domain/submission-attempts.ts';
import { decodeReceivedAt, type SubmissionId } from '#domain/submission-id.ts';
import { hasFilter } from '#domain/submission-list.ts';
import type { IdempotencyClaim, MonthQuery, MonthSearch, SubmissionIndex, SubmissionStore } from '#ports.ts';

interface Entry {
  readonly submission: Submission;
  readonly expiresAt: EpochSeconds;
  readonly publication?: Publication;
}

export interface MemorySubmissions {
  readonly submissions: SubmissionStore;
  readonly submissionIndex: SubmissionIndex;
}

/**
 * For tests. No await between check and write, so each call is atomic. `searchedMax` is the limit of a query with a filter.
 */
export function memorySubmissions(searchedMax = Number.POSITIVE_INFINITY): MemorySubmissions {
  const entries = new Map<SubmissionId, Entry>();
  return {
    submissions: {
      claim: memoryClaims(),
      ...memoryRecords(entries),
    },
    submissionIndex: {
      page: async (query) => selectPage([...entries.values()], query, hasFilter(query) ? searchedMax : undefined),
    },
  };
}

function selectPage(
  entries: readonly Entry[],
  { month, before, status, client, limit }: MonthQuery,
  searchedMax: number | undefined,
): MonthSearch {
  const listed = entries
    .filter(({ publication }) => publication?.month === month)
    .map(({ submission }) => submission)
    .filter(({ submissionId }) => !before || submissionId < before)
    .sort((one, other) => (one.submissionId < other.submissionId ? 1 : -1));
  const searched = listed.slice(0, searchedMax);
  const items = searched
    .filter((submission) => !status || submission.status === status)
    .filter((submission) => !client || submission.client === client)
    .slice(0, limit);
  const last = searched.at(-1);
  const isPartial = items.length < limit && searched.length < listed.length;
  const searchedCount = searched.length;
  return isPartial && last ? { items, searchedCount, searchedTo: last.submissionId } : { items, searchedCount };
}

function memoryClaims(): SubmissionStore['claim'] {
  const claims = new Map<string, { readonly claim: IdempotencyClaim; readonly expiresAt: EpochSeconds }>();
  return async (claim: IdempotencyClaim, now: EpochMillis) => {
    const existing = claims.get(claim.keyHash);
    if (existing && !isExpired(existing.expiresAt, now)) return existing.claim;
    claims.set(claim.keyHash, { claim, expiresAt: toExpiry(daysAfter(now, 1)) });
    return claim;
  };
}

function memoryRecords(entries: Map<SubmissionId, Entry>): Omit<SubmissionStore, 'claim'> {
  const publish = (id: SubmissionId, submission: Submission, expiresAt: EpochSeconds, now: EpochMillis) => {
    const publication = entries.get(id)?.publication ?? toPublication(id, now);
    entries.set(id, { submission, expiresAt, publication });
  };
  return {
    create: async (recorded, expiresAt) => {
      if (entries.has(recorded.submissionId)) return;
      const attempts = firstAttempt(toTimestamp(decodeReceivedAt(recorded.submissionId)));
      const counts = { submitted: recorded.ids.length };
      entries.set(recorded.submissionId, {
        submission: { ...recorded, status: 'received', counts, attempts },
        expiresAt,
      });
    },
    markPublished: async (id, now) => {
      const entry = entries.get(id);
      if (entry) publish(id, entry.submission, entry.expiresAt, now);
    },
    find: async (id, now) => {
      const entry = entries.get(id);
      return entry?.publication && !isExpired(entry.expiresAt, now) ? entry.submission : undefined;
    },
    load: async (id, now) => {
      const entry = entries.get(id);
      return entry && !isExpired(entry.expiresAt, now) ? entry.submission : undefined;
    },
    change: async (id, change, now) => {
      const entry = entries.get(id);
      if (!entry || isExpired(entry.expiresAt, now)) return 'missing';
      const changed = change(entry.submission);
      if (!changed) return 'unchanged';
      publish(id, changed, entry.expiresAt, now);
      return 'changed';
    },
  };
}
