import { Button, ButtonLink } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import { Cell, HeadCell } from '#components/table.tsx';
import { WindowedTable } from '#components/windowed-table.tsx';
import type { CustomerId } from '#lib/api/customer-ids.ts';
import { useCanWrite } from '#lib/client.ts';
import { format, formatMessage } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { idPath, paths } from '#lib/paths.ts';
import { useSettings } from '#lib/settings.ts';
import { useNow } from '#lib/timers.ts';
import { idColumnWidth, MoreIds, useTabStop } from './id-list.tsx';
import { idMessages } from './id-messages.ts';
import { formatCount } from './list-filter.tsx';
import { animateRowRemoval, rowLinkId, useOpenRowInView } from './row-elements.ts';
import { type ShownIds, ShownIdsMenu } from './shown-ids.tsx';
import { findNeighbor, hasTable, type ListedId, useDeletedIds } from './use-id-list.ts';
import type { IdMutations } from './use-id-mutations.tsx';
import { useRowNavigation } from './use-list-shortcuts.ts';

const messages = idMessages.deletedList;

const wideOnly = '@max-[40rem]:hidden';

type DeletedRowProps = {
  readonly item: ListedId;
  readonly position: number;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly now: Date;
  readonly onFocus: (id: string) => void;
  readonly onRestore: (id: CustomerId) => void;
};

function DeletedTime({ item: { deletedAt = '', expiresAt = '' }, now }: Pick<DeletedRowProps, 'item' | 'now'>) {
  const title = formatMessage(messages.keptUntil, { date: format.dateTime(expiresAt) });
  return (
    <time dateTime={deletedAt} title={`${format.zonedTime(deletedAt)}\n${title}`}>
      {format.recent(deletedAt, now)}
    </time>
  );
}

function RowName({ item: { id }, isOpen, isTabStop }: Pick<DeletedRowProps, 'item' | 'isOpen' | 'isTabStop'>) {
  return (
    <Link
      id={rowLinkId(id)}
      href={idPath(id, { state: 'deleted' })}
      tabIndex={isTabStop ? 0 : -1}
      aria-current={isOpen ? 'true' : undefined}
      className="font-mono text-id font-medium [overflow-wrap:anywhere] -outline-offset-2 after:absolute after:inset-0 rail:after:w-[100cqi] focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-iris max-rail:text-[0.9375rem]"
    >
      {id}
    </Link>
  );
}

type RestoreButtonProps = Pick<DeletedRowProps, 'onRestore'> & { readonly id: CustomerId };

function RestoreButton({ id, onRestore }: RestoreButtonProps) {
  if (!useCanWrite()) return null;
  return (
    <Button
      variant="quiet"
      tabIndex={-1}
      aria-label={formatMessage(messages.restoreId, { id })}
      onClick={() => onRestore(id)}
      className="relative"
    >
      {messages.restore}
    </Button>
  );
}

function DeletedRow({ item, position, isOpen, isTabStop, now, onFocus, onRestore }: DeletedRowProps) {
  const { id, createdAt } = item;
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: a row that is drawn as a block loses its role in some browsers
      role="row"
      aria-rowindex={position}
      data-customer-id={id}
      onFocus={() => onFocus(id)}
      className={classNames(
        'group relative border-b border-line transition-colors max-rail:block max-rail:py-2.5 max-rail:pl-(--edge) max-rail:pr-28',
        isOpen ? 'bg-iris-tint forced-colors:outline-2 forced-colors:-outline-offset-2' : 'hover:bg-hover',
      )}
    >
      <Cell className="rail:relative">
        <RowName item={item} isOpen={isOpen} isTabStop={isTabStop} />
      </Cell>
      <Cell className={`whitespace-nowrap text-fg-2 max-rail:hidden ${wideOnly}`}>
        <time dateTime={createdAt} title={format.zonedTime(createdAt)}>
          {format.recent(createdAt, now)}
        </time>
      </Cell>
      <Cell className="whitespace-nowrap text-fg-2 max-rail:text-small max-rail:text-fg-3">
        <DeletedTime item={item} now={now} />
      </Cell>
      <Cell align="right" className="max-rail:absolute max-rail:top-2 max-rail:right-(--edge)">
        <RestoreButton id={id} onRestore={onRestore} />
      </Cell>
    </tr>
  );
}

