import { LoadMore } from '#components/load-more.tsx';
import { ProblemBlock } from '#components/problem-block.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import type { RemoteList } from '#lib/remote.ts';
import { words } from '#lib/words.ts';
import { IdTable } from './id-table.tsx';
import { NoIdsYet, NoMatch } from './no-ids.tsx';

type IdListProps = {
  readonly ids: RemoteList<CustomerIdSummary>;
  readonly prefix: string;
  readonly openId: string | undefined;
  readonly newId: string | undefined;
  readonly onAddFirst: () => void;
  readonly onAdd: (id: CustomerId) => void;
  readonly onClearFilter: () => void;
};

export function IdList({ ids, prefix, openId, newId, onAddFirst, onAdd, onClearFilter }: IdListProps) {
  switch (ids.status) {
    case 'loading':
      return <SkeletonRows count={12} />;
    case 'failed':
      return <ProblemBlock title={words.list.failed} problem={ids.problem} onRetry={ids.retry} />;
    case 'empty':
      return prefix ? (
        <NoMatch prefix={prefix} onClear={onClearFilter} onAdd={onAdd} />
      ) : (
        <NoIdsYet onAddFirst={onAddFirst} />
      );
    case 'loaded':
      return (
        <>
          <IdTable items={ids.items} prefix={prefix} openId={openId} newId={newId} />
          <LoadMore more={ids.more} label={words.loadMore} failed={words.list.failed} />
        </>
      );
  }
}
