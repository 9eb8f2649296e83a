import { type EntityTags, parseEntityTags } from '#domain/entity-tag.ts';
import { type InvalidRequest, invalidRequest } from '#domain/failure.ts';
import { preconditionLengthMax } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

export type Precondition = 'If-Match' | 'If-None-Match';

const preconditions = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'] as const;

export function refuseForeignPreconditions(
  request: HttpRequest,
  listed: readonly Precondition[],
): Result<undefined, InvalidRequest> {
  const known: readonly string[] = listed;
  const foreign = preconditions.find((name) => !known.includes(name) && isSent(request, name));
  return foreign ? fail(refusal(foreign, `${foreign} is not supported by this operation.`)) : succeed(undefined);
}

export function readEntityTags(
  request: HttpRequest,
  name: Precondition,
): Result<EntityTags | undefined, InvalidRequest> {
  if (!isSent(request, name)) return succeed(undefined);
  // Repeating a header is another way to write its list.
  const text = request.header(name.toLowerCase()).join(', ');
  const tags = parseEntityTags(text);
  if (tags.ok && text.length <= preconditionLengthMax) return tags;
  return fail(
    refusal(name, `${name} takes "*" or entity tags such as "3", at most ${preconditionLengthMax} characters.`),
  );
}

/** Where a version makes no sense, `*` is all that may be asked. */
export function readIfNoneMatchAny(request: HttpRequest): Result<boolean, InvalidRequest> {
  const tags = readEntityTags(request, 'If-None-Match');
  if (!tags.ok) return tags;
  if (tags.value === undefined || tags.value === '*') return succeed(tags.value === '*');
  return fail(refusal('If-None-Match', 'If-None-Match takes only * here.'));
}

function isSent(request: HttpRequest, name: string): boolean {
  return request.header(name.toLowerCase()).length > 0;
}

function refusal(name: string, detail: string): InvalidRequest {
  return invalidRequest(`/header/${name}`, 'invalid-header', detail);
}