const head = (
  <>
    <HeadCell width={idColumnWidth}>{idMessages.list.id}</HeadCell>
    <HeadCell width={wideOnly}>{idMessages.list.added}</HeadCell>
    <HeadCell sort="descending">{messages.deleted}</HeadCell>
    <HeadCell align="right">
      <span className="sr-only">{messages.restore}</span>
    </HeadCell>
  </>
);

function NoDeletedIds() {
  const isRetained = useSettings().tombstoneRetentionDays !== 0;
  return (
    <EmptyState
      title={messages.none}
      text={isRetained ? messages.noneText : messages.notRetained}
      actions={<ButtonLink to={paths.ids}>{messages.showActive}</ButtonLink>}
    />
  );
}

type DeletedTableProps = Pick<DeletedRowProps, 'now' | 'onRestore'> & {
  readonly pages: readonly (readonly ListedId[])[];
  readonly hasMore: boolean;
  readonly openId: string | undefined;
};

function DeletedTable({ pages, hasMore, openId, ...props }: DeletedTableProps) {
  const tabStop = useTabStop(pages, openId);
  return (
    <WindowedTable caption={messages.caption} head={head} groups={pages} hasMore={hasMore} tabStop={tabStop.page}>
      {(item, position) => (
        <DeletedRow
          key={item.id}
          item={item}
          position={position}
          isOpen={item.id === openId}
          isTabStop={item.id === tabStop.id}
          onFocus={tabStop.setFocusedId}
          {...props}
        />
      )}
    </WindowedTable>
  );
}

type DeletedIdsProps = {
  readonly mutations: IdMutations;
  readonly openId: string | undefined;
  readonly listStyle: string;
  readonly focusRow: (id: string | undefined) => void;
  readonly onShow: (shown: ShownIds | undefined) => void;
};

type DeletedListProps = Omit<DeletedIdsProps, 'listStyle' | 'onShow'> & {
  readonly ids: ReturnType<typeof useDeletedIds>;
  readonly now: Date;
};

function DeletedList({ ids, now, mutations, openId, focusRow }: DeletedListProps) {
  const items = ids.status === 'loaded' ? ids.items : [];
  useRowNavigation(items, openId);
  useOpenRowInView(openId, items);
  const restore = (id: CustomerId) => {
    const restored = new Set([id]);
    focusRow(findNeighbor(items, restored));
    animateRowRemoval(restored);
    void mutations.restoreIds([id]);
  };
  switch (ids.status) {
    case 'loading':
      return <SkeletonRows count={12} />;
    case 'failed':
      return <ErrorState title={messages.failed} problem={ids.problem} onRetry={ids.retry} />;
    case 'empty':
      return <NoDeletedIds />;
    case 'loaded':
      return (
        <>
          <DeletedTable
            pages={ids.pages}
            hasMore={ids.nextPage.status !== 'end'}
            openId={openId}
            now={now}
            onRestore={restore}
          />
          <MoreIds nextPage={ids.nextPage} count={ids.items.length} />
        </>
      );
  }
}

/** Deleted IDs whose history is retained, newest deletion first. An ID leaves the list when it is restored or expires. */
export function DeletedIds({ listStyle, onShow, ...props }: DeletedIdsProps) {
  const now = useNow();
  const ids = useDeletedIds(now);
  return (
    <>
      <div className="flex max-w-264 flex-wrap items-center justify-between gap-x-2 gap-y-1 px-(--edge) pb-4 max-rail:pb-3">
        <ShownIdsMenu shown="deleted" onShow={onShow} />
        <p role="status" className="ml-auto text-small text-fg-3 tabular-nums">
          {formatCount(ids)}
        </p>
      </div>
      <div className={classNames(listStyle, hasTable(ids) ? 'max-rail:border-t' : 'border-t')}>
        <DeletedList ids={ids} now={now} {...props} />
      </div>
    </>
  );
}
