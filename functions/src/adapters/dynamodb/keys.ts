import type { CustomerId } from '#domain/customer-id.ts';
import type { SubmissionId } from '#domain/submission-id.ts';

export function customerIdKey(id: CustomerId) {
  return { id: { S: id } };
}

export function submissionKey(id: SubmissionId) {
  return { submissionId: { S: id } };
}

/** Stored in the submissions table, but never a valid submission ID, so the API cannot read it. */
export function idempotencyKey(keyHash: string) {
  return { submissionId: { S: `idempotency#${keyHash}` } };
}

/** Maps each `#name` to `name`, so that expressions never clash with DynamoDB's reserved words. */
export function attributeNames(...expressions: readonly string[]): Record<string, string> {
  const names = expressions.flatMap((expression) => expression.match(/#\w+/g) ?? []);
  return Object.fromEntries(names.map((name) => [name, name.slice(1)]));
}
