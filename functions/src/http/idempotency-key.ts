import { type InvalidRequest, invalidRequest } from '#domain/failure.ts';
import { idempotencyKeyLengthMax, idempotencyKeyPattern } from '#domain/limits.generated.ts';
import { fail, type Result, succeed } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

export function readIdempotencyKey(request: HttpRequest): Result<string | undefined, InvalidRequest> {
  const [key, ...others] = request.header('idempotency-key');
  if (key === undefined) return succeed(undefined);
  const isValid = others.length === 0 && key.length <= idempotencyKeyLengthMax && idempotencyKeyPattern.test(key);
  return isValid ? succeed(key) : fail(invalidKey);
}

const invalidKey = invalidRequest(
  '/header/Idempotency-Key',
  'invalid-header',
  `Idempotency-Key must be a single value of 1 to ${idempotencyKeyLengthMax} printable ASCII characters.`,
);
