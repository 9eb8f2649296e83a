import { parseCustomerId } from '#domain/customer-id.ts';
import { toTimestamp } from '#domain/instant.ts';
import { basePath } from '#domain/limits.generated.ts';
import type { CompletedSubmission, Submission, SubmissionRequest, SubmissionSummary } from '#domain/submission.ts';
import { decodeReceivedAt, type SubmissionId } from '#domain/submission-id.ts';
import type {
  IdResult,
  Submission as SubmissionBody,
  SubmissionReceipt,
  SubmissionSummary as SummaryBody,
} from './contract.ts';
import type { HttpResponse } from './http-response.ts';

export function toReceiptResponse(submissionId: SubmissionId, { action, ids, label }: SubmissionRequest): HttpResponse {
  const body: SubmissionReceipt = {
    submissionId,
    status: 'received',
    action,
    ...(label === undefined ? {} : { label }),
    receivedAt: toTimestamp(decodeReceivedAt(submissionId)),
    counts: { submitted: ids.length },
  };
  return { status: 202, headers: { Location: `${basePath}/submissions/${submissionId}` }, body };
}

export function toSubmissionBody(submission: Submission): SubmissionBody {
  const { attempts, addedBy } = submission;
  const summary = { ...toSummaryBody(submission), ...(addedBy === undefined ? {} : { addedBy }), attempts };
  switch (submission.status) {
    case 'received':
      return { ...summary, results: submission.ids.map(toPendingResult), steps: [] };
    case 'failed':
      return { ...summary, results: submission.ids.map(toPendingResult), steps: [], failure: submission.failure };
    case 'completed':
      return { ...summary, results: toResults(submission), steps: submission.steps };
  }
}

const toPendingResult = (id: string): IdResult => ({ id, outcome: 'pending' });

function toResults({ ids, results }: CompletedSubmission): IdResult[] {
  return results.map((result, position) => {
    const text = ids[position] ?? '';
    return result.outcome === 'invalid' ? { id: text, ...result } : { id: toCanonical(text), ...result };
  });
}

/** An ID that an administrator erased is no longer one. */
function toCanonical(text: string): string {
  const id = parseCustomerId(text);
  return id.ok ? id.value : text;
}

/** Copies fields one by one, so that no internal field is exposed. */
export function toSummaryBody(submission: SubmissionSummary): SummaryBody {
  const { submissionId, status, action, label, client, counts } = submission;
  const receivedAt = toTimestamp(decodeReceivedAt(submissionId));
  const completed = submission.status === 'completed' ? { completedAt: submission.completedAt } : {};
  const named = { ...(label === undefined ? {} : { label }), ...(client === undefined ? {} : { client }) };
  return { submissionId, status, action, ...named, receivedAt, ...completed, counts };
}
