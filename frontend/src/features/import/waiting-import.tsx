import { History } from 'lucide-react';
import { Notice } from '#components/notice.tsx';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { useImport } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import { isSent, tallyOf } from './import-state.ts';

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
    <div className="mt-6">
      <Notice variant="info" icon={History} title={words.waitingWork.title}>
        {formatMessage(words.waitingWork[view.run.intent === 'paused' ? 'pausedText' : 'text'], values)}
      </Notice>
    </div>
  );
}
