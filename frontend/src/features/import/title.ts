import { format } from '#lib/formatting.ts';
import { fill } from '#lib/phrase.ts';
import { type ImportRun, isSent, tallyOf } from './import-state.ts';
import { importWords as words } from './import-words.ts';

/** Whole only when everything is sent. */
export const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 100 : Math.floor((part / whole) * 100);

/** What the tab says, seen from another tab too. */
export function titleOf(run: ImportRun): string {
  if (isSent(run)) return words.report.doneTitle;
  if (run.intent === 'paused') return words.run.pausedTitle;
  const percent = percentOf(tallyOf(run.batches).sent, run.facts.ids);
  return fill(words.run.title, { percent: format.number(percent) });
}
