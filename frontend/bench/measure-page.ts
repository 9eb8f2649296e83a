import type { Page } from 'playwright-core';

export interface PageTimings {
  /** From each key press or click to the next paint. */
  readonly interactionMillis: readonly number[];
  readonly longTaskMillis: readonly number[];
}

/** Collects the browser's own timings during an action and the paint after it. */
export async function measurePage(page: Page, act: () => Promise<void>): Promise<PageTimings> {
  const observers = await page.evaluateHandle(startObservers);
  await act();
  const timings = await observers.evaluate(({ end }) => end());
  await observers.dispose();
  return timings;
}

/** Serialized and run in the page, so it must be self-contained. */
function startObservers() {
  const interactionMillis: number[] = [];
  const longTaskMillis: number[] = [];
  const addEvents = (entries: PerformanceEntryList) => {
    // Entries without an interaction ID are hover and focus events.
    const interactions = entries.filter((entry) => 'interactionId' in entry && entry.interactionId !== 0);
    interactionMillis.push(...interactions.map(({ duration }) => duration));
  };
  const addTasks = (entries: PerformanceEntryList) => longTaskMillis.push(...entries.map(({ duration }) => duration));

  const events = new PerformanceObserver((list) => addEvents(list.getEntries()));
  const tasks = new PerformanceObserver((list) => void addTasks(list.getEntries()));
  // The minimum threshold; faster events are not reported.
  const options = { type: 'event', durationThreshold: 16 };
  events.observe(options);
  tasks.observe({ type: 'longtask' });

  const frame = () => new Promise(requestAnimationFrame);
  const end = async () => {
    await frame();
    await frame();
    addEvents(events.takeRecords());
    addTasks(tasks.takeRecords());
    events.disconnect();
    tasks.disconnect();
    return { interactionMillis, longTaskMillis };
  };
  return { end };
}
