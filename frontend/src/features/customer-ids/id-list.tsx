import { useCallback, useRef, useState } from 'react';
import { Checkbox } from '#components/checkbox.tsx';
import { classNames } from '#components/class-names.ts';
import { ErrorState } from '#components/error-state.tsx';
import { LoadMore } from '#components/load-more.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import { HeadCell } from '#components/table.tsx';
import { useInView } from '#components/use-in-view.ts';
import { WindowedTable } from '#components/windowed-table.tsx';
import type { Source } from '#lib/api/customer-ids.ts';
import { type CustomerId, pageSizeDefault } from '#lib/domain.ts';
import { messages } from '#lib/messages.ts';
import type { AsyncList, NextPage } from '#lib/query.ts';
import { useNow } from '#lib/timers.ts';
import { EmptyRegistry, NoMatch } from './empty-list.tsx';
import { idMessages } from './id-messages.ts';
import { IdRow } from './id-row.tsx';
import { getSavedPosition, toListName } from './row-elements.ts';
import type { ListedId } from './use-id-list.ts';
import type { SelectedIds } from './use-selection.ts';

type IdTableProps = {
  readonly pages: readonly (readonly ListedId[])[];
  readonly hasMore: boolean;
  readonly prefix: string;
  readonly source: Source | undefined;
  readonly openId: string | undefined;
  readonly newId: string | undefined;
  readonly selection: SelectedIds;
};

function SelectAll({ selection, isAll }: { readonly selection: SelectedIds; readonly isAll: boolean }) {
  const isSome = selection.selected.length > 0;
  return (
    <Checkbox
      label={idMessages.select.all}
      isLabelHidden
      checked={isSome && isAll}
      isMixed={isSome && !isAll}
      onChange={selection.toggleAll}
      className={classNames(
        'absolute inset-y-0 left-0 w-(--edge) justify-center focus-within:opacity-100 touch:opacity-100 group-hover/head:opacity-100',
        !selection.isSelecting && 'opacity-0',
      )}
    />
  );
}

/** With large text the column is as narrow as its IDs. */
export const idColumnWidth = '@min-[40rem]:w-[15.25rem]';

function Head({ selection, isAll }: { readonly selection: SelectedIds; readonly isAll: boolean }) {
  return (
    <>
      <HeadCell width={idColumnWidth} sort="ascending">
        <SelectAll selection={selection} isAll={isAll} />
        {idMessages.list.id}
      </HeadCell>
      <HeadCell>{idMessages.list.source}</HeadCell>
      <HeadCell align="right">{idMessages.list.added}</HeadCell>
    </>
  );
}

/** The page that contains the saved scroll position; otherwise the first. */
function findInitialPage(pages: readonly (readonly ListedId[])[], list: string): number {
  const position = getSavedPosition(list);
  if (!position) return 0;
  return Math.max(
    0,
    pages.findIndex((page) => page.some(({ id }) => id === position.topId)),
  );
}

/** The row that Tab reaches: the one that had the focus last, or the open one, or the first. */
export function useTabStop(pages: readonly (readonly ListedId[])[], openId: string | undefined) {
  const [focusedId, setFocusedId] = useState<string>();
  const findPage = (id: string | undefined) => pages.findIndex((page) => page.some((item) => item.id === id));
  const listed = [focusedId, openId].find((id) => findPage(id) !== -1);
  const id = listed ?? pages.find(({ length }) => length > 0)?.[0]?.id;
  return { id, page: findPage(id), setFocusedId };
}

