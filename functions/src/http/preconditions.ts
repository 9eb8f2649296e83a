import { type EntityTags, parseEntityTags } from '#domain/entity-tag.ts';
import { type InvalidRequest, invalidRequest } from '#domain/failure.ts';
import { preconditionLengthMax } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

export type Precondition = 'If-Match' | 'If-None-Match';

const preconditions = ['If-Match', 'If-None-Match', 'If-Modified-Since', 'If-Unmodified-Since'] as const;

export function rejectUnsupportedPreconditions(
  request: HttpRequest,
  supported: readonly Precondition[],
): Result<undefined, InvalidRequest> {
  const names: readonly string[] = supported;
  const unsupported = preconditions.find((name) => !names.includes(name) && isSent(request, name));
  if (!unsupported) return succeed(undefined);
  return fail(invalidHeader(unsupported, `This operation does not support ${unsupported}. Remove the header.`));
}

export function readEntityTags(
  request: HttpRequest,
  name: Precondition,
): Result<EntityTags | undefined, InvalidRequest> {
  if (!isSent(request, name)) return succeed(undefined);
  // A repeated header is equivalent to one comma-separated list.
  const text = request.header(name.toLowerCase()).join(', ');
  const tags = text.length <= preconditionLengthMax ? parseEntityTags(text) : undefined;
  if (tags?.ok) return tags;
  return fail(
    invalidHeader(
      name,
      `${name} must be * or a list of quoted entity tags such as "3", at most ${preconditionLengthMax} characters.`,
    ),
  );
}

/** `*` only: an operation that creates a resource has no version to compare. */
export function readIfNoneMatchAny(request: HttpRequest): Result<boolean, InvalidRequest> {
  const tags = readEntityTags(request, 'If-None-Match');
  if (!tags.ok) return tags;
  if (tags.value === undefined || tags.value === '*') return succeed(tags.value === '*');
  return fail(invalidHeader('If-None-Match', 'This operation accepts If-None-Match only with the value *.'));
}

function isSent(request: HttpRequest, name: string): boolean {
  return request.header(name.toLowerCase()).length > 0;
}

function invalidHeader(name: string, detail: string): InvalidRequest {
  return invalidRequest(`/header/${name}`, 'invalid-header', detail);
}
