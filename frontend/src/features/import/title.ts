import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import type { TabIcon } from '#lib/use-document-title.ts';
import { importWords as words } from './import-messages.ts';
import { countOf, isSent, tallyOf } from './import-state.ts';
import type { ImportView } from './import-store.ts';

/** Whole only when everything is sent. */
export const percentOf = (part: number, whole: number): number =>
  whole === 0 ? 100 : Math.floor((part / whole) * 100);

/** What the tab says, seen from another tab too. */
export function tabOf(view: ImportView): readonly [title: string, icon: TabIcon] {
  if (view.status !== 'here') return [words.page, 'calm'];
  const { run } = view;
  const icon = countOf(run.batches, 'to-retry', 'failed', 'rejected') > 0 ? 'failed' : 'calm';
  if (isSent(run)) return [words.report.doneTitle, icon];
  if (run.hold.kind === 'not-kept') return [words.run.heldTitle, 'failed'];
  if (run.intent === 'paused') return [words.run.pausedTitle, icon];
  const percent = percentOf(tallyOf(run.batches).sent, run.facts.ids);
  return [formatMessage(words.run.title, { percent: format.number(percent) }), icon === 'calm' ? 'running' : icon];
}
