import { Plus } from 'lucide-react';
import { type ReactNode, type Ref, type RefObject, useEffect, useEffectEvent, useRef } from 'react';
import { ButtonLink } from '#components/button.tsx';
import { classNames } from '#components/class-names.ts';
import { shouldMoveFocus } from '#components/detail-panel.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { PageHeader } from '#components/page-header.tsx';
import { useCanWrite } from '#lib/client.ts';
import { useIsNarrow } from '#lib/device.ts';
import { formatMessage, shortId } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { paths, type SubmissionFilter, submissionsPath } from '#lib/paths.ts';
import { useShortcut } from '#lib/shortcuts.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { SubmissionDetail } from './submission-detail.tsx';
import { useSubmissionFilter } from './submission-filter.tsx';
import { SubmissionForm } from './submission-form.tsx';
import { SubmissionList } from './submission-list.tsx';
import { submissionMessages } from './submission-messages.ts';
import { rowLinkId } from './submission-row.tsx';
import { useSubmission, useSubmissionList } from './use-submissions.ts';

/** The form's last path segment. It cannot be a submission ID, which has 26 characters. */
const newSubmission = 'new';

const tabTitles = {
  received: submissionMessages.submission.runningTitle,
  completed: submissionMessages.submission.completed,
  failed: submissionMessages.submission.failed,
};

const tabIcons = { received: 'running', completed: 'calm', failed: 'failed' } as const;

function OpenSubmission({ submissionId }: { readonly submissionId: string }) {
  const submission = useSubmission(submissionId);
  const status = submission.status === 'loaded' ? submission.value.status : undefined;
  const detail = status ? tabTitles[status] : shortId(submissionId);
  useDocumentTitle(
    formatMessage(messages.detailTitle, { detail, page: messages.submissions }),
    status && tabIcons[status],
  );
  return <SubmissionDetail submissionId={submissionId} submission={submission} />;
}

function ReadOnly() {
  const { readOnly, readOnlyText, otherKey } = submissionMessages.submission;
  return (
    <EmptyState title={readOnly} text={readOnlyText} actions={<ButtonLink to={paths.connect}>{otherKey}</ButtonLink>} />
  );
}

function NewSubmission() {
  useDocumentTitle(messages.submissions);
  return useCanWrite() ? <SubmissionForm /> : <ReadOnly />;
}

/** Focuses the detail when it opens, and the row it was opened from when it closes. */
function useDetailFocus(openId: string | undefined, detail: RefObject<HTMLElement | null>): void {
  const isNarrow = useIsNarrow();
  const previous = useRef(openId);
  const focusDetail = useEffectEvent(() => {
    if (shouldMoveFocus(isNarrow)) detail.current?.focus({ preventScroll: true });
  });
  const restoreFocus = useEffectEvent((closedId: string) => {
    const active = document.activeElement;
    if (active !== document.body && !detail.current?.contains(active)) return;
    (document.getElementById(rowLinkId(closedId)) ?? document.querySelector('h1'))?.focus();
  });
  useEffect(() => {
    const previousId = previous.current;
    previous.current = openId;
    if (previousId === openId) return;
    if (openId !== undefined) focusDetail();
    else if (previousId !== undefined) restoreFocus(previousId);
  }, [openId]);
}

type ColumnProps = {
  /** Makes the column focusable. */
  readonly label?: string;
  readonly isHiddenOnPhone: boolean;
  readonly className: string;
  readonly children: ReactNode;
  readonly ref?: Ref<HTMLElement>;
};

function Column({ label, isHiddenOnPhone, className, children, ref }: ColumnProps) {
  return (
    <section
      ref={ref}
      aria-label={label}
      tabIndex={label === undefined ? undefined : -1}
      className={classNames(
        'flex min-w-0 flex-col outline-none rail:overflow-y-auto',
        isHiddenOnPhone && 'max-rail:hidden',
        className,
      )}
    >
      {children}
    </section>
  );
}

type NewSubmissionLinkProps = {
  readonly filter: SubmissionFilter;
  readonly isForm: boolean;
  readonly isHiddenOnPhone: boolean;
};

function NewSubmissionLink({ filter, isForm, isHiddenOnPhone }: NewSubmissionLinkProps) {
  if (!useCanWrite()) return null;
  return (
    <ButtonLink
      to={submissionsPath(filter, paths.newSubmission)}
      icon={<Plus aria-hidden size={16} strokeWidth={1.75} />}
      className={classNames(isForm && 'rail:hidden', isHiddenOnPhone && 'max-rail:hidden')}
    >
      <span className="max-hand:sr-only">{submissionMessages.submission.new}</span>
    </ButtonLink>
  );
}

/** The list of recent submissions and, next to it, one submission or the form for a new one. */
export function SubmissionsPage({ openId }: { readonly openId: string | undefined }) {
  const filter = useSubmissionFilter();
  const { status, client } = filter;
  const listed = { status, client };
  const submissions = useSubmissionList(listed);
  const isNarrow = useIsNarrow();
  const isOpen = openId !== undefined;
  const isForm = !isOpen || openId === newSubmission;
  const detail = useRef<HTMLElement>(null);
  const detailName = isForm ? submissionMessages.submission.new : submissionMessages.submission.one;
  useDetailFocus(openId, detail);
  useShortcut('close', () => navigate(submissionsPath(filter)), isOpen);
  return (
    <>
      <PageHeader
        title={isNarrow && isOpen ? detailName : messages.submissions}
        backTo={isOpen ? submissionsPath(filter) : undefined}
      >
        <NewSubmissionLink filter={filter} isForm={isForm} isHiddenOnPhone={isOpen} />
      </PageHeader>
      <div className="flex min-h-0 grow">
        <Column
          isHiddenOnPhone={isOpen}
          className="grow rail:w-70 rail:grow-0 rail:border-r rail:border-line rail:shrink-0 wide:w-80"
        >
          <SubmissionList submissions={submissions} listed={listed} openId={openId} />
        </Column>
        <Column ref={detail} label={detailName} isHiddenOnPhone={!isOpen} className="grow">
          {isForm ? <NewSubmission /> : <OpenSubmission key={openId} submissionId={openId} />}
        </Column>
      </div>
    </>
  );
}
