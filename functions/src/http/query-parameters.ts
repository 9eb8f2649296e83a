import { type InvalidRequest, invalidRequest } from '#domain/failure.ts';
import { pageSizeDefault, pageSizeMax, pageSizeMin } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

/** A parameter that is sent twice has no one meaning, so it has none. */
export function readQuery(request: HttpRequest, name: string): Result<string | undefined, InvalidRequest> {
  const values = request.query(name);
  return values.length > 1 ? fail(wrongParameter(name, `Send ${name} once.`)) : succeed(values[0]);
}

export function readLimit(request: HttpRequest): Result<number, InvalidRequest> {
  const text = readQuery(request, 'limit');
  if (!text.ok) return text;
  if (text.value === undefined) return succeed(pageSizeDefault);
  const limit = /^\d{1,4}$/.test(text.value) ? Number(text.value) : Number.NaN;
  if (limit >= pageSizeMin && limit <= pageSizeMax) return succeed(limit);
  return fail(
    wrongParameter('limit', `limit is a whole number from ${pageSizeMin} to ${pageSizeMax}, in plain digits.`),
  );
}

export function wrongParameter(name: string, detail: string): InvalidRequest {
  return invalidRequest(`/query/${name}`, 'invalid-parameter', detail);
}
