import { useEffect, useRef } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { runner } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import { type ImportRun, tallyOf } from './import-state.ts';

/** While it asks nothing more is sent, so that the number it names stays true. */
export function StopDialog({ run, onClose }: { readonly run: ImportRun; readonly onClose: () => void }) {
  const wasRunning = useRef(run.intent === 'running');
  useEffect(() => {
    if (wasRunning.current) void runner.pause();
  }, []);

  const goOn = () => {
    if (wasRunning.current) void runner.resume();
    onClose();
  };
  const stop = () => {
    onClose();
    void runner.stop();
  };
  const { sent } = tallyOf(run.batches);
  return (
    <ConfirmDialog
      role="alertdialog"
      title={words.stop.title}
      text={formatMessage(words.stop.text, { sent: format.number(sent), all: format.number(run.facts.ids) })}
      onClose={goOn}
      actions={
        <>
          <Button onClick={goOn}>{words.stop.go}</Button>
          <Button variant="destructive" onClick={stop}>
            {words.stop.stop}
          </Button>
        </>
      }
    />
  );
}
