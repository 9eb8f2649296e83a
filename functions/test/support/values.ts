import { type ClientName, parseClientName } from '#domain/client.ts';
import { type CustomerId, parseCustomerId } from '#domain/customer-id.ts';
import type { Origin, WriteToken } from '#domain/customer-id-row.ts';
import { type EpochMillis, epochMillis } from '#domain/instant.ts';
import { createSubmissionId, type SubmissionId, submissionIdRandomBytes } from '#domain/submission-id.ts';

/** 2026-01-01T00:00:00.000Z, and so many milliseconds. */
export function at(millis: number): EpochMillis {
  return epochMillis(Date.UTC(2026, 0, 1) + millis);
}

export function customerId(text: string): CustomerId {
  const id = parseCustomerId(text);
  if (!id.ok) throw new Error(`${text} is no customer ID.`);
  return id.value;
}

export function clientName(text: string): ClientName {
  const name = parseClientName(text);
  if (!name.ok) throw new Error(`${text} is no client name.`);
  return name.value;
}

export function writeToken(text: string): WriteToken {
  return text as WriteToken;
}

export function byApi(token: string, client = 'page'): Origin {
  return { source: 'api', token: writeToken(token), client: clientName(client) };
}

export function bySubmission(submissionId: string, client = 'page'): Origin {
  return { source: 'submission', token: writeToken(submissionId), submissionId, client: clientName(client) };
}

/** The nth submission id made in the first millisecond of the test's time, or so much later. */
export function submissionId(nth: number, laterMillis = 0): SubmissionId {
  return createSubmissionId(at(laterMillis), Buffer.alloc(submissionIdRandomBytes, nth));
}
