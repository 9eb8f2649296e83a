import { setTimeout as sleep } from 'node:timers/promises';

const timeoutMillis = 240_000;

/** Polls until the result is not undefined. The timeout is generous for busy machines. */
export async function eventually<Value>(poll: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  const deadline = performance.now() + timeoutMillis;
  for (;;) {
    const result = await poll();
    if (result !== undefined) return result;
    if (performance.now() > deadline) throw new Error(`Timed out after ${timeoutMillis} ms: ${poll.toString()}`);
    await sleep(5);
  }
}
