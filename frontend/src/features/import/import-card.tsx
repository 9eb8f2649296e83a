import { History } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { Notice } from '#components/notice.tsx';
import { ProgressBar } from '#components/progress.tsx';
import { isFullySent } from '#lib/batches/batch-run.ts';
import { format, formatMessage } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { runner, useImport } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';
import { isRetrying, isSending, toPercent } from './run-status.ts';
import { tallyBatches } from './tally.ts';

function useUnfinishedRun(): ImportRun | undefined {
  const { session } = useImport();
  return session.status === 'active' && !isFullySent(session.run) ? session.run : undefined;
}

function describeRun(run: ImportRun): string {
  if (run.intent === 'paused') return messages.card.paused;
  if (isSending(run)) return messages.card.running;
  if (isRetrying(run) && (!run.blocked || run.blocked.kind === 'retry-delay')) return messages.card.retrying;
  const needsUser = !run.blocked || run.blocked.kind === 'storage-failed';
  return needsUser ? messages.card.needsAttention : messages.card.waiting;
}

/** Shown in the sidebar on every page. */
export function ImportCard() {
  const run = useUnfinishedRun();
  if (!run) return null;
  const { sent } = tallyBatches(run.batches);
  const percent = formatMessage(messages.card.percent, { n: format.number(toPercent(sent, run.facts.ids)) });
  return (
    <Link
      href={paths.import}
      title={`${describeRun(run)}, ${percent}`}
      className="mb-3 block rounded-box border border-line bg-surface px-3 py-2.5 shadow-e1 transition-colors hover:bg-hover max-wide:px-0"
    >
      <span className="mb-2 flex justify-between gap-2 whitespace-nowrap max-wide:justify-center">
        <span className="font-medium max-wide:sr-only">{describeRun(run)}</span>
        <span className="text-fg-2 tabular-nums max-wide:text-key">{percent}</span>
      </span>
      <ProgressBar label={messages.run.progress} value={sent} max={run.facts.ids} size="small" />
    </Link>
  );
}

/** Replaces the card in the bottom bar of a narrow screen. */
export function ImportDot() {
  const run = useUnfinishedRun();
  if (!run) return null;
  return (
    <span className="absolute top-3 ml-6 size-2 rounded-full bg-iris">
      <span className="sr-only">{describeRun(run)}</span>
    </span>
  );
}

/** Ends an unfinished import, or deletes the report of a finished one. */
export function ForgetDialog({ run, onClose }: { readonly run: ImportRun; readonly onClose: () => void }) {
  const { sent } = tallyBatches(run.batches);
  const values = { sent: format.number(sent), all: format.number(run.facts.ids) };
  return (
    <ConfirmDialog
      role="alertdialog"
      title={messages.forget.title}
      text={formatMessage(messages.forget.text, values)}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{messages.forget.keep}</Button>
          <Button variant="destructive" onClick={() => void runner.discard()}>
            {messages.forget.action}
          </Button>
        </>
      }
    />
  );
}

function describeStored({ facts, batches, intent }: ImportRun): string {
  const texts = messages.waitingImport;
  const values = {
    sent: format.number(tallyBatches(batches).sent),
    all: format.number(facts.ids),
    file: facts.file,
  };
  if (isFullySent({ batches, intent })) return formatMessage(texts.finishedText, values);
  return formatMessage(texts[intent === 'paused' ? 'pausedText' : 'text'], values);
}

/** Shown on the Connect page: an import is stored in this browser, and continues once there is a key. */
export function WaitingImport() {
  const { session } = useImport();
  const [isAsking, setAsking] = useState(false);
  if (session.status !== 'active') return null;
  const { run } = session;
  return (
    <div className="mt-6">
      <Notice
        variant="info"
        icon={History}
        title={isFullySent(run) ? messages.waitingImport.finishedTitle : messages.waitingImport.title}
        actions={<Button onClick={() => setAsking(true)}>{messages.forget.action}</Button>}
      >
        {describeStored(run)}
      </Notice>
      {isAsking && <ForgetDialog run={run} onClose={() => setAsking(false)} />}
    </div>
  );
}
