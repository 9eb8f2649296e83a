import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { classNames } from '#components/class-names.ts';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import { useCanWrite } from '#lib/client.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { formatOutcome } from './format-submission.ts';
import { type SubmissionGroup, sumCounts, withStatus } from './group-submissions.ts';
import { RetryCheckbox } from './retry-selection.tsx';
import { submissionMessages } from './submission-messages.ts';
import {
  formatClient,
  ReceivedTime,
  type RowContext,
  RowDetail,
  RowText,
  rowStyle,
  StatusIcon,
  SubmissionRow,
  statusTones,
} from './submission-row.tsx';

const messages = submissionMessages.group;

/** The `id` of a group's button, used to restore the focus. */
export const groupButtonId = (key: string): string => `submission-group-${encodeURIComponent(key)}`;

const contains = ({ submissions }: SubmissionGroup, id: string | undefined): boolean =>
  submissions.some(({ submissionId }) => submissionId === id);

/** The expanded groups: those the user expanded, and the group of a submission that was opened. */
export function useExpandedGroups(groups: readonly SubmissionGroup[], openId: string | undefined) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(() => new Set());
  const [shownId, setShownId] = useState<string>();
  const opened = groups.find((group) => contains(group, openId));
  if (opened && shownId !== openId) {
    setShownId(openId);
    setKeys(new Set([...keys, opened.key]));
  }
  const toggle = (key: string) =>
    setKeys((current) => {
      const toggled = new Set(current);
      if (!toggled.delete(key)) toggled.add(key);
      return toggled;
    });
  return { isExpanded: ({ key }: SubmissionGroup) => keys.has(key), toggle };
}

const formatCount = (count: number, mayBeMore: boolean): string =>
  mayBeMore ? formatMessage(messages.orMore, { n: format.number(count) }) : format.number(count);

function formatSize({ submissions, newest }: SubmissionGroup, mayBeMore: boolean): string {
  const { submitted } = sumCounts(submissions);
  const size = formatPlural(messages.submissions, submissions.length, formatCount(submissions.length, mayBeMore));
  const ids = formatPlural(submissionMessages.submission.idCount, submitted, formatCount(submitted, mayBeMore));
  return [size, ids, ...formatClient(newest)].join(', ');
}

/** How many submissions are running or failed, and the outcomes of the completed ones. */
function GroupOutcome({ group }: { readonly group: SubmissionGroup }) {
  const completed = withStatus(group, 'completed');
  const unfinished = [
    { count: withStatus(group, 'received').length, text: messages.running, tone: statusTones.received },
    { count: withStatus(group, 'failed').length, text: messages.failed, tone: statusTones.failed },
  ].filter(({ count }) => count > 0);
  const total: SubmissionSummary = { ...group.newest, status: 'completed', counts: sumCounts(completed) };
  const outcome = completed.length > 0 ? formatOutcome(total) : '';
  return (
    <RowDetail text={outcome}>
      {unfinished.map(({ count, text, tone }, index) => (
        <span key={text}>
          <span className={tone}>{formatMessage(text, { n: format.number(count) })}</span>
          {(index < unfinished.length - 1 || completed.length > 0) && ', '}
        </span>
      ))}
      {unfinished.length === 0 && (
        <span className={statusTones.completed}>{submissionMessages.submission.completed}, </span>
      )}
      {outcome}
    </RowDetail>
  );
}

function groupStatus(group: SubmissionGroup): SubmissionSummary['status'] {
  if (withStatus(group, 'received').length > 0) return 'received';
  return withStatus(group, 'failed').length > 0 ? 'failed' : 'completed';
}

type GroupRowProps = RowContext & {
  readonly group: SubmissionGroup;
  /** The group can have older submissions that are not loaded. */
  readonly mayBeMore: boolean;
  readonly isExpanded: boolean;
  readonly onToggle: () => void;
};

function GroupLabel({ group: { newest }, isExpanded }: Pick<GroupRowProps, 'group' | 'isExpanded'>) {
  const chevronStyle = classNames('-ml-1 mt-0.5 shrink-0 transition-transform', isExpanded && 'rotate-90');
  return (
    <span className="flex items-start gap-1">
      <ChevronRight aria-hidden size={16} strokeWidth={1.75} className={chevronStyle} />
      <span className="min-w-0 [overflow-wrap:anywhere]">{newest.label}</span>
    </span>
  );
}

function GroupButton({ listId, ...props }: GroupRowProps & { readonly listId: string }) {
  const { group, mayBeMore, isExpanded, onToggle, openId, now } = props;
  return (
    <button
      type="button"
      id={groupButtonId(group.key)}
      aria-expanded={isExpanded}
      aria-controls={isExpanded ? listId : undefined}
      onClick={onToggle}
      className={classNames(rowStyle(!isExpanded && contains(group, openId)), 'pl-(--edge) text-left')}
    >
      <span className="mt-0.5 flex text-iris">
        <StatusIcon status={groupStatus(group)} />
      </span>
      <RowText
        first={<GroupLabel group={group} isExpanded={isExpanded} />}
        time={<ReceivedTime receivedAt={group.newest.receivedAt} now={now} />}
      >
        <RowDetail text={formatSize(group, mayBeMore)} isLast={false}>
          {formatSize(group, mayBeMore)}
        </RowDetail>
        <GroupOutcome group={group} />
      </RowText>
    </button>
  );
}

/** One row for several submissions with the same label. It expands to a row for each of them. */
export function GroupRow(props: GroupRowProps) {
  const { group, mayBeMore, isExpanded, onToggle, ...context } = props;
  const listId = useId();
  const { label = '' } = group.newest;
  const failed = withStatus(group, 'failed');
  const canWrite = useCanWrite();
  return (
    <li>
      <div className="relative">
        {canWrite && failed.length > 0 && (
          <RetryCheckbox
            label={formatMessage(submissionMessages.retry.selectAll, { label })}
            submissions={failed}
            selection={context.selection}
          />
        )}
        <GroupButton {...props} listId={listId} />
      </div>
      {isExpanded && (
        <ul id={listId} aria-label={formatMessage(messages.list, { label })}>
          {group.submissions.map((submission) => (
            <SubmissionRow key={submission.submissionId} submission={submission} isNested {...context} />
          ))}
        </ul>
      )}
    </li>
  );
}
