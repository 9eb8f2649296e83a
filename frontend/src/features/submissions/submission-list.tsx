import { useEffect, useEffectEvent } from 'react';
import { ButtonLink } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { LoadMore } from '#components/load-more.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { ListedSubmissions, SubmissionSummary } from '#lib/api/submissions.ts';
import { useCanWrite } from '#lib/client.ts';
import { pageSizeDefault, pageSizeMax } from '#lib/domain.ts';
import { formatMessage } from '#lib/format.ts';
import { useSearchParam } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import type { AsyncList, NextPage } from '#lib/query.ts';
import { useDebouncedValue, useNow } from '#lib/timers.ts';
import { filterByLabel, groupSubmissions, mayContinue, type SubmissionGroup } from './group-submissions.ts';
import { RetryBar, useRetrySelection } from './retry-selection.tsx';
import { LabelFilter, type LabelSearch, NoMatch, StatusAndClientFilter } from './submission-filter.tsx';
import { GroupRow, groupButtonId, useExpandedGroups } from './submission-group.tsx';
import { submissionMessages as messages } from './submission-messages.ts';
import { type RowContext, rowLinkId, SubmissionRow } from './submission-row.tsx';

/** Fewer rows than this do not fill the list, because it shows an import of thousands of IDs as one row. */
const rowsMin = 8;
/** Polling loads every page again, so more are loaded only on request. */
const automaticPagesMax = 3;

/** Loads older submissions until the list is filled. */
function useFilledList(rowCount: number, pageCount: number, nextPage: NextPage): void {
  const isShort = nextPage.status === 'ready' && rowCount < rowsMin && pageCount < automaticPagesMax;
  const pageToLoad = isShort ? pageCount : undefined;
  const load = useEffectEvent(() => {
    if (nextPage.status === 'ready') nextPage.load();
  });
  useEffect(() => {
    if (pageToLoad !== undefined) load();
  }, [pageToLoad]);
}

/** Focuses the row of a submission, or of its group while that is collapsed. */
function focusRow(groups: readonly SubmissionGroup[], submissionId: string): void {
  const group = groups.find(({ submissions }) => submissions.some((each) => each.submissionId === submissionId));
  const row = document.getElementById(rowLinkId(submissionId));
  (row ?? document.getElementById(groupButtonId(group?.key ?? '')))?.focus();
}

type Loaded = Extract<AsyncList<SubmissionSummary>, { readonly status: 'loaded' }>;

/** The groups of the loaded submissions that match the label in the address. */
function useFoundGroups({ items, pages, nextPage }: Loaded) {
  const [text, setText] = useSearchParam('label');
  const label = useDebouncedValue(text.trim());
  const found = filterByLabel(items, label);
  const groups = groupSubmissions(found);
  useFilledList(groups.length, pages.length, nextPage);
  const search: LabelSearch = { label, found, searched: items, isComplete: nextPage.status === 'end' };
  return { text, setText, search, groups };
}

type GroupListProps = RowContext & {
  readonly groups: readonly SubmissionGroup[];
  readonly search: LabelSearch;
  readonly onClear: () => void;
};

function GroupList({ groups, search, onClear, ...others }: GroupListProps) {
  const { isExpanded, toggle } = useExpandedGroups(groups, others.openId);
  const { searched, isComplete } = search;
  const oldest = searched.at(-1);
  // A filter by status or client has its own note.
  if (groups.length === 0) return search.label ? <NoMatch search={search} onClear={onClear} /> : null;
  return (
    <ul aria-label={messages.submission.listLabel}>
      {groups.map((group) =>
        group.submissions.length === 1 ? (
          <SubmissionRow key={group.key} submission={group.newest} {...others} />
        ) : (
          <GroupRow
            key={group.key}
            group={group}
            mayBeMore={!isComplete && oldest !== undefined && mayContinue(group, oldest)}
            isExpanded={isExpanded(group)}
            onToggle={() => toggle(group.key)}
            {...others}
          />
        ),
      )}
    </ul>
  );
}

const isFilteredByRegistry = ({ status, client }: ListedSubmissions): boolean => status !== '' || client !== '';

type LoadedListProps = Omit<SubmissionListProps, 'submissions'> & { readonly submissions: Loaded };

/** A filter by status or client found too few submissions to fill the last page, and has not searched the rest. */
const isPartial = ({ pages, lastReceived, nextPage }: Loaded): boolean =>
  nextPage.status !== 'end' && lastReceived < (pages.length > 1 ? pageSizeMax : pageSizeDefault);

function LoadedList({ submissions, listed, openId }: LoadedListProps) {
  const now = useNow();
  const { text, setText, search, groups } = useFoundGroups(submissions);
  // The button that had the focus disappears.
  const selection = useRetrySelection(search.found, ({ submissionId }) => focusRow(groups, submissionId));
  const isFiltered = search.label !== '';
  const isPart = isFilteredByRegistry(listed) && isPartial(submissions);
  const filter = { label: search.label, ...listed };
  const menu = <StatusAndClientFilter listed={listed} submissions={submissions.items} />;
  return (
    <>
      <LabelFilter value={text} onChange={setText} menu={menu} search={isFiltered ? search : undefined}>
        {selection.selected.length > 0 && <RetryBar selection={selection} />}
      </LabelFilter>
      <GroupList {...{ groups, search, openId, filter, now, selection }} onClear={() => setText('')} />
      {isPart && !isFiltered && (
        <p className="px-(--edge) pt-3 text-center text-small text-fg-2">{messages.filter.partText}</p>
      )}
      <LoadMore
        nextPage={submissions.nextPage}
        label={isFiltered || isPart ? messages.filter.loadOlder : messages.submission.loadOlder}
        failed={messages.submission.failedList}
      />
    </>
  );
}

type SubmissionListProps = {
  readonly submissions: AsyncList<SubmissionSummary>;
  readonly listed: ListedSubmissions;
  readonly openId: string | undefined;
};

function describeNone({ status, client }: ListedSubmissions): string {
  if (client === '' && status !== '') return messages.filter.noStatus[status];
  return formatMessage(status === '' ? messages.filter.noClient : messages.filter.noCombination, { client });
}

function NoneFound({ listed }: { readonly listed: ListedSubmissions }) {
  return (
    <>
      <div className="border-b border-line px-(--edge) py-2">
        <StatusAndClientFilter listed={listed} submissions={[]} />
      </div>
      <EmptyState title={describeNone(listed)} text={messages.filter.noStatusText} />
    </>
  );
}

export function SubmissionList({ submissions, listed, openId }: SubmissionListProps) {
  const canWrite = useCanWrite();
  switch (submissions.status) {
    case 'loading':
      return <SkeletonRows count={8} rowHeight="h-15" />;
    case 'failed':
      return (
        <ErrorState title={messages.submission.failedList} problem={submissions.problem} onRetry={submissions.retry} />
      );
    case 'empty':
      return isFilteredByRegistry(listed) ? (
        <NoneFound listed={listed} />
      ) : (
        <EmptyState
          title={messages.submission.none}
          text={canWrite ? messages.submission.noneText : messages.submission.readOnlyText}
          actions={canWrite && <ButtonLink to={paths.import}>{messages.submission.importList}</ButtonLink>}
        />
      );
    case 'loaded':
      return <LoadedList {...{ submissions, listed, openId }} />;
  }
}
