import type { Deadline } from '#ports.ts';

/** Upper bound for all SDK calls of one invocation, so that two slow calls in a row cannot outlive the function. */
const workMillisMax = 6000;
/** Reserved after the abort for reading back a write whose outcome is unknown. */
const readBackMillisMax = 1000;
/** Return before Lambda times out: a timeout would become the gateway's 502. */
const responseMarginMillis = 500;

export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Aborts the signal while a read-back still fits, and rejects with DeadlineError when the response is due. */
export async function withDeadline<Value>(
  remainingMillis: number,
  work: (deadline: Deadline) => Promise<Value>,
): Promise<Value> {
  const responseMillis = Math.max(0, remainingMillis - responseMarginMillis);
  const workMillis = Math.max(0, Math.min(workMillisMax, responseMillis - readBackMillisMax));
  const controller = new AbortController();
  const { promise: timeout, reject } = rejectable();
  const abortTimer = setTimeout(() => controller.abort(), workMillis);
  const responseTimer = setTimeout(() => reject(new DeadlineError('The deadline has passed.')), responseMillis);
  try {
    return await Promise.race([work({ signal: controller.signal }), timeout]);
  } finally {
    clearTimeout(abortTimer);
    clearTimeout(responseTimer);
  }
}

function rejectable() {
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}
