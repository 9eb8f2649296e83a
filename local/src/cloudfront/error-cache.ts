import type { Answer } from '#local/api-gateway/http-response.ts';
import { DEFAULT_ERROR_SECONDS } from './distribution-definition.ts';

/** The codes that CloudFront keeps, each for as long as the distribution says, or else for ten seconds. */
const KEPT = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];
/** Of these alone it heeds what the answer says about caching. */
const HEEDED = [404, 414, 501];

/** Gives the error that is kept for a path, or what `ask` answers. Only what reads is kept. */
export type Remember = (method: string | undefined, path: string, ask: () => Promise<Answer>) => Promise<Answer>;

/**
 * CloudFront keeps an error by its path alone, whoever asked and with whatever key. Whether it does so too for a behavior that
 * caches nothing is not documented; here it does, so that a code for which no lifetime is given is noticed.
 */
export function createErrorCache(errorSeconds: ReadonlyMap<number, number>, nowMillis: () => number): Remember {
  const kept = new Map<string, { readonly answer: Answer; readonly untilMillis: number }>();

  return async (method, path, ask) => {
    if (method !== 'GET' && method !== 'HEAD') return ask();
    const key = `${method} ${path}`;
    const found = kept.get(key);
    if (found && nowMillis() < found.untilMillis) return found.answer;
    kept.delete(key);
    const answer = await ask();
    const seconds = secondsOf(answer, errorSeconds);
    if (seconds > 0) kept.set(key, { answer, untilMillis: nowMillis() + seconds * 1000 });
    return answer;
  };
}

function secondsOf({ status, headers }: Answer, errorSeconds: ReadonlyMap<number, number>): number {
  if (!KEPT.includes(status)) return 0;
  const control = headers.find(([name]) => name.toLowerCase() === 'cache-control')?.[1] ?? '';
  if (HEEDED.includes(status) && /no-store|no-cache|private/.test(control)) return 0;
  return errorSeconds.get(status) ?? DEFAULT_ERROR_SECONDS;
}
