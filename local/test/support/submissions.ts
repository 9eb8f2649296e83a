import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type HttpClient, withRetries } from './http-client.ts';
import { resourceOf } from './stack-variants.ts';

export interface Submission {
  readonly submissionId: string;
  readonly action: 'add' | 'delete';
  readonly label?: string;
  readonly status: 'received' | 'completed' | 'failed';
  readonly counts: Readonly<Record<string, number>>;
  readonly results: readonly { readonly id: string; readonly outcome: string; readonly reason?: string }[];
  readonly steps: readonly { readonly name: string; readonly startedAt: string; readonly endedAt: string }[];
  readonly failure?: Failure;
  readonly attempts: readonly { readonly startedAt: string; readonly status: string; readonly failure?: Failure }[];
}

interface Failure {
  readonly step?: string;
  readonly reason: string;
}

interface SubmitOptions {
  readonly action?: 'add' | 'delete';
  readonly addedBy?: string;
  readonly label?: string;
}

/** Submits; every retry sends the same Idempotency-Key, so none submits twice. */
export async function submit(send: HttpClient, ids: readonly string[], options: SubmitOptions = {}): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const request = { method: 'POST', path: '/submissions', headers, body: JSON.stringify({ ids, ...options }) };
  const response = await withRetries(send)(request);
  if (response.status !== 202) throw new Error(response.text);
  return JSON.parse(response.text).submissionId;
}

export async function getSubmission(send: HttpClient, submissionId: string): Promise<Submission> {
  return JSON.parse((await withRetries(send)({ method: 'GET', path: `/submissions/${submissionId}` })).text);
}

/** Polls until the submission has the status, or one of several. */
export async function waitForStatus(
  send: HttpClient,
  submissionId: string,
  statuses: Submission['status'] | readonly Submission['status'][],
  timeoutMillis = 600_000,
): Promise<Submission> {
  const wanted = new Set([statuses].flat());
  const deadline = performance.now() + timeoutMillis;
  for (;;) {
    const submission = await getSubmission(send, submissionId);
    if (wanted.has(submission.status)) return submission;
    if (performance.now() > deadline)
      throw new Error(`${submissionId} is still ${JSON.stringify(submission)} after ${timeoutMillis} ms.`);
    await sleep(25);
  }
}

export const waitUntilCompleted = (send: HttpClient, submissionId: string) =>
  waitForStatus(send, submissionId, 'completed');

/** The name of the custom event bus. */
export const eventBusName = (): string => String(resourceOf('aws_cloudwatch_event_bus')['name']);
