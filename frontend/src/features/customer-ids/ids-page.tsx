import { useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { ConfirmDialog } from '#components/dialog.tsx';
import { TextField } from '#components/text-field.tsx';
import { customerIdPrefixPattern } from '#lib/domain.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate, useSearchParam } from '#lib/navigation.ts';
import { type IdFilter, idPath, idsPath } from '#lib/paths.ts';
import { useDebouncedValue } from '#lib/timers.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { IdPanel } from './id-detail.tsx';
import { idMessages } from './id-messages.ts';
import { IdsColumn } from './ids-column.tsx';
import { individualDeletesMax } from './mutation-state.ts';
import { toListName, useFocusOnClose, useFocusRow, useOpenRowInView, useScrollRestoration } from './row-elements.ts';
import { type ShownIds, shownChoices, toSource } from './shown-ids.tsx';
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

function useActiveIds(prefix: string, shown: ShownIds | undefined) {
  const { validPrefix, isValidPrefix } = useValidPrefix(useDebouncedValue(prefix));
  const isShown = shown !== 'deleted';
  const ids = useIdList({ prefix: validPrefix, source: toSource(shown) }, isShown);
  const items = ids.status === 'loaded' && isShown ? ids.items : noItems;
  // An invalid prefix does not filter the list, so an action on all its rows would be a surprise.
  const selectable = isValidPrefix ? items : noItems;
  return { ids, items, selectable, debouncedPrefix: validPrefix, isValidPrefix };
}

/** Which IDs the page shows, from its address. Deleted IDs cannot be filtered. */
function useIdFilter() {
  const [parameter, setPrefix] = useSearchParam('prefix');
  const [state] = useSearchParam('state');
  const [source] = useSearchParam('source');
  const prefix = parameter.trim();
  const shown = shownChoices.find((choice) => choice === (state === 'deleted' ? state : source));
  return { prefix, setPrefix, shown, filter: toIdFilter(prefix, shown) };
}

function toIdFilter(prefix: string, shown: ShownIds | undefined): IdFilter {
  return shown === 'deleted' ? { state: shown } : { prefix, source: shown ?? '' };
}

function usePageTitle(openId: string | undefined, shown: ShownIds | undefined): void {
  const page = messages.ids;
  const detail = openId ?? (shown === 'deleted' ? idMessages.filter.deleted : undefined);
  useDocumentTitle(detail === undefined ? page : formatMessage(messages.detailTitle, { detail, page }));
}

/** The ID box and the list, and the details of the ID in the URL. */
export function IdsPage({ openId }: { readonly openId: string | undefined }) {
  const { prefix, setPrefix, shown, filter } = useIdFilter();
  const { ids, items, selectable, debouncedPrefix, isValidPrefix } = useActiveIds(prefix, shown);
  const mutations = useIdMutations();
  const selection = useSelection(selectable, `${shown} ${debouncedPrefix}`);
  const column = useRef<HTMLDivElement>(null);
  const focusRow = useFocusRow(column);
  const listPath = idsPath(filter);
  const getPath = (id: string) => idPath(id, filter);
  const open = (id: string) => navigate(getPath(id));
  const close = () => {
    navigate(listPath);
    focusRow(openId);
  };
  const { requestDelete, idsToConfirm, confirm, cancel } = useDeleteAction({
    ...{ items, openId, listPath, mutations, selection, focusRow },
    onOpen: open,
  });
  usePageTitle(openId, shown);
  useOpenRowInView(openId, items);
  useFocusOnClose(openId, focusRow);
  useScrollRestoration(column, toListName(debouncedPrefix, toSource(shown)), ids.status === 'loaded');
  useListShortcuts({ items, openId, selection, onDelete: requestDelete });

  return (
    <div className="flex min-h-0 grow">
      <IdsColumn
        ref={column}
        {...{ ids, mutations, selection, prefix, debouncedPrefix, isValidPrefix, shown, openId, focusRow }}
        onPrefix={setPrefix}
        onShow={(choice) => navigate(idsPath(toIdFilter(prefix, choice)))}
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
