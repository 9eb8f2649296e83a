import { type ReactNode, type Ref, useId } from 'react';
import { Button } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { FilterField } from '#components/filter-field.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { ProgressAnnouncer } from '#components/progress.tsx';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import type { AsyncList } from '#lib/query.ts';
import { idMessages } from './id-messages.ts';
import type { Progress } from './mutation-state.ts';
import { hasTable, type ListedId } from './use-id-list.ts';

export function formatCount(ids: AsyncList<ListedId>): string {
  if (ids.status !== 'loaded') return '';
  const count = ids.items.length;
  const texts = ids.nextPage.status === 'end' ? idMessages.list.shown : idMessages.list.shownMore;
  return formatPlural(texts, count, format.number(count));
}

/** Shows every count, and announces each quarter to screen readers. */
function ChangeProgress({ progress: { verb, done, total, stop } }: { readonly progress: Progress }) {
  const isDelete = verb === 'delete';
  const countText = isDelete ? idMessages.change.deleting : idMessages.change.restoring;
  const percentText = isDelete ? idMessages.change.percentDeleted : idMessages.change.percentRestored;
  return (
    <>
      <p className="ml-auto text-small text-fg-3 tabular-nums">
        {formatMessage(countText, { done: format.number(done), total: format.number(total) })}
      </p>
      {isDelete && (
        <Button variant="quiet" onClick={stop}>
          {idMessages.change.stop}
        </Button>
      )}
      <ProgressAnnouncer
        done={done}
        total={total}
        format={(percent) => formatMessage(percentText, { percent: format.number(percent) })}
      />
    </>
  );
}

type ListFilterProps = {
  readonly ids: AsyncList<ListedId>;
  readonly prefix: string;
  readonly isValidPrefix: boolean;
  readonly progress: Progress | undefined;
  readonly onPrefix: (prefix: string) => void;
  /** Other filters. */
  readonly children: ReactNode;
  readonly ref: Ref<HTMLInputElement>;
};

/** The prefix filter with the number of listed IDs, or the progress of a change to several IDs. */
export function ListFilter({ ids, prefix, isValidPrefix, progress, onPrefix, children, ref }: ListFilterProps) {
  const statusId = useId();
  return (
    <div
      className={classNames(
        'flex max-w-264 flex-wrap items-center justify-between gap-x-2 gap-y-1 px-(--edge) max-rail:pb-3',
        hasTable(ids) ? 'pb-1' : 'pb-4',
      )}
    >
      <FilterField
        ref={ref}
        label={idMessages.list.startsWith}
        clearLabel={idMessages.list.clearFilter}
        value={prefix}
        onChange={(text) => onPrefix(text.trim())}
        isInvalid={!isValidPrefix}
        statusId={statusId}
        hint={<ShortcutHint name="filter" />}
        isMonospace
        className="w-[16.5rem]"
      />
      {children}
      {progress ? (
        <ChangeProgress progress={progress} />
      ) : (
        <p
          id={statusId}
          role="status"
          className={classNames('ml-auto text-small tabular-nums', isValidPrefix ? 'text-fg-3' : 'grow text-bad')}
        >
          {isValidPrefix ? formatCount(ids) : idMessages.list.invalidPrefix}
        </p>
      )}
    </div>
  );
}
