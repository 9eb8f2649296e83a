import { History } from 'lucide-react';
import { format } from '#lib/formatting.ts';
import { fill } from '#lib/phrase.ts';
import { isSent, tallyOf } from './import-state.ts';
import { importWords as words } from './import-words.ts';
import { useImport } from './live-import.ts';

/** On the page where one connects: what goes on as soon as one has. */
export function WaitingImport() {
  const view = useImport();
  if (view.status !== 'here' || isSent(view.run)) return null;
  const { facts, batches } = view.run;
  const values = {
    sent: format.number(tallyOf(batches).sent),
    all: format.number(facts.ids),
    file: facts.file,
  };
  return (
    <div className="mt-6 flex gap-3 rounded-box bg-hover px-4 py-3 forced-colors:border">
      <History aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-fg-3" />
      <div className="min-w-0">
        <p className="font-medium">{words.waitingWork.title}</p>
        <p className="text-small text-fg-2 [overflow-wrap:anywhere]">{fill(words.waitingWork.text, values)}</p>
      </div>
    </div>
  );
}
