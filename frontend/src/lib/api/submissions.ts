import type { Result } from '#domain/result.ts';
import type { Submission, SubmissionPage, SubmissionReceipt } from '#http/contract.ts';
import { send } from './default-client.ts';
import type { Problem } from './problem.ts';
import { readBody } from './read-body.ts';

export type { IdResult, Step, Submission, SubmissionReceipt, SubmissionSummary } from '#http/contract.ts';

export async function listSubmissions(
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Result<SubmissionPage, Problem>> {
  const answer = await send({ method: 'GET', path: '/submissions', query: { cursor }, signal });
  return answer.ok ? readBody<SubmissionPage>(answer.value, ['items', 'nextCursor']) : answer;
}

export async function getSubmission(submissionId: string, signal?: AbortSignal): Promise<Result<Submission, Problem>> {
  const path = `/submissions/${encodeURIComponent(submissionId)}`;
  const answer = await send({ method: 'GET', path, ...(signal ? { signal } : {}) });
  if (!answer.ok) return answer;
  return readBody<Submission>(answer.value, ['submissionId', 'status', 'receivedAt', 'counts', 'results', 'steps']);
}

/** The same key with the same ids is the same submission, however often it is sent. */
export async function submitCustomerIds(
  ids: readonly string[],
  idempotencyKey: string,
): Promise<Result<SubmissionReceipt, Problem>> {
  const headers = { 'Idempotency-Key': idempotencyKey };
  const answer = await send({ method: 'POST', path: '/submissions', headers, body: { ids } });
  return answer.ok ? readBody<SubmissionReceipt>(answer.value, ['submissionId', 'receivedAt', 'counts']) : answer;
}
