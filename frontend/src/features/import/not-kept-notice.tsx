import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { runner } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import { type ImportRun, tallyOf } from './import-state.ts';

/** What was submitted and what was not, while the page still knows it and the device does not. */
export function NotKeptNotice({ run: { facts, batches, hold, intent } }: { readonly run: ImportRun }) {
  if (hold.kind !== 'not-kept') return null;
  const isStopped = intent === 'stopped';
  const { sent } = tallyOf(batches);
  const counts = {
    sent: format.number(sent),
    all: format.number(facts.ids),
    rest: format.number(facts.ids - sent),
  };
  return (
    <Notice
      title={words.run.notKeptTitle}
      actions={
        <Button onClick={() => void (isStopped ? runner.stop() : runner.resume())}>
          {isStopped ? words.run.stopAgain : words.run.keepAgain}
        </Button>
      }
    >
      {formatMessage(isStopped ? words.run.stopNotKeptText : words.run.notKeptText, counts)}
    </Notice>
  );
}
