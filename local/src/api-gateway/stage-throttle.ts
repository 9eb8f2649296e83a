import type { Operation } from './api-definition.ts';
import { createTokenBuckets, type Throttle } from './token-bucket.ts';

/** By resource path and method, for example `/health/GET`. All other methods have the default. */
export type StageThrottles = ReadonlyMap<string, Throttle>;

/** Whether the stage admits one more request. Each method has its own bucket, which all keys share. */
export type CheckStageThrottle = (operation: Pick<Operation, 'method' | 'resourcePath'>) => boolean;

const ALL_METHODS = '/*/*';

export function createStageThrottle(throttles: StageThrottles, nowMillis: () => number): CheckStageThrottle {
  const getBucket = createTokenBuckets(nowMillis);
  return ({ method, resourcePath }) => {
    const name = `${resourcePath}/${method}`;
    const throttle = throttles.get(name) ?? throttles.get(ALL_METHODS);
    if (!throttle) return true;
    const bucket = getBucket(name, throttle);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
}
