import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpClient } from './http-client.ts';
import { resourceOf } from './stack-variants.ts';

export interface Submission {
  readonly submissionId: string;
  readonly status: 'received' | 'completed' | 'failed';
  readonly counts: Readonly<Record<string, number>>;
  readonly results: readonly { readonly id: string; readonly outcome: string; readonly reason?: string }[];
  readonly steps: readonly { readonly name: string; readonly startedAt: string; readonly endedAt: string }[];
  readonly failure?: { readonly step?: string; readonly reason: string };
}

/** Submits as the contract asks of a client: on 503 and 504 the same again, with the same Idempotency-Key. */
export async function submit(send: HttpClient, ids: readonly string[]): Promise<string> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send({ method: 'POST', path: '/submissions', headers, body: JSON.stringify({ ids }) });
    if (answer.status === 202) return JSON.parse(answer.text).submissionId;
    if (attempt === 5 || ![503, 504].includes(answer.status)) throw new Error(answer.text);
    await sleep(500);
  }
}

export async function submissionOf(send: HttpClient, submissionId: string): Promise<Submission> {
  return JSON.parse((await send({ method: 'GET', path: `/submissions/${submissionId}` })).text);
}

/** Follows a submission until it has the status, and gives it as it is then. */
export async function followed(
  send: HttpClient,
  submissionId: string,
  status: Submission['status'],
  timeoutMillis = 30_000,
): Promise<Submission> {
  const deadline = performance.now() + timeoutMillis;
  for (;;) {
    const submission = await submissionOf(send, submissionId);
    if (submission.status === status) return submission;
    if (performance.now() > deadline)
      throw new Error(`${submissionId} is still ${JSON.stringify(submission)} after ${timeoutMillis} ms.`);
    await sleep(25);
  }
}

export const completed = (send: HttpClient, submissionId: string) => followed(send, submissionId, 'completed');

/** The name of the stack's own event bus. */
export const eventBusOf = (): string => String(resourceOf('aws_cloudwatch_event_bus')['name']);
