import type { InvalidRequest, RequestFault } from '#domain/failure.ts';
import {
  submissionIdsMax,
  submissionIdsMin,
  submissionLabelLengthMax,
  submittedTextLengthMax,
} from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { SubmissionRequest } from '#domain/submission.ts';
import { parseSubmissionId } from '#domain/submission-id.ts';
import { type SchemaFault, validateLookupRequest, validateSubmissionRequest } from './validators.generated.js';

const faultsMax = 100;
const pointerLengthMax = 256;

interface Validator<Body> {
  (body: unknown): body is Body;
  errors?: readonly SchemaFault[] | null;
}

/** Validates the envelope only: the workflow reports IDs in an invalid format. */
export function parseSubmissionRequest(body: unknown): Result<SubmissionRequest, InvalidRequest> {
  const request = validateBody(body, validateSubmissionRequest, 'only ids, action, addedBy and label');
  if (!request.ok) return request;
  const { action = 'add', ids, label, addedBy } = request.value;
  if (addedBy !== undefined && action !== 'delete') return reject([addedByWithoutDelete]);
  const added = addedBy === undefined ? undefined : parseSubmissionId(addedBy);
  if (added && !added.ok) return reject([invalidAddedBy]);
  const optional = { ...(label === undefined ? {} : { label }), ...(added ? { addedBy: added.value } : {}) };
  return succeed({ action, ids, ...optional });
}

const invalidAddedBy: RequestFault = {
  pointer: '/addedBy',
  code: 'invalid-format',
  detail: 'Must be the submissionId of a submission.',
};

const addedByWithoutDelete: RequestFault = {
  pointer: '/addedBy',
  code: 'not-allowed',
  detail: 'Allowed only with the action delete.',
};

/** Validates the envelope only: the response reports IDs in an invalid format. */
export function parseLookupRequest(body: unknown): Result<readonly string[], InvalidRequest> {
  const request = validateBody(body, validateLookupRequest, 'only ids');
  return request.ok ? succeed(request.value.ids) : request;
}

function validateBody<Body extends { readonly ids: readonly string[] }>(
  body: unknown,
  validate: Validator<Body>,
  members: string,
): Result<Body, InvalidRequest> {
  if (!validate(body)) return reject((validate.errors ?? []).map((fault) => toRequestFault(fault, members)));
  const illFormed = body.ids.flatMap((id, index) => (/\p{Surrogate}/u.test(id) ? [illFormedAt(index)] : []));
  return illFormed.length > 0 ? reject(illFormed) : succeed(body);
}

function reject(errors: readonly RequestFault[]): Result<never, InvalidRequest> {
  return fail({ code: 'invalid-request', errors: errors.slice(0, faultsMax) });
}

function toRequestFault({ keyword, instancePath, params }: SchemaFault, members: string): RequestFault {
  if (instancePath === '/addedBy') return invalidAddedBy;
  switch (keyword) {
    case 'required':
      return { pointer: '/ids', code: 'required', detail: 'The property ids is required.' };
    case 'additionalProperties':
      return unknownProperty(String(params['additionalProperty']), members);
    case 'minItems':
      return { pointer: '/ids', code: 'too-few', detail: `ids must contain at least ${submissionIdsMin} item.` };
    case 'maxItems':
      return { pointer: '/ids', code: 'too-many', detail: `ids must contain at most ${submissionIdsMax} items.` };
    case 'minLength':
      return { pointer: instancePath, code: 'too-short', detail: 'Must not be empty.' };
    case 'maxLength': {
      const max = instancePath === '/label' ? submissionLabelLengthMax : submittedTextLengthMax;
      return { pointer: instancePath, code: 'too-long', detail: `Must be at most ${max} characters.` };
    }
    case 'enum':
      return { pointer: instancePath, code: 'unknown-value', detail: 'Must be add or delete.' };
    default:
      return { pointer: instancePath, code: 'wrong-type', detail: describeExpectedType(instancePath) };
  }
}

function describeExpectedType(pointer: string): string {
  if (pointer === '') return 'The body must be an object with the property ids.';
  return pointer === '/ids' ? 'ids must be an array of strings.' : 'Must be a string.';
}

/** A name that exceeds the pointer limit is reported at the root. */
function unknownProperty(name: string, members: string): RequestFault {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return {
    pointer: pointer.length > pointerLengthMax ? '' : pointer,
    code: 'unknown-member',
    detail: `Unknown property. The body may contain ${members}.`,
  };
}

/** Stores and encoders each replace a lone surrogate differently, so it cannot be preserved. */
function illFormedAt(index: number): RequestFault {
  return { pointer: `/ids/${index}`, code: 'ill-formed', detail: 'The string contains a lone surrogate.' };
}
