import { type Ref, useId } from 'react';
import { classNames } from '#components/class-names.ts';
import { ProgressAnnouncer } from '#components/progress-announcer.tsx';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import type { AsyncList } from '#lib/query.ts';
import { hasTable } from './has-table.ts';
import type { ListedId } from './id-lists.ts';
import type { Progress } from './mutation-state.ts';
import { PrefixFilter } from './prefix-filter.tsx';

function shownCount(ids: AsyncList<ListedId>): string {
  if (ids.status !== 'loaded') return '';
  const count = ids.items.length;
  const texts = ids.nextPage.status === 'end' ? messages.list.shown : messages.list.shownMore;
  return formatPlural(texts, count, format.number(count));
}

function progressText({ change, count, of: all }: Progress): string {
  const text = change === 'delete' ? messages.change.deleting : messages.change.bringingBack;
  return formatMessage(text, { count: format.number(count), all: format.number(all) });
}

/** Counts for the eye, and says for the ear how far it is at each quarter. */
function Changing({ progress }: { readonly progress: Progress }) {
  const text = progress.change === 'delete' ? messages.change.percentDeleted : messages.change.percentBroughtBack;
  return (
    <>
      <p className="text-small text-fg-3 tabular-nums">{progressText(progress)}</p>
      <ProgressAnnouncer
        done={progress.count}
        total={progress.of}
        format={(percent) => formatMessage(text, { percent: format.number(percent) })}
      />
    </>
  );
}

type FilterLineProps = {
  readonly ids: AsyncList<ListedId>;
  readonly prefix: string;
  readonly isPrefix: boolean;
  readonly progress: Progress | undefined;
  readonly onPrefix: (prefix: string) => void;
  readonly ref: Ref<HTMLInputElement>;
};

/** Which IDs are listed, and how many of them; while many are being changed, how far that is. */
export function FilterLine({ ids, prefix, isPrefix, progress, onPrefix, ref }: FilterLineProps) {
  const noteId = useId();
  return (
    <div
      className={classNames(
        'flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-(--edge) max-rail:pb-3',
        hasTable(ids) ? 'pb-1' : 'pb-4',
      )}
    >
      <PrefixFilter ref={ref} value={prefix} onChange={onPrefix} isWrong={!isPrefix} noteId={noteId} />
      {progress ? (
        <Changing progress={progress} />
      ) : (
        <p
          id={noteId}
          role="status"
          className={classNames('text-small tabular-nums', isPrefix ? 'text-fg-3' : 'grow text-bad')}
        >
          {isPrefix ? shownCount(ids) : messages.list.wrongPrefix}
        </p>
      )}
    </div>
  );
}
