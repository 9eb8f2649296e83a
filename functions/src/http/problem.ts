import { describeCustomerIdFault } from '#domain/customer-id.ts';
import type { Failure } from '#domain/failure.ts';
import type { Problem, ProblemError } from './contract.ts';

/** The one table of statuses and titles; a failure without an entry does not compile. */
const problems = {
  'invalid-customer-id': { status: 400, title: 'Invalid customer ID' },
  'invalid-request': { status: 400, title: 'Invalid request' },
  'read-only-key': { status: 403, title: 'Read-only key' },
  'customer-id-not-found': { status: 404, title: 'Not found' },
  'submission-not-found': { status: 404, title: 'Not found' },
  'already-completed': { status: 409, title: 'Already completed' },
  'precondition-failed': { status: 412, title: 'Precondition failed' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'uri-too-long': { status: 414, title: 'URI too long' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key reused' },
  internal: { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'Service unavailable' },
  'outcome-unknown': { status: 504, title: 'Outcome unknown' },
} as const satisfies Readonly<Record<Failure['code'], { readonly status: number; readonly title: string }>>;

export function toProblem(failure: Failure, requestId: string): Problem & { readonly status: number } {
  const { status, title } = problems[failure.code];
  const errors = toProblemErrors(failure);
  return {
    type: `urn:customer-ids:problem:${failure.code}`,
    title,
    status,
    detail: toDetail(failure),
    code: failure.code,
    requestId,
    ...toDeletion(failure),
    ...(errors.length > 0 ? { errors } : {}),
  };
}

function toDeletion(failure: Failure): Pick<Problem, 'deletedAt' | 'history'> {
  if (failure.code !== 'customer-id-not-found') return {};
  const { deletedAt, history } = failure;
  return { ...(deletedAt ? { deletedAt } : {}), ...(history ? { history } : {}) };
}

function toProblemErrors(failure: Failure): ProblemError[] {
  switch (failure.code) {
    case 'invalid-customer-id':
      return [{ pointer: '/path/id', detail: describeCustomerIdFault(failure.fault), code: failure.fault.kind }];
    case 'invalid-request':
      return [...failure.errors];
    default:
      return [];
  }
}

function toDetail(failure: Failure): string {
  switch (failure.code) {
    case 'invalid-customer-id':
      return describeCustomerIdFault(failure.fault);
    case 'invalid-request':
      return failure.errors[0]?.detail ?? 'The request is invalid.';
    case 'read-only-key':
      return `The client ${failure.client} may only read. Use the API key of a client with write access.`;
    case 'customer-id-not-found':
      return failure.deletedAt ? `Customer ID ${failure.id} was deleted.` : `Customer ID ${failure.id} does not exist.`;
    case 'submission-not-found':
      return 'No submission has this ID.';
    case 'precondition-failed':
      return `Customer ID ${failure.id} exists with version "${failure.version}", so the precondition failed.`;
    case 'payload-too-large':
      return `The request body must not exceed ${failure.bytesMax} bytes.`;
    case 'uri-too-long':
      return `Path and query must not exceed ${failure.lengthMax} characters in total.`;
    case 'unsupported-media-type':
      return 'Set Content-Type to application/json and send the body in UTF-8, without a Content-Encoding.';
    case 'already-completed':
      return 'The submission is completed, so there is nothing to retry.';
    case 'idempotency-key-reused':
      return 'This Idempotency-Key was already used for another request. Use a new key for each submission.';
    case 'internal':
      return 'An internal error occurred. Report the requestId if it persists.';
    case 'unavailable':
      return 'The service is temporarily unavailable. Nothing was written. Retry after the Retry-After delay.';
    case 'outcome-unknown':
      return 'The request may or may not have been processed. Retrying it is safe.';
  }
}