export function IdTable({ pages, hasMore, prefix, source, openId, newId, selection }: IdTableProps) {
  const now = useNow();
  const { toggle, extendTo } = selection;
  const select = useCallback(
    (id: string, isRange: boolean) => (isRange ? extendTo(id) : toggle(id)),
    [toggle, extendTo],
  );
  const [initialPage] = useState(() => findInitialPage(pages, toListName(prefix, source)));
  const tabStop = useTabStop(pages, openId);
  const rowCount = pages.reduce((sum, page) => sum + page.length, 0);
  return (
    <WindowedTable
      caption={idMessages.list.caption}
      head={<Head selection={selection} isAll={selection.selected.length === rowCount} />}
      groups={pages}
      hasMore={hasMore}
      firstVisible={initialPage}
      tabStop={tabStop.page}
    >
      {(item, position) => (
        <IdRow
          key={item.id}
          item={item}
          position={position}
          prefix={prefix}
          isTabStop={item.id === tabStop.id}
          source={source}
          isOpen={item.id === openId}
          isNew={item.id === newId}
          isSelected={selection.ids.has(item.id)}
          isSelecting={selection.isSelecting}
          now={now}
          onSelect={select}
          onFocus={tabStop.setFocusedId}
        />
      )}
    </WindowedTable>
  );
}

type MoreIdsProps = {
  readonly nextPage: NextPage;
  readonly count: number;
  /** A filter found too few IDs to fill the last page, and has not searched the rest. */
  readonly isPartial?: boolean;
};

/**
 * Loads the next page when it scrolls near. The button is for the keyboard, for slow responses, and for a filter that
 * finds little: searching the whole registry for it is up to the user.
 */
export function MoreIds({ nextPage, count, isPartial = false }: MoreIdsProps) {
  const end = useRef<HTMLDivElement>(null);
  useInView(end, count, nextPage.status === 'ready' && !isPartial ? nextPage.load : undefined);
  return (
    // The last rows can be scrolled above a notification.
    <div ref={end} className="rail:pb-16">
      {isPartial && <p className="px-(--edge) pt-3 text-center text-small text-fg-2">{idMessages.list.partText}</p>}
      <LoadMore
        nextPage={nextPage}
        label={isPartial ? idMessages.list.continueSearch : messages.loadMore}
        failed={idMessages.list.failed}
      />
    </div>
  );
}

type IdListProps = {
  readonly ids: AsyncList<ListedId>;
  readonly selection: SelectedIds;
  readonly prefix: string;
  readonly source: Source | undefined;
  readonly openId: string | undefined;
  readonly newId: string | undefined;
  readonly onAddFirst: () => void;
  readonly onAdd: (id: CustomerId) => void;
  readonly onClearFilter: () => void;
};

type LoadedIdsProps = Pick<IdListProps, 'selection' | 'prefix' | 'source' | 'openId' | 'newId'> & {
  readonly ids: Extract<AsyncList<ListedId>, { readonly status: 'loaded' }>;
};

function LoadedIds({ ids: { pages, items, lastReceived, nextPage }, ...props }: LoadedIdsProps) {
  const isPartial = props.source !== undefined && nextPage.status !== 'end' && lastReceived < pageSizeDefault;
  return (
    <>
      {items.length > 0 && <IdTable pages={pages} hasMore={nextPage.status !== 'end'} {...props} />}
      <MoreIds nextPage={nextPage} count={items.length} isPartial={isPartial} />
    </>
  );
}

export function IdList({ ids, onAddFirst, onAdd, onClearFilter, ...props }: IdListProps) {
  const { prefix, source } = props;
  switch (ids.status) {
    case 'loading':
      return (
        <>
          <div className="h-8 border-b border-line rail:touch:h-11 max-rail:hidden" />
          <SkeletonRows count={12} />
        </>
      );
    case 'failed':
      return <ErrorState title={idMessages.list.failed} problem={ids.problem} onRetry={ids.retry} />;
    case 'empty':
      return prefix || source ? (
        <NoMatch prefix={prefix} source={source} onClear={onClearFilter} onAdd={onAdd} />
      ) : (
        <EmptyRegistry onAddFirst={onAddFirst} />
      );
    case 'loaded':
      return <LoadedIds ids={ids} {...props} />;
  }
}
