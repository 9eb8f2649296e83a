import { useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { TextField } from '#components/text-field.tsx';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';

/** Above this a slip costs more than typing a word does. */
const withoutWordMax = 10;

type DeleteManyDialogProps = {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Asks before many IDs leave the list at once; the more they are, the less a single key can do it. */
export function DeleteManyDialog({ count, onConfirm, onClose }: DeleteManyDialogProps) {
  const word = useRef<HTMLInputElement>(null);
  const [isWrong, setWrong] = useState(false);
  const needsWord = count > withoutWordMax;
  const confirm = () => {
    if (!needsWord || word.current?.value.trim() === messages.select.word) return onConfirm();
    setWrong(true);
    word.current?.focus();
  };
  const shown = format.number(count);
  return (
    <ConfirmDialog
      role="alertdialog"
      title={formatPlural(messages.select.title, count, shown)}
      text={`${formatPlural(messages.select.text, count, shown)} ${messages.select.undo}`}
      onClose={onClose}
      onSubmit={confirm}
      actions={
        <>
          <Button onClick={onClose}>{messages.select.cancel}</Button>
          <Button type="submit" variant="destructive">
            {formatPlural(messages.select.confirm, count, shown)}
          </Button>
        </>
      }
    >
      {needsWord && (
        <TextField
          ref={word}
          label={formatMessage(messages.select.type, { word: messages.select.word })}
          error={isWrong ? formatMessage(messages.select.wrongWord, { word: messages.select.word }) : undefined}
          onChange={() => setWrong(false)}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </ConfirmDialog>
  );
}
