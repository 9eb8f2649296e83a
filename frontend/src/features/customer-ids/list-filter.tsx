import { ListFilter as FilterIcon, X } from 'lucide-react';
import { type Ref, useId } from 'react';
import { classNames } from '#components/class-names.ts';
import { IconButton } from '#components/icon-button.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { ProgressAnnouncer } from '#components/progress-bar.tsx';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import type { AsyncList } from '#lib/query.ts';
import { idMessages } from './id-messages.ts';
import type { Progress } from './mutation-state.ts';
import { hasTable, type ListedId } from './use-id-list.ts';

function formatCount(ids: AsyncList<ListedId>): string {
  if (ids.status !== 'loaded') return '';
  const count = ids.items.length;
  const texts = ids.nextPage.status === 'end' ? idMessages.list.shown : idMessages.list.shownMore;
  return formatPlural(texts, count, format.number(count));
}

/** Shows every count, and announces each quarter to screen readers. */
function ChangeProgress({ progress: { verb, done, total } }: { readonly progress: Progress }) {
  const isDelete = verb === 'delete';
  const countText = isDelete ? idMessages.change.deleting : idMessages.change.restoring;
  const percentText = isDelete ? idMessages.change.percentDeleted : idMessages.change.percentRestored;
  return (
    <>
      <p className="text-small text-fg-3 tabular-nums">
        {formatMessage(countText, { done: format.number(done), total: format.number(total) })}
      </p>
      <ProgressAnnouncer
        done={done}
        total={total}
        format={(percent) => formatMessage(percentText, { percent: format.number(percent) })}
      />
    </>
  );
}

type PrefixFilterProps = {
  readonly value: string;
  readonly onChange: (prefix: string) => void;
  readonly isInvalid: boolean;
  readonly statusId: string;
  readonly ref: Ref<HTMLInputElement>;
};

function PrefixFilter({ value, onChange, isInvalid, statusId, ref }: PrefixFilterProps) {
  const id = useId();
  return (
    <div className="flex h-8 w-[16.5rem] max-w-full items-center rounded-button bg-hover pl-3 has-[input:focus]:outline-2 has-[input:focus]:outline-iris max-hand:h-11 max-hand:w-full forced-colors:border">
      <FilterIcon aria-hidden size={14} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      <label htmlFor={id} className="pr-2 pl-2 whitespace-nowrap text-fg-3">
        {idMessages.list.startsWith}
      </label>
      <input
        id={id}
        ref={ref}
        type="text"
        value={value}
        onChange={(event) => onChange(event.target.value.trim())}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={isInvalid}
        aria-describedby={statusId}
        className="h-full min-w-0 grow bg-transparent font-mono text-id outline-none max-rail:text-touch"
      />
      {value ? (
        <IconButton size="small" label={idMessages.list.clearFilter} onClick={() => onChange('')} className="mr-1">
          <X aria-hidden size={14} strokeWidth={1.75} />
        </IconButton>
      ) : (
        <span className="mr-2 text-fg-3">
          <ShortcutHint name="filter" />
        </span>
      )}
    </div>
  );
}

type ListFilterProps = {
  readonly ids: AsyncList<ListedId>;
  readonly prefix: string;
  readonly isValidPrefix: boolean;
  readonly progress: Progress | undefined;
  readonly onPrefix: (prefix: string) => void;
  readonly ref: Ref<HTMLInputElement>;
};

/** The prefix filter with the number of listed IDs, or the progress of a change to several IDs. */
export function ListFilter({ ids, prefix, isValidPrefix, progress, onPrefix, ref }: ListFilterProps) {
  const statusId = useId();
  return (
    <div
      className={classNames(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-(--edge) max-rail:pb-3',
        hasTable(ids) ? 'pb-1' : 'pb-4',
      )}
    >
      <PrefixFilter ref={ref} value={prefix} onChange={onPrefix} isInvalid={!isValidPrefix} statusId={statusId} />
      {progress ? (
        <ChangeProgress progress={progress} />
      ) : (
        <p
          id={statusId}
          role="status"
          className={classNames('text-small tabular-nums', isValidPrefix ? 'text-fg-3' : 'grow text-bad')}
        >
          {isValidPrefix ? formatCount(ids) : idMessages.list.invalidPrefix}
        </p>
      )}
    </div>
  );
}
