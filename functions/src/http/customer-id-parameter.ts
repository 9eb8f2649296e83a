import { type CustomerId, parseCustomerId } from '#domain/customer-id.ts';
import type { Failure } from '#domain/failure.ts';
import { fail, type Result } from '#domain/result.ts';
import type { HttpRequest } from './http-request.ts';

export function parsePathId(request: HttpRequest): Result<CustomerId, Failure> {
  const id = parseCustomerId(request.pathParameter('id'));
  return id.ok ? id : fail({ code: 'invalid-customer-id', fault: id.failure });
}
