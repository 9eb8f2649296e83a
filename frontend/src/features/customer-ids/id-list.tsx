import { useRef } from 'react';
import { ErrorState } from '#components/error-state.tsx';
import { LoadMore } from '#components/load-more.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import { useInView } from '#components/use-in-view.ts';
import type { CustomerId } from '#lib/domain.ts';
import { messages } from '#lib/messages.ts';
import type { AsyncList, NextPage } from '#lib/query.ts';
import { EmptyRegistry, NoMatch } from './empty-list.tsx';
import { idMessages } from './id-messages.ts';
import { IdTable } from './id-table.tsx';
import type { ListedId } from './use-id-list.ts';
import type { SelectedIds } from './use-selection.ts';

/** Loads the next page when it scrolls near. The button is for the keyboard, and for slow responses. */
function MoreIds({ nextPage, count }: { readonly nextPage: NextPage; readonly count: number }) {
  const end = useRef<HTMLDivElement>(null);
  useInView(end, count, nextPage.status === 'ready' ? nextPage.load : undefined);
  return (
    <div ref={end}>
      <LoadMore nextPage={nextPage} label={messages.loadMore} failed={idMessages.list.failed} />
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
      return <ErrorState title={idMessages.list.failed} problem={ids.problem} onRetry={ids.retry} />;
    case 'empty':
      return prefix ? (
        <NoMatch prefix={prefix} onClear={onClearFilter} onAdd={onAdd} />
      ) : (
        <EmptyRegistry onAddFirst={onAddFirst} />
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
