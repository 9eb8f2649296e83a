import type { Budget } from '#ports.ts';

/** All SDK work of one invocation together; two slow calls in a row must not outlive the function. */
const workMillisMax = 6000;
/** Finding out how a lost write ended has this long after the work was cut off. */
const readBackMillisMax = 1000;
/** Our own answer leaves this long before Lambda ends the function, which would make it the gateway's 502. */
const answerMarginMillis = 500;

/** The work did not end by the time an answer was due. */
export class DeadlineError extends Error {
  override readonly name = 'DeadlineError';
}

/** Runs work that is told to stop in time for a read-back, and is not waited for once the answer is due. */
export async function withinBudget<Value>(
  remainingMillis: number,
  work: (budget: Budget) => Promise<Value>,
): Promise<Value> {
  const answerMillis = Math.max(0, remainingMillis - answerMarginMillis);
  const workMillis = Math.max(0, Math.min(workMillisMax, answerMillis - readBackMillisMax));
  const controller = new AbortController();
  const { promise: due, reject } = rejectable();
  const cut = setTimeout(() => controller.abort(), workMillis);
  const answer = setTimeout(() => reject(new DeadlineError('The answer was due.')), answerMillis);
  try {
    return await Promise.race([work({ signal: controller.signal }), due]);
  } finally {
    clearTimeout(cut);
    clearTimeout(answer);
  }
}

function rejectable() {
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<never>((_resolve, rejectPromise) => {
    reject = rejectPromise;
  });
  return { promise, reject };
}
