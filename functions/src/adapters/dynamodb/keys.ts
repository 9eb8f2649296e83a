/** The names of the tables' keys and of the attributes that expressions name, in one place. */
import type { CustomerId } from '#domain/customer-id.ts';
import type { SubmissionId } from '#domain/submission-id.ts';

export function customerIdKey(id: CustomerId) {
  return { id: { S: id } };
}

export function submissionKey(id: SubmissionId) {
  return { submissionId: { S: id } };
}

/** In the table of submissions, but no submission id: never readable through the API. */
export function idempotencyKey(keyHash: string) {
  return { submissionId: { S: `idempotency#${keyHash}` } };
}

/** `#name` in an expression stands for the attribute `name`: no list of reserved words, and no name left unused. */
export function namesIn(...expressions: readonly string[]): Record<string, string> {
  const names = expressions.flatMap((expression) => expression.match(/#\w+/g) ?? []);
  return Object.fromEntries(names.map((name) => [name, name.slice(1)]));
}
