import { type ClipboardEvent, lazy, type Ref, Suspense, useRef } from 'react';
import { Button } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { Notice } from '#components/notice.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { explainRead } from '#lib/explain-problem.ts';
import { messages } from '#lib/messages.ts';
import { useObservable } from '#lib/observable.ts';
import type { AsyncList } from '#lib/query.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { FailedChanges, isOnlyAbout } from './failed-changes.tsx';
import { IdBox } from './id-box.tsx';
import { IdList } from './id-list.tsx';
import { idMessages } from './id-messages.ts';
import { ListActions, SelectionBar } from './list-actions.tsx';
import { ListFilter } from './list-filter.tsx';
import { bulkDeletes } from './mutation-state.ts';
import { type ShownIds, ShownIdsMenu, toSource } from './shown-ids.tsx';
import { type IdExport, toExportRows, useExport } from './use-export.ts';
import { hasTable, type ListedId } from './use-id-list.ts';
import type { IdMutations } from './use-id-mutations.tsx';
import type { SelectedIds } from './use-selection.ts';

/** Rows for a spreadsheet, with the columns of an export. */
const toTabSeparated = (items: readonly ListedId[]): string =>
  toExportRows(items)
    .slice(1)
    .map((row) => row.join('\t'))
    .join('\n');

/** Copies the rows from the first to the last in the text selection as a table. A selection within one row stays text. */
function copyRows(event: ClipboardEvent<HTMLElement>, items: readonly ListedId[]): void {
  const selection = getSelection();
  const ids = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-customer-id]')]
    .filter((row) => selection?.containsNode(row, true))
    .map(({ dataset }) => dataset['customerId']);
  if (ids.length < 2) return;
  // Rows between them may not be rendered.
  const [first, last] = [ids[0], ids.at(-1)].map((id) => items.findIndex((item) => item.id === id));
  event.clipboardData.setData('text/plain', toTabSeparated(items.slice(first, (last ?? 0) + 1)));
  event.preventDefault();
}

interface IdsColumnProps {
  readonly ids: AsyncList<ListedId>;
  readonly mutations: IdMutations;
  readonly selection: SelectedIds;
  readonly prefix: string;
  readonly debouncedPrefix: string;
  readonly isValidPrefix: boolean;
  readonly shown: ShownIds | undefined;
  readonly openId: string | undefined;
  readonly focusRow: (id: string | undefined) => void;
  readonly onPrefix: (prefix: string) => void;
  readonly onShow: (shown: ShownIds | undefined) => void;
  readonly onOpen: (id: string) => void;
  readonly onDelete: (ids: readonly string[]) => void;
  readonly ref: Ref<HTMLDivElement>;
}

function ExportFailure({ idExport: { state, exportAll, dismiss } }: { readonly idExport: IdExport }) {
  if (state.status !== 'failed') return null;
  return (
    <div className="max-w-264 px-(--edge) pb-4">
      <Notice
        title={idMessages.exporting.failed}
        actions={<Button onClick={() => void exportAll()}>{messages.tryAgain}</Button>}
        onClose={dismiss}
      >
        {explainRead(state.problem)}
      </Notice>
    </div>
  );
}

const BulkDeleteCard = lazy(() => import('./bulk-delete.tsx').then(({ BulkDeleteCard: card }) => ({ default: card })));

function BulkDeletes() {
  const deletes = useObservable(bulkDeletes);
  if (deletes.length === 0) return null;
  return (
    <div className="flex max-w-264 flex-col gap-2 px-(--edge) pb-4">
      <Suspense>
        {deletes.map((bulkDelete) => (
          <BulkDeleteCard key={bulkDelete.key} bulkDelete={bulkDelete} />
        ))}
      </Suspense>
    </div>
  );
}

const DeletedIds = lazy(() => import('./deleted-ids.tsx').then(({ DeletedIds: list }) => ({ default: list })));

interface ListToolbarProps extends Omit<IdsColumnProps, 'ref'> {
  readonly idExport: IdExport;
  readonly isRegistryEmpty: boolean;
  readonly ref: Ref<HTMLInputElement>;
}

