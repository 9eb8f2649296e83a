import type { Clock } from '#local/clock.ts';

const minuteMillis = 60_000;

/** Does the work at the end of each minute, with the time of that end. */
export function everyMinute(clock: Clock, log: (line: string) => void, work: (endMillis: number) => void) {
  const stopping = new AbortController();
  const running = repeat().catch((cause: unknown) => {
    if (!stopping.signal.aborted) throw cause;
  });

  async function repeat(): Promise<void> {
    for (;;) {
      const end = (Math.floor(clock.now() / minuteMillis) + 1) * minuteMillis;
      await clock.wait(end - clock.now(), stopping.signal);
      try {
        work(end);
      } catch (cause) {
        // A full disk, for one, must not end the alarms for good.
        log(`cloudwatch: the alarms were not judged, and are in a minute: ${String(cause)}`);
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
