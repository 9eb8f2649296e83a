import { useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { TextField } from '#components/text-field.tsx';
import { customerIdPrefixPattern } from '#lib/domain.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate, useSearchParam } from '#lib/navigation.ts';
import { idPath, idsPath } from '#lib/paths.ts';
import { useDebouncedValue } from '#lib/timers.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { IdPanel } from './id-detail.tsx';
import { idMessages } from './id-messages.ts';
import { IdsColumn } from './ids-column.tsx';
import { individualDeletesMax } from './mutation-state.ts';
import { useFocusOnClose, useFocusRow, useOpenRowInView, useScrollRestoration } from './row-elements.ts';
import { useDeleteAction } from './use-delete-action.ts';
import { type ListedId, useIdList } from './use-id-list.ts';
import { useIdMutations } from './use-id-mutations.tsx';
import { useListShortcuts } from './use-list-shortcuts.ts';
import { useSelection } from './use-selection.ts';

type DeleteManyDialogProps = {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
};

/** Confirms deleting several IDs. */
export function DeleteManyDialog({ count, onConfirm, onClose }: DeleteManyDialogProps) {
  const word = useRef<HTMLInputElement>(null);
  const [isInvalid, setInvalid] = useState(false);
  const isBulk = count > individualDeletesMax;
  const confirm = () => {
    if (!isBulk || word.current?.value.trim().toLowerCase() === idMessages.select.word) return onConfirm();
    setInvalid(true);
    word.current?.focus();
  };
  const shown = format.number(count);
  return (
    <ConfirmDialog
      role="alertdialog"
      title={formatPlural(idMessages.select.title, count, shown)}
      text={isBulk ? idMessages.select.bulkText : idMessages.select.text}
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
      {isBulk && (
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

const noItems: readonly ListedId[] = [];

/** The prefix of the list. While the typed one is invalid, the list stays as it is. */
function useValidPrefix(typed: string) {
  const isValidPrefix = customerIdPrefixPattern.test(typed);
  const [last, setLast] = useState('');
  if (isValidPrefix && typed !== last) setLast(typed);
  return { validPrefix: isValidPrefix ? typed : last, isValidPrefix };
}

function usePrefix() {
  const [parameter, setPrefix] = useSearchParam('prefix');
  return [parameter.trim(), setPrefix] as const;
}

function usePageTitle(openId: string | undefined): void {
  const page = messages.ids;
  useDocumentTitle(openId === undefined ? page : formatMessage(messages.detailTitle, { detail: openId, page }));
}

/** The ID box and the list, and the details of the ID in the URL. */
export function IdsPage({ openId }: { readonly openId: string | undefined }) {
  const [prefix, setPrefix] = usePrefix();
  const { validPrefix: debouncedPrefix, isValidPrefix } = useValidPrefix(useDebouncedValue(prefix));
  const ids = useIdList(debouncedPrefix);
  const items = ids.status === 'loaded' ? ids.items : noItems;
  const mutations = useIdMutations();
  const selection = useSelection(items, debouncedPrefix);
  const column = useRef<HTMLDivElement>(null);
  const focusRow = useFocusRow(column);
  const listPath = idsPath(prefix);
  const getPath = (id: string) => idPath(id, prefix);
  const open = (id: string) => navigate(getPath(id));
  const close = () => {
    navigate(listPath);
    focusRow(openId);
  };
  const { requestDelete, idsToConfirm, confirm, cancel } = useDeleteAction({
    ...{ items, openId, listPath, mutations, selection, focusRow },
    onOpen: open,
  });
  usePageTitle(openId);
  useOpenRowInView(openId, items);
  useFocusOnClose(openId, focusRow);
  useScrollRestoration(column, debouncedPrefix, ids.status === 'loaded');
  useListShortcuts({ items, openId, selection, onDelete: requestDelete });

  return (
    <div className="flex min-h-0 grow">
      <IdsColumn
        ref={column}
        {...{ ids, mutations, selection, prefix, debouncedPrefix, isValidPrefix, openId }}
        onPrefix={setPrefix}
        onOpen={open}
        onDelete={requestDelete}
      />
      {openId !== undefined && (
        <IdPanel text={openId} {...{ mutations, listPath, getPath }} onClose={close} onDelete={requestDelete} />
      )}
      {idsToConfirm.length > 0 && <DeleteManyDialog count={idsToConfirm.length} onClose={cancel} onConfirm={confirm} />}
    </div>
  );
}
