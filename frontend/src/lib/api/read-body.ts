import { fail, type Result, succeed } from '#domain/result.ts';
import type { ApiResponse } from './client.ts';
import type { Problem } from './problem.ts';

/**
 * Gives a response body its type. Contract tests check the API's schemas, so this only rejects bodies that are not the
 * API's, such as a proxy's error page.
 */
export function readBody<Body extends object>(
  { body }: ApiResponse,
  members: readonly (keyof Body & string)[],
): Result<Body, Problem> {
  const isOurs = typeof body === 'object' && body !== null && members.every((member) => member in body);
  return isOurs ? succeed(body as Body) : fail({ kind: 'no-response' });
}
