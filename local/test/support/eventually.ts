import { setTimeout as sleep } from 'node:timers/promises';

/** Repeats the look until it finds something; what works in the background has ten seconds. */
export async function eventually<Value>(look: () => Promise<Value | undefined> | Value | undefined): Promise<Value> {
  const deadline = performance.now() + 10_000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`Not there after ten seconds: ${look.toString()}`);
    await sleep(5);
  }
}
