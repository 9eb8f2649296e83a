import { daysAfter, type EpochMillis, type EpochSeconds, isExpired, toExpiry } from '#domain/instant.ts';
import type { Publication, Submission } from '#domain/submission.ts';
import type { SubmissionId } from '#domain/submission-id.ts';
import type { IdempotencyClaim, SubmissionIndex, SubmissionStore } from '#ports.ts';

interface Entry {
  readonly submission: Submission;
  readonly expiresAt: EpochSeconds;
  readonly publication?: Publication;
}

export interface MemorySubmissions {
  readonly submissions: SubmissionStore;
  readonly submissionIndex: SubmissionIndex;
}

/** For tests. No await between check and write, so each call is atomic. */
export function memorySubmissions(): MemorySubmissions {
  const entries = new Map<SubmissionId, Entry>();
  return {
    submissions: {
      claim: memoryClaims(),
      ...memoryRecords(entries),
    },
    submissionIndex: {
      page: async ({ day, before, limit }) =>
        [...entries.values()]
          .filter(({ publication }) => publication?.day === day)
          .map(({ submission }) => submission)
          .filter(({ submissionId }) => !before || submissionId < before)
          .sort((one, other) => (one.submissionId < other.submissionId ? 1 : -1))
          .slice(0, limit),
    },
  };
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
  const publish = (id: SubmissionId, submission: Submission, publication: Publication) => {
    const publishedAt = entries.get(id)?.publication?.publishedAt ?? publication.publishedAt;
    entries.set(id, { submission, expiresAt: publication.expiresAt, publication: { ...publication, publishedAt } });
  };
  return {
    create: async (submissionId, ids, expiresAt) => {
      if (entries.has(submissionId)) return;
      const counts = { submitted: ids.length };
      entries.set(submissionId, { submission: { submissionId, status: 'received', counts, ids }, expiresAt });
    },
    markPublished: async (id, publication) => {
      const entry = entries.get(id);
      if (entry) publish(id, entry.submission, publication);
    },
    find: async (id, now) => {
      const entry = entries.get(id);
      return entry?.publication && !isExpired(entry.expiresAt, now) ? entry.submission : undefined;
    },
    load: async (id, now) => {
      const entry = entries.get(id);
      return entry && !isExpired(entry.expiresAt, now) ? entry.submission : undefined;
    },
    complete: async (completion, publication) => {
      const submission = entries.get(completion.submissionId)?.submission;
      if (!submission || submission.status === 'completed') return false;
      publish(submission.submissionId, { ...completion, status: 'completed', ids: submission.ids }, publication);
      return true;
    },
    fail: async (submissionId, failure, publication) => {
      const submission = entries.get(submissionId)?.submission;
      if (submission?.status !== 'received') return false;
      publish(submissionId, { ...submission, status: 'failed', failure }, publication);
      return true;
    },
  };
}
