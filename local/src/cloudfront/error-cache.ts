import type { HttpResponse } from '#local/api-gateway/http-response.ts';
import { DEFAULT_ERROR_SECONDS } from './distribution-definition.ts';

/** Status codes that CloudFront caches. */
const CACHEABLE_ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
/** Status codes for which CloudFront respects Cache-Control. */
const CACHE_CONTROL_ERRORS = [404, 414, 501];

/** Returns the cached error for the path, or fetches a response. Only GET and HEAD are cached. */
export type WithErrorCache = (
  method: string | undefined,
  path: string,
  fetchResponse: () => Promise<HttpResponse>,
) => Promise<HttpResponse>;

/**
 * The cache key is only the path, not the API key. AWS does not document whether a behavior with caching disabled
 * caches errors; this one does, so that tests notice a status code without a TTL.
 */
export function createErrorCache(errorSeconds: ReadonlyMap<number, number>, nowMillis: () => number): WithErrorCache {
  const cache = new Map<string, { readonly response: HttpResponse; readonly untilMillis: number }>();

  return async (method, path, fetchResponse) => {
    if (method !== 'GET' && method !== 'HEAD') return fetchResponse();
    const key = `${method} ${path}`;
    const cached = cache.get(key);
    if (cached && nowMillis() < cached.untilMillis) return cached.response;
    cache.delete(key);
    const response = await fetchResponse();
    const seconds = toCachingSeconds(response, errorSeconds);
    if (seconds > 0) cache.set(key, { response, untilMillis: nowMillis() + seconds * 1000 });
    return response;
  };
}

function toCachingSeconds({ status, headers }: HttpResponse, errorSeconds: ReadonlyMap<number, number>): number {
  if (!CACHEABLE_ERRORS.includes(status)) return 0;
  const control = headers.find(([name]) => name.toLowerCase() === 'cache-control')?.[1] ?? '';
  if (CACHE_CONTROL_ERRORS.includes(status) && /no-store|no-cache|private/.test(control)) return 0;
  return errorSeconds.get(status) ?? DEFAULT_ERROR_SECONDS;
}
