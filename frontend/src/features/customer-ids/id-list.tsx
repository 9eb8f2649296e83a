import { useRef } from 'react';
import { ErrorState } from '#components/error-state.tsx';
import { LoadMore } from '#components/load-more.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import { useInView } from '#components/use-in-view.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { messages } from '#lib/messages.ts';
import type { AsyncList, NextPage } from '#lib/query.ts';
import { NoIdsYet, NoMatch } from './empty-list.tsx';
import type { ListedId } from './id-lists.ts';
import { IdTable } from './id-table.tsx';
import type { SelectedIds } from './use-selection.ts';

/** Comes by itself when one scrolls towards it; the button is there for keys, and when it is slow. */
function MoreIds({ nextPage, count }: { readonly nextPage: NextPage; readonly count: number }) {
  const end = useRef<HTMLDivElement>(null);
  useInView(end, count, nextPage.status === 'ready' ? nextPage.load : undefined);
  return (
    <div ref={end}>
      <LoadMore nextPage={nextPage} label={messages.loadMore} failed={messages.list.failed} />
    </div>
  );
}

type IdListProps = {
  readonly ids: AsyncList<ListedId>;
  readonly selection: SelectedIds;
  readonly prefix: string;
  readonly openId: string | undefined;
  readonly newId: string | undefined;
  readonly onAddFirst: () => void;
  readonly onAdd: (id: CustomerId) => void;
  readonly onClearFilter: () => void;
};

export function IdList({ ids, selection, prefix, openId, newId, onAddFirst, onAdd, onClearFilter }: IdListProps) {
  switch (ids.status) {
    case 'loading':
      return (
        <>
          <div className="h-8 border-b border-line max-rail:hidden" />
          <SkeletonRows count={12} />
        </>
      );
    case 'failed':
      return <ErrorState title={messages.list.failed} problem={ids.problem} onRetry={ids.retry} />;
    case 'empty':
      return prefix ? (
        <NoMatch prefix={prefix} onClear={onClearFilter} onAdd={onAdd} />
      ) : (
        <NoIdsYet onAddFirst={onAddFirst} />
      );
    case 'loaded':
      return (
        <>
          <IdTable
            pages={ids.pages}
            hasMore={ids.nextPage.status !== 'end'}
            prefix={prefix}
            openId={openId}
            newId={newId}
            selection={selection}
          />
          <MoreIds nextPage={ids.nextPage} count={ids.items.length} />
        </>
      );
  }
}
