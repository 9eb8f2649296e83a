import { type InvalidRequest, invalidRequest } from '#domain/failure.ts';
import { pageSizeDefault, pageSizeMax, pageSizeMin } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

/** A repeated parameter is ambiguous, so it is rejected. */
export function readQuery(request: HttpRequest, name: string): Result<string | undefined, InvalidRequest> {
  const values = request.query(name);
  return values.length > 1 ? fail(invalidParameter(name, `${name} must not be repeated.`)) : succeed(values[0]);
}

export function readLimit(request: HttpRequest): Result<number, InvalidRequest> {
  const text = readQuery(request, 'limit');
  if (!text.ok) return text;
  if (text.value === undefined) return succeed(pageSizeDefault);
  const limit = /^\d{1,4}$/.test(text.value) ? Number(text.value) : Number.NaN;
  if (limit >= pageSizeMin && limit <= pageSizeMax) return succeed(limit);
  return fail(invalidParameter('limit', `limit must be an integer from ${pageSizeMin} to ${pageSizeMax}.`));
}

/** A parameter that must be one of the given words. */
export function readChoice<Choice extends string>(
  request: HttpRequest,
  name: string,
  choices: readonly Choice[],
): Result<Choice | undefined, InvalidRequest> {
  const text = readQuery(request, name);
  if (!text.ok) return text;
  if (text.value === undefined) return succeed(undefined);
  const choice = choices.find((each) => each === text.value);
  return choice ? succeed(choice) : fail(invalidParameter(name, `${name} must be one of: ${choices.join(', ')}.`));
}

export function invalidParameter(name: string, detail: string): InvalidRequest {
  return invalidRequest(`/query/${name}`, 'invalid-parameter', detail);
}
