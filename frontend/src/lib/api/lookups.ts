import type { Result } from '#domain/result.ts';
import type { Lookup } from '#http/contract.ts';
import { type Request, readBody, send } from './client.ts';
import type { Problem } from './problem.ts';

export type { Lookup, LookupResult } from '#http/contract.ts';

/** At most 100 IDs. Changes nothing. */
export async function lookUpCustomerIds(
  ids: readonly string[],
  signal: AbortSignal,
  options: Pick<Request, 'isRetried'> = {},
): Promise<Result<Lookup, Problem>> {
  const response = await send({ method: 'POST', path: '/lookups', body: { ids }, signal, ...options });
  return response.ok ? readBody<Lookup>(response.value, ['checkedAt', 'results']) : response;
}
