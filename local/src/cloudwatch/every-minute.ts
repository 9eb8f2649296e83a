import type { Clock } from '#local/clock.ts';

const minuteMillis = 60_000;

/** Calls `run` at the end of each minute. */
export function everyMinute(clock: Clock, log: (line: string) => void, run: (endMillis: number) => void) {
  const stopping = new AbortController();
  const running = repeat().catch((cause: unknown) => {
    if (!stopping.signal.aborted) throw cause;
  });

  async function repeat(): Promise<void> {
    for (;;) {
      const end = (Math.floor(clock.now() / minuteMillis) + 1) * minuteMillis;
      await clock.wait(end - clock.now(), stopping.signal);
      try {
        run(end);
      } catch (cause) {
        // An error such as a full disk must not stop alarm evaluation permanently.
        log(`cloudwatch: alarm evaluation failed, retrying in a minute: ${String(cause)}`);
      }
    }
  }

  return {
    stop: async (): Promise<void> => {
      stopping.abort();
      await running;
    },
  };
}
