import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { format, formatMessage } from '#lib/format.ts';
import { runner, useImport } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportRun } from './import-state.ts';
import { tallyBatches } from './tally.ts';

export function OtherTabNotice() {
  if (useImport().session.status !== 'other-tab') return null;
  return <Notice title={messages.file.otherTabTitle}>{messages.file.otherTabText}</Notice>;
}

/** Names the counts while the page knows them: they are not stored. */
export function StorageFailedNotice({ run: { facts, batches, blocked, intent } }: { readonly run: ImportRun }) {
  if (blocked?.kind !== 'storage-failed') return null;
  const isStopped = intent === 'stopped';
  const { sent } = tallyBatches(batches);
  const counts = {
    sent: format.number(sent),
    all: format.number(facts.ids),
    rest: format.number(facts.ids - sent),
  };
  const text = isStopped ? messages.run.stopNotSavedText : messages.run.storageFailedText;
  return (
    <Notice
      title={messages.run.storageFailedHeading}
      actions={
        <Button onClick={() => void (isStopped ? runner.stop() : runner.resume())}>
          {isStopped ? messages.run.stopAgain : messages.run.continue}
        </Button>
      }
    >
      {formatMessage(text, counts)}
    </Notice>
  );
}
