import type { InvalidRequest, RequestFault } from '#domain/failure.ts';
import { submissionIdsMax, submissionIdsMin, submittedTextLengthMax } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import { type SchemaFault, validateSubmissionRequest } from './validators.generated.js';

const faultsMax = 100;
const pointerLengthMax = 256;

/** Checks the envelope only: an ID that breaks the format is the workflow's to report. */
export function parseSubmissionRequest(body: unknown): Result<readonly string[], InvalidRequest> {
  if (!validateSubmissionRequest(body)) return refuse((validateSubmissionRequest.errors ?? []).map(faultOf));
  const illFormed = body.ids.flatMap((id, index) => (/\p{Surrogate}/u.test(id) ? [illFormedAt(index)] : []));
  return illFormed.length > 0 ? refuse(illFormed) : succeed(body.ids);
}

function refuse(errors: readonly RequestFault[]): Result<never, InvalidRequest> {
  return fail({ code: 'invalid-request', errors: errors.slice(0, faultsMax) });
}

function faultOf(fault: SchemaFault): RequestFault {
  switch (fault.keyword) {
    case 'required':
      return { pointer: '/ids', code: 'required', detail: 'The member ids is missing: a list of customer IDs.' };
    case 'additionalProperties':
      return unknownMember(String(fault.params['additionalProperty']));
    case 'minItems':
      return { pointer: '/ids', code: 'too-few', detail: `The list is empty: send at least ${submissionIdsMin} ID.` };
    case 'maxItems':
      return { pointer: '/ids', code: 'too-many', detail: `Send at most ${submissionIdsMax} IDs at a time.` };
    case 'maxLength':
      return { pointer: fault.instancePath, code: 'too-long', detail: `At most ${submittedTextLengthMax} characters.` };
    default:
      return { pointer: fault.instancePath, code: 'wrong-type', detail: expectedAt(fault.instancePath) };
  }
}

function expectedAt(pointer: string): string {
  if (pointer === '') return 'The body must be an object with the member ids.';
  return pointer === '/ids' ? 'ids must be a list of customer IDs.' : 'An ID must be text in quotes.';
}

/** A name too long to be pointed at is pointed at from outside. */
function unknownMember(name: string): RequestFault {
  const pointer = `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return {
    pointer: pointer.length > pointerLengthMax ? '' : pointer,
    code: 'unknown-member',
    detail: 'The body may have no member but ids.',
  };
}

/** Half a pair of surrogates is no character: stores and encoders would each make something else of it. */
function illFormedAt(index: number): RequestFault {
  return { pointer: `/ids/${index}`, code: 'ill-formed', detail: 'This text holds half a character.' };
}