/** The prefix filter, replaced by the selection's actions while rows are selected. */
function ListToolbar({ selection, mutations, idExport, isRegistryEmpty, onDelete, ...props }: ListToolbarProps) {
  if (selection.isSelecting) {
    return (
      <SelectionBar
        selection={selection}
        prefix={props.debouncedPrefix}
        onExport={() => idExport.exportSelected(selection.selected)}
        onDelete={() => onDelete(selection.selected.map(({ id }) => id))}
      />
    );
  }
  const { ref, ids, prefix, isValidPrefix, shown, onPrefix, onShow } = props;
  return isRegistryEmpty ? null : (
    <ListFilter ref={ref} progress={mutations.progress} {...{ ids, prefix, isValidPrefix, onPrefix }}>
      <ShownIdsMenu shown={shown} onShow={onShow} />
    </ListFilter>
  );
}

/** On a low screen the whole column scrolls once the list would get too little room. */
const columnStyle = 'flex min-w-0 grow flex-col rail:@container rail:overflow-y-auto';
const listStyle =
  'flex min-h-40 grow flex-col border-line rail:basis-0 rail:table-scroller rail:overflow-y-auto rail:scroll-py-9';

/** The list with its box, filter and actions. On a phone the details of an open ID replace it. */
export function IdsColumn({ ref, ...props }: IdsColumnProps) {
  const { ids, mutations, selection, debouncedPrefix, isValidPrefix, shown, openId, focusRow, onOpen, onShow } = props;
  const box = useRef<HTMLInputElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const idExport = useExport({ prefix: debouncedPrefix, source: toSource(shown) });
  const isRegistryEmpty = ids.status === 'empty' && debouncedPrefix === '' && shown === undefined;
  const isDeletedView = shown === 'deleted';
  const focusBox = () => box.current?.focus();
  useShortcut('box', focusBox);
  useShortcut('filter', () => filter.current?.select(), !isRegistryEmpty && !isDeletedView && !selection.isSelecting);
  return (
    <div ref={ref} className={classNames(columnStyle, openId !== undefined && 'max-rail:hidden')}>
      <PageHeader title={messages.ids}>
        <ListActions
          isEmpty={isDeletedView || !isValidPrefix || !hasTable(ids)}
          idExport={idExport}
          onStartSelecting={selection.start}
        />
      </PageHeader>
      <IdBox ref={box} mutations={mutations} onOpen={onOpen} startsFocused={openId === undefined} />
      <FailedChanges
        changes={mutations.failed.filter((change) => !isOnlyAbout(change, openId))}
        mutations={mutations}
        onOpen={onOpen}
        className="max-w-264 px-(--edge) pb-4"
      />
      <BulkDeletes />
      <ExportFailure idExport={idExport} />
      {isDeletedView ? (
        <Suspense>
          <DeletedIds {...{ mutations, openId, focusRow, onShow }} listStyle={listStyle} />
        </Suspense>
      ) : (
        <ActiveIds {...props} filterRef={filter} {...{ idExport, isRegistryEmpty, focusBox }} />
      )}
    </div>
  );
}

interface ActiveIdsProps extends Omit<ListToolbarProps, 'ref'> {
  readonly filterRef: Ref<HTMLInputElement>;
  readonly focusBox: () => void;
}

function ActiveIds({ filterRef, focusBox, ...props }: ActiveIdsProps) {
  const { ids, mutations, selection, debouncedPrefix, openId, onPrefix, onShow } = props;
  const source = toSource(props.shown);
  return (
    <>
      <ListToolbar ref={filterRef} {...props} />
      <div
        onCopy={(event) => ids.status === 'loaded' && copyRows(event, ids.items)}
        className={classNames(listStyle, hasTable(ids) ? 'max-rail:border-t' : 'border-t')}
      >
        <IdList
          {...{ ids, selection, source, openId }}
          prefix={debouncedPrefix}
          newId={mutations.lastAdded?.id}
          onAddFirst={focusBox}
          onAdd={(id) => void mutations.addId(id)}
          onClearFilter={() => (source === undefined ? onPrefix('') : onShow(undefined))}
        />
      </div>
    </>
  );
}
