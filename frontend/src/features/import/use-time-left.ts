/** How much was done by when. */
export type Sample = { readonly atMillis: number; readonly done: number };

/** Long enough to be steady, short enough to notice a change. */
const windowMillis = 15_000;
const enoughMillis = 2_000;

export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  return [...samples.filter(({ atMillis }) => sample.atMillis - atMillis <= windowMillis), sample];
}

/** The seconds that the rest will take at the pace of late; undefined when that cannot be told yet. */
export function secondsLeft(samples: readonly Sample[], left: number): number | undefined {
  const first = samples.at(0);
  const last = samples.at(-1);
  if (!first || !last || last.atMillis - first.atMillis < enoughMillis || last.done === first.done) return undefined;
  const perMilli = (last.done - first.done) / (last.atMillis - first.atMillis);
  return Math.max(1, Math.round(left / perMilli / 1000));
}
