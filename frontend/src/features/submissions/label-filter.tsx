import { type ReactNode, useId } from 'react';
import { Button } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { FilterField } from '#components/filter-field.tsx';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { format, formatMessage } from '#lib/format.ts';
import { submissionMessages } from './submission-messages.ts';

const messages = submissionMessages.filter;

/** A search of the loaded submissions, which may not be all. */
export interface LabelSearch {
  readonly label: string;
  readonly found: readonly SubmissionSummary[];
  readonly searched: readonly SubmissionSummary[];
  readonly isComplete: boolean;
}

/** How far back the filter searched. The API cannot filter by label, so the page filters what it has loaded. */
function formatSearch({ found, searched, isComplete }: LabelSearch): string {
  const [n, all] = [format.number(found.length), format.number(searched.length)];
  const time = searched.at(-1)?.receivedAt;
  return isComplete || time === undefined
    ? formatMessage(messages.foundInAll, { n, all })
    : formatMessage(messages.foundInLatest, { n, all, time: format.dateTime(time) });
}

type LabelFilterProps = {
  readonly value: string;
  readonly onChange: (label: string) => void;
  /** The other filters. */
  readonly menu: ReactNode;
  /** Undefined without a filter. */
  readonly search: LabelSearch | undefined;
  /** Replaces the field, in the same place so that the rows do not move. */
  readonly children: ReactNode;
};

export function LabelFilter({ value, onChange, menu, search, children }: LabelFilterProps) {
  const statusId = useId();
  return (
    <>
      {children || (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-(--edge) py-2">
          <FilterField
            label={messages.label}
            clearLabel={messages.clear}
            value={value}
            onChange={onChange}
            statusId={statusId}
            className="min-w-0 grow basis-32"
          />
          {menu}
        </div>
      )}
      <p
        id={statusId}
        role="status"
        className={search ? 'border-b border-line px-(--edge) py-2 text-small text-fg-2 tabular-nums' : 'sr-only'}
      >
        {search && formatSearch(search)}
      </p>
    </>
  );
}

type NoMatchProps = { readonly search: LabelSearch; readonly onClear: () => void };

export function NoMatch({ search: { label, isComplete }, onClear }: NoMatchProps) {
  return (
    <EmptyState
      title={formatMessage(isComplete ? messages.none : messages.noneYet, { label })}
      text={isComplete ? submissionMessages.submission.unknownText : messages.partText}
      actions={<Button onClick={onClear}>{messages.clear}</Button>}
    />
  );
}
