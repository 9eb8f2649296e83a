import type { Page } from 'playwright-core';

export interface Seen {
  /** From each press of a key or a pointer to the paint that answers it. */
  readonly interactionMillis: readonly number[];
  readonly longTaskMillis: readonly number[];
}

/** What the browser itself noted during an action, until what it brought about was painted. */
export async function watch(page: Page, act: () => Promise<void>): Promise<Seen> {
  const watching = await page.evaluateHandle(startWatching);
  await act();
  const seen = await watching.evaluate(({ end }) => end());
  await watching.dispose();
  return seen;
}

/** Runs in the page, so it holds all that it needs. */
function startWatching() {
  const interactionMillis: number[] = [];
  const longTaskMillis: number[] = [];
  const noteEvents = (entries: PerformanceEntryList) => {
    // Those without an interaction follow the pointer or the focus.
    const answered = entries.filter((entry) => 'interactionId' in entry && entry.interactionId !== 0);
    interactionMillis.push(...answered.map(({ duration }) => duration));
  };
  const noteTasks = (entries: PerformanceEntryList) => longTaskMillis.push(...entries.map(({ duration }) => duration));

  const events = new PerformanceObserver((list) => noteEvents(list.getEntries()));
  const tasks = new PerformanceObserver((list) => void noteTasks(list.getEntries()));
  // The least threshold there is: what is faster is not told.
  const quick = { type: 'event', durationThreshold: 16 };
  events.observe(quick);
  tasks.observe({ type: 'longtask' });

  const frame = () => new Promise(requestAnimationFrame);
  const end = async () => {
    await frame();
    await frame();
    noteEvents(events.takeRecords());
    noteTasks(tasks.takeRecords());
    events.disconnect();
    tasks.disconnect();
    return { interactionMillis, longTaskMillis };
  };
  return { end };
}
