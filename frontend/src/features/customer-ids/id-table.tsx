import { ArrowUp } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Checkbox } from '#components/checkbox.tsx';
import { classNames } from '#components/class-names.ts';
import { HeadCell } from '#components/table.tsx';
import { WindowedTable } from '#components/windowed-table.tsx';
import { messages } from '#lib/messages.ts';
import { useNow } from '#lib/use-now.ts';
import type { ListedId } from './id-lists.ts';
import { IdRow } from './id-row.tsx';
import { placeToReturnTo } from './scroll-restoration.ts';
import type { SelectedIds } from './use-selection.ts';

type IdTableProps = {
  readonly pages: readonly (readonly ListedId[])[];
  readonly hasMore: boolean;
  readonly prefix: string;
  readonly openId: string | undefined;
  readonly newId: string | undefined;
  readonly selection: SelectedIds;
};

function SelectAll({ selection, isAll }: { readonly selection: SelectedIds; readonly isAll: boolean }) {
  const isSome = selection.selected.length > 0;
  return (
    <Checkbox
      label={messages.select.all}
      isLabelHidden
      checked={isSome && isAll}
      isMixed={isSome && !isAll}
      onChange={selection.toggleAll}
      className={classNames(
        'absolute inset-y-0 left-0 w-(--edge) justify-center focus-within:opacity-100 group-hover/head:opacity-100',
        !selection.isSelecting && 'opacity-0',
      )}
    />
  );
}

function Head({ selection, isAll }: { readonly selection: SelectedIds; readonly isAll: boolean }) {
  return (
    <>
      <HeadCell width="w-[15.25rem]" sort="ascending">
        <SelectAll selection={selection} isAll={isAll} />
        <span className="inline-flex items-center gap-1">
          {messages.list.id}
          <ArrowUp aria-hidden size={14} strokeWidth={1.75} />
        </span>
      </HeadCell>
      <HeadCell>{messages.list.source}</HeadCell>
      <HeadCell align="right">{messages.list.added}</HeadCell>
    </>
  );
}

/** The page of the list that one comes back to; the first one for whoever just comes. */
function groupToReturnTo(pages: readonly (readonly ListedId[])[], prefix: string): number {
  const place = placeToReturnTo(prefix);
  if (!place) return 0;
  const found = pages.findIndex((page) => page.some(({ id }) => id === place.seenId));
  return Math.max(0, found);
}

export function IdTable({ pages, hasMore, prefix, openId, newId, selection }: IdTableProps) {
  const now = useNow();
  const { toggle, extendTo } = selection;
  const select = useCallback(
    (id: string, isRange: boolean) => (isRange ? extendTo(id) : toggle(id)),
    [toggle, extendTo],
  );
  const [firstVisible] = useState(() => groupToReturnTo(pages, prefix));
  const rowCount = pages.reduce((sum, page) => sum + page.length, 0);
  return (
    <WindowedTable
      caption={messages.list.caption}
      head={<Head selection={selection} isAll={selection.selected.length === rowCount} />}
      groups={pages}
      hasMore={hasMore}
      firstVisible={firstVisible}
    >
      {(item, position) => (
        <IdRow
          key={item.id}
          item={item}
          position={position}
          prefix={prefix}
          isOpen={item.id === openId}
          isNew={item.id === newId}
          isSelected={selection.ids.has(item.id)}
          isSelecting={selection.isSelecting}
          now={now}
          onSelect={select}
        />
      )}
    </WindowedTable>
  );
}
