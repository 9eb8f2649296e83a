import type { Operation } from './api-definition.ts';
import { createTokenBuckets, type Throttle } from './token-bucket.ts';

export interface UsagePlan {
  readonly throttle: Throttle | undefined;
  /** By resource path and method, for example `/customer-ids/{id}/GET`. */
  readonly methodThrottles: ReadonlyMap<string, Throttle>;
  readonly quotaPerDay: number | undefined;
}

export interface PlanClock {
  /** Only differences are meaningful. */
  readonly monotonicMillis: () => number;
  readonly wallMillis: () => number;
}

export type UsagePlanResult = 'allowed' | 'throttled' | 'quota-exceeded';

/** AWS enforces usage plans on a best-effort basis; the local gateway enforces them exactly. */
export type CheckUsagePlan = (operation: Pick<Operation, 'method' | 'resourcePath'>) => UsagePlanResult;

const MILLIS_PER_DAY = 86_400_000;

/** For one API key: each key of a plan has its own limits. */
export function createUsagePlanCheck(plan: UsagePlan, clock: PlanClock): CheckUsagePlan {
  const getBucket = createTokenBuckets(clock.monotonicMillis);
  const consumeQuota = createQuotaCounter(plan.quotaPerDay ?? Number.POSITIVE_INFINITY, clock);

  return ({ method, resourcePath }) => {
    const name = `${resourcePath}/${method}`;
    const methodThrottle = plan.methodThrottles.get(name);
    const applicable = [
      ...(plan.throttle ? [getBucket('*', plan.throttle)] : []),
      ...(methodThrottle ? [getBucket(name, methodThrottle)] : []),
    ];
    if (applicable.some((bucket) => bucket.tokens < 1)) return 'throttled';
    if (!consumeQuota()) return 'quota-exceeded';
    for (const bucket of applicable) bucket.tokens -= 1;
    return 'allowed';
  };
}

/** Quotas reset at midnight UTC. */
function createQuotaCounter(perDay: number, clock: PlanClock): () => boolean {
  let used = 0;
  let today = 0;
  return () => {
    const day = Math.floor(clock.wallMillis() / MILLIS_PER_DAY);
    if (day !== today) used = 0;
    today = day;
    if (used >= perDay) return false;
    used += 1;
    return true;
  };
}
