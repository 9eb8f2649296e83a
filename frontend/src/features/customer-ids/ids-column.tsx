import { type Ref, useRef } from 'react';
import { classNames } from '#components/class-names.ts';
import { PageHeader } from '#components/page-header.tsx';
import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import { format } from '#lib/formatting.ts';
import { plural } from '#lib/phrase.ts';
import type { RemoteList } from '#lib/remote.ts';
import { words } from '#lib/words.ts';
import { FailedChanges } from './failed-changes.tsx';
import { IdBox } from './id-box.tsx';
import { IdList } from './id-list.tsx';
import { PrefixFilter } from './prefix-filter.tsx';
import type { IdDesk } from './use-id-desk.tsx';

type IdsColumnProps = {
  readonly ids: RemoteList<CustomerIdSummary>;
  readonly desk: IdDesk;
  readonly prefix: string;
  readonly isPrefix: boolean;
  readonly openId: string | undefined;
  readonly onPrefix: (prefix: string) => void;
  readonly onOpen: (id: string) => void;
  readonly ref: Ref<HTMLDivElement>;
};

function shownCount(ids: RemoteList<CustomerIdSummary>): string {
  if (ids.status !== 'loaded') return '';
  const count = ids.items.length;
  const texts = ids.more.status === 'end' ? words.list.shown : words.list.shownMore;
  return plural(texts, count, format.number(count));
}

type FilterLineProps = Pick<IdsColumnProps, 'ids' | 'prefix' | 'isPrefix' | 'onPrefix'>;

function FilterLine({ ids, prefix, isPrefix, onPrefix }: FilterLineProps) {
  return (
    <div
      className={classNames(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-(--edge) max-rail:pb-3',
        ids.status === 'loaded' ? 'pb-1' : 'pb-4',
      )}
    >
      <PrefixFilter value={prefix} onChange={onPrefix} />
      <p role="status" className={classNames('text-small tabular-nums', isPrefix ? 'text-fg-3' : 'text-bad')}>
        {isPrefix ? shownCount(ids) : words.list.wrongPrefix}
      </p>
    </div>
  );
}

/** The list and all that works on it. On a phone an open ID takes its place. */
export function IdsColumn({ ids, desk, prefix, isPrefix, openId, onPrefix, onOpen, ref }: IdsColumnProps) {
  const box = useRef<HTMLInputElement>(null);
  const isBlank = ids.status === 'empty' && prefix === '';
  return (
    <div ref={ref} className={classNames('flex min-w-0 grow flex-col', openId !== undefined && 'max-rail:hidden')}>
      <PageHeader title={words.ids} />
      <IdBox ref={box} desk={desk} onOpen={onOpen} startsFocused={openId === undefined} />
      <FailedChanges changes={desk.failed} onOpen={onOpen} onClose={desk.settle} />
      {!isBlank && <FilterLine ids={ids} prefix={prefix} isPrefix={isPrefix} onPrefix={onPrefix} />}
      <div
        className={classNames(
          'flex min-h-40 grow flex-col rail:overflow-y-auto',
          ids.status !== 'loaded' && 'border-t border-line',
        )}
      >
        <IdList
          ids={ids}
          prefix={prefix}
          openId={openId}
          newId={desk.lastAdded?.id}
          onAddFirst={() => box.current?.focus()}
          onAdd={(id) => void desk.add(id)}
          onClearFilter={() => onPrefix('')}
        />
      </div>
    </div>
  );
}
