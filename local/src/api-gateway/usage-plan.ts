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
export type CheckUsagePlan = (keyId: string, operation: Pick<Operation, 'method' | 'resourcePath'>) => UsagePlanResult;

const MILLIS_PER_DAY = 86_400_000;

export function createUsagePlanCheck(plan: UsagePlan, clock: PlanClock): CheckUsagePlan {
  const getBucket = createTokenBuckets(clock.monotonicMillis);
  const consumeQuota = createQuotaCounter(plan.quotaPerDay ?? Number.POSITIVE_INFINITY, clock);

  return (keyId, { method, resourcePath }) => {
    const name = `${resourcePath}/${method}`;
    const methodThrottle = plan.methodThrottles.get(name);
    const applicable = [
      ...(plan.throttle ? [getBucket(keyId, plan.throttle)] : []),
      ...(methodThrottle ? [getBucket(`${keyId} ${name}`, methodThrottle)] : []),
    ];
    if (applicable.some((bucket) => bucket.tokens < 1)) return 'throttled';
    if (!consumeQuota(keyId)) return 'quota-exceeded';
    for (const bucket of applicable) bucket.tokens -= 1;
    return 'allowed';
  };
}

/** Quotas reset at midnight UTC. */
function createQuotaCounter(perDay: number, clock: PlanClock): (keyId: string) => boolean {
  const used = new Map<string, number>();
  let today = 0;
  return (keyId) => {
    const day = Math.floor(clock.wallMillis() / MILLIS_PER_DAY);
    if (day !== today) used.clear();
    today = day;
    const count = used.get(keyId) ?? 0;
    if (count >= perDay) return false;
    used.set(keyId, count + 1);
    return true;
  };
}
