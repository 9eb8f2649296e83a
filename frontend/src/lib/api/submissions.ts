import { pageSizeMax } from '#domain/limits.generated.ts';
import type { Result } from '#domain/result.ts';
import type {
  Submission,
  SubmissionPage,
  SubmissionReceipt,
  SubmissionRequest,
  SubmissionSummary,
} from '#http/contract.ts';
import { toSubmissionLabel } from '#lib/submission-label.ts';
import { readBody, send } from './client.ts';
import type { Problem } from './problem.ts';

const pollIntervalMinMillis = 1_000;
export const pollIntervalMaxMillis = 5_000;
const growth = 1.5;

/** Milliseconds until the next poll, growing from 1 s to 5 s. */
export const pollIntervalMillis = (polls: number): number =>
  Math.min(pollIntervalMaxMillis, pollIntervalMinMillis * growth ** Math.max(0, polls - 1));

export type {
  Attempt,
  IdResult,
  Step,
  Submission,
  SubmissionReceipt,
  SubmissionRequest,
  SubmissionSummary,
} from '#http/contract.ts';

export type SubmissionStatus = SubmissionSummary['status'];

/** Empty members do not filter. */
export interface ListedSubmissions {
  readonly status: SubmissionStatus | '';
  readonly client: string;
}

export const everySubmission: ListedSubmissions = { status: '', client: '' };

export async function listSubmissions(
  { status, client }: ListedSubmissions,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<Result<SubmissionPage, Problem>> {
  // The first page is part of every page of the application; older ones are loaded to find something.
  const limit = cursor === undefined ? undefined : String(pageSizeMax);
  const query = { status: status || undefined, client: client || undefined, cursor, limit };
  const response = await send({ method: 'GET', path: '/submissions', query, signal });
  return response.ok ? readBody<SubmissionPage>(response.value, ['items', 'nextCursor']) : response;
}

export async function getSubmission(submissionId: string, signal?: AbortSignal): Promise<Result<Submission, Problem>> {
  const path = `/submissions/${encodeURIComponent(submissionId)}`;
  const response = await send({ method: 'GET', path, ...(signal ? { signal } : {}) });
  if (!response.ok) return response;
  return readBody<Submission>(response.value, [
    'submissionId',
    'status',
    'receivedAt',
    'counts',
    'results',
    'steps',
    'attempts',
  ]);
}

/** Safe to repeat: every step of the workflow is idempotent. */
export async function retrySubmission(submissionId: string): Promise<Result<SubmissionReceipt, Problem>> {
  const path = `/submissions/${encodeURIComponent(submissionId)}/retry`;
  const response = await send({ method: 'POST', path });
  return response.ok ? readBody<SubmissionReceipt>(response.value, ['submissionId', 'receivedAt', 'counts']) : response;
}

/** Safe to repeat with the same Idempotency-Key. */
export async function submitCustomerIds(
  body: SubmissionRequest,
  idempotencyKey: string,
): Promise<Result<SubmissionReceipt, Problem>> {
  const headers = { 'Idempotency-Key': idempotencyKey };
  const response = await send({ method: 'POST', path: '/submissions', headers, body });
  return response.ok ? readBody<SubmissionReceipt>(response.value, ['submissionId', 'receivedAt', 'counts']) : response;
}

export interface Deletion {
  readonly ids: readonly string[];
  /** Deletes only what this submission added and nothing has changed since. */
  readonly addedBy?: string;
  readonly label: string;
}

/** Safe to repeat with the same Idempotency-Key. A long label is shortened. */
export const submitDeletion = (
  { ids, label, addedBy }: Deletion,
  idempotencyKey: string,
): Promise<Result<SubmissionReceipt, Problem>> =>
  submitCustomerIds(
    { ids: [...ids], action: 'delete', label: toSubmissionLabel(label), ...(addedBy === undefined ? {} : { addedBy }) },
    idempotencyKey,
  );
