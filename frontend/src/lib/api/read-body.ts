import { fail, type Result, succeed } from '#domain/result.ts';
import type { ApiResponse } from './client.ts';
import type { Problem } from './problem.ts';

/**
 * The one place where an answer gets its type. The contract tests hold the API to its schemas; what is told apart here is
 * an answer that is not the API's at all, such as the page of a proxy.
 */
export function readBody<Body extends object>(
  { body }: ApiResponse,
  members: readonly (keyof Body & string)[],
): Result<Body, Problem> {
  const isOurs = typeof body === 'object' && body !== null && members.every((member) => member in body);
  return isOurs ? succeed(body as Body) : fail({ kind: 'no-response' });
}
