import { useRef } from 'react';
import { customerIdPrefixPattern } from '#lib/customer-id.ts';
import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { navigate, useSearchParam } from '#lib/navigation.ts';
import { idPath, idsPath } from '#lib/paths.ts';
import type { AsyncList } from '#lib/query.ts';
import { useDebouncedValue } from '#lib/use-debounced-value.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { DeleteManyDialog } from './delete-many-dialog.tsx';
import type { ListedId } from './id-lists.ts';
import { IdsColumn } from './ids-column.tsx';
import { OpenId } from './open-id.tsx';
import { useFocusOnLeaving, useFocusRow, useOpenRowInView } from './row-elements.ts';
import { useListPlace } from './scroll-restoration.ts';
import { useDeleting } from './use-delete-action.ts';
import { useIdList } from './use-id-list.ts';
import { useIdDesk } from './use-id-mutations.tsx';
import { useListKeys } from './use-list-shortcuts.ts';
import { useSelection } from './use-selection.ts';

const nothing: readonly ListedId[] = [];
const noMatch: AsyncList<ListedId> = { status: 'empty' };

const pageTitle = (openId: string | undefined): string =>
  openId === undefined ? messages.ids : formatMessage(messages.detailTitle, { detail: openId, page: messages.ids });

/** The box, the list and, beside it, the ID that the address names. */
export function IdsPage({ openId }: { readonly openId: string | undefined }) {
  const [prefix, setPrefix] = useSearchParam('prefix');
  const listedPrefix = useDebouncedValue(prefix);
  const isPrefix = customerIdPrefixPattern.test(listedPrefix);
  const matching = useIdList(isPrefix ? listedPrefix : '');
  // What stands under a filter can be exported and deleted, so under one that no ID can match there is nothing.
  const ids = isPrefix ? matching : noMatch;
  const items = ids.status === 'loaded' ? ids.items : nothing;
  const desk = useIdDesk();
  const selection = useSelection(items, listedPrefix);
  const column = useRef<HTMLDivElement>(null);
  const focusRow = useFocusRow(column);
  const listPath = idsPath(prefix);
  useDocumentTitle(pageTitle(openId));

  const open = (id: string) => navigate(idPath(id, prefix));
  const close = () => {
    navigate(listPath);
    focusRow(openId);
  };
  const deleting = useDeleting({ items, openId, listPath, desk, selection, onOpen: open, focusRow });
  useOpenRowInView(openId, items);
  useFocusOnLeaving(openId, focusRow);
  useListPlace(column, listedPrefix, ids.status === 'loaded');
  useListKeys({ items, openId, selection, onDelete: deleting.removeChosen });

  return (
    <div className="flex min-h-0 grow">
      <IdsColumn
        ref={column}
        {...{ ids, desk, selection, prefix, listedPrefix, isPrefix, openId }}
        onPrefix={setPrefix}
        onOpen={open}
        onDelete={deleting.removeChosen}
      />
      {openId !== undefined && (
        <OpenId
          text={openId}
          desk={desk}
          listPath={listPath}
          pathOf={(id) => idPath(id, prefix)}
          onClose={close}
          onDelete={deleting.removeOpen}
        />
      )}
      {deleting.asked.length > 0 && (
        <DeleteManyDialog count={deleting.asked.length} onClose={deleting.cancel} onConfirm={deleting.confirm} />
      )}
    </div>
  );
}
