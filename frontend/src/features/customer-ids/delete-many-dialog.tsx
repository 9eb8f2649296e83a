import { useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { TextField } from '#components/text-field.tsx';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { idMessages } from './id-messages.ts';

/** More IDs than this need a typed word, so that a single key press cannot delete them. */
const unconfirmedMax = 10;

type DeleteManyDialogProps = {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Confirms deleting several IDs. */
export function DeleteManyDialog({ count, onConfirm, onClose }: DeleteManyDialogProps) {
  const word = useRef<HTMLInputElement>(null);
  const [isInvalid, setInvalid] = useState(false);
  const requiresWord = count > unconfirmedMax;
  const confirm = () => {
    if (!requiresWord || word.current?.value.trim() === idMessages.select.word) return onConfirm();
    setInvalid(true);
    word.current?.focus();
  };
  const shown = format.number(count);
  return (
    <ConfirmDialog
      role="alertdialog"
      title={formatPlural(idMessages.select.title, count, shown)}
      text={`${formatPlural(idMessages.select.text, count, shown)} ${idMessages.select.undo}`}
      onClose={onClose}
      onSubmit={confirm}
      actions={
        <>
          <Button onClick={onClose}>{idMessages.select.cancel}</Button>
          <Button type="submit" variant="destructive">
            {formatPlural(idMessages.select.confirm, count, shown)}
          </Button>
        </>
      }
    >
      {requiresWord && (
        <TextField
          ref={word}
          label={formatMessage(idMessages.select.type, { word: idMessages.select.word })}
          error={isInvalid ? formatMessage(idMessages.select.invalidWord, { word: idMessages.select.word }) : undefined}
          onChange={() => setInvalid(false)}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
        />
      )}
    </ConfirmDialog>
  );
}
