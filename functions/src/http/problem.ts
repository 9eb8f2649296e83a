import { describeCustomerIdFault } from '#domain/customer-id.ts';
import type { Failure } from '#domain/failure.ts';
import type { Problem, ProblemError } from './contract.ts';

/** A new failure has a status and a title, or this does not compile. */
const kinds = {
  'invalid-customer-id': { status: 400, title: 'Invalid customer ID' },
  'invalid-request': { status: 400, title: 'Invalid request' },
  'customer-id-not-found': { status: 404, title: 'Not found' },
  'submission-not-found': { status: 404, title: 'Not found' },
  'precondition-failed': { status: 412, title: 'Precondition failed' },
  'payload-too-large': { status: 413, title: 'Payload too large' },
  'uri-too-long': { status: 414, title: 'URI too long' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type' },
  'idempotency-key-reused': { status: 422, title: 'Idempotency-Key reused' },
  internal: { status: 500, title: 'Internal error' },
  unavailable: { status: 503, title: 'Unavailable' },
  'outcome-unknown': { status: 504, title: 'Outcome unknown' },
} as const satisfies Readonly<Record<Failure['code'], { readonly status: number; readonly title: string }>>;

export function problemOf(failure: Failure, requestId: string): Problem & { readonly status: number } {
  const { status, title } = kinds[failure.code];
  const errors = errorsOf(failure);
  return {
    type: `urn:customer-ids:problem:${failure.code}`,
    title,
    status,
    detail: detailOf(failure),
    code: failure.code,
    requestId,
    ...(failure.code === 'customer-id-not-found' && failure.deletedAt ? { deletedAt: failure.deletedAt } : {}),
    ...(errors.length > 0 ? { errors } : {}),
  };
}

function errorsOf(failure: Failure): ProblemError[] {
  switch (failure.code) {
    case 'invalid-customer-id':
      return [{ pointer: '/path/id', detail: describeCustomerIdFault(failure.fault), code: failure.fault.kind }];
    case 'invalid-request':
      return [...failure.errors];
    default:
      return [];
  }
}

function detailOf(failure: Failure): string {
  switch (failure.code) {
    case 'invalid-customer-id':
      return describeCustomerIdFault(failure.fault);
    case 'invalid-request':
      return failure.errors[0]?.detail ?? 'The request is not valid.';
    case 'customer-id-not-found':
      return failure.deletedAt ? `Customer ID ${failure.id} was deleted.` : `No customer ID ${failure.id}.`;
    case 'submission-not-found':
      return 'No submission has this id.';
    case 'precondition-failed':
      return `Customer ID ${failure.id} is there, with version "${failure.version}".`;
    case 'payload-too-large':
      return `The body may have at most ${failure.bytesMax} bytes.`;
    case 'uri-too-long':
      return `Path and query may have at most ${failure.lengthMax} characters together.`;
    case 'unsupported-media-type':
      return 'Send the body as application/json in UTF-8.';
    case 'idempotency-key-reused':
      return 'This Idempotency-Key was used with other ids. Use a new key for a new submission.';
    case 'internal':
      return 'A fault of ours. It was logged under this request id.';
    case 'unavailable':
      return 'The registry is busy. Nothing was written; try again.';
    case 'outcome-unknown':
      return 'It may have happened. Repeating is safe.';
  }
}
