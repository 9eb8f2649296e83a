import { Plus } from 'lucide-react';
import { type ReactNode, type Ref, useRef } from 'react';
import { ButtonLink } from '#components/button-link.tsx';
import { classNames } from '#components/class-names.ts';
import { PageHeader } from '#components/page-header.tsx';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useDocumentTitle } from '#lib/use-document-title.ts';
import { useIsNarrow } from '#lib/use-media.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { SubmissionDetail } from './submission-detail.tsx';
import { SubmissionForm } from './submission-form.tsx';
import { SubmissionList } from './submission-list.tsx';
import { submissionWords } from './messages.ts';
import { tabOf } from './title.ts';
import { useOpenFocus } from './use-open-focus.ts';
import { useSubmission, useSubmissionList } from './use-submissions.ts';

/** The address of the form, told apart from a submission id by its length alone. */
const newSubmission = 'new';

function OpenSubmission({ submissionId }: { readonly submissionId: string }) {
  const submission = useSubmission(submissionId);
  useDocumentTitle(...tabOf(submission, submissionId));
  return <SubmissionDetail submissionId={submissionId} submission={submission} />;
}

function NewSubmission() {
  useDocumentTitle(messages.submissions);
  return <SubmissionForm />;
}

type ColumnProps = {
  /** Of the column that can be gone to. */
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

const detailName = (isForm: boolean): string =>
  isForm ? submissionWords.submission.new : submissionWords.submission.one;

/** The recent submissions and, beside them, the one that the address names, or the form for a new one. */
export function SubmissionsPage({ openSubmission: opened }: { readonly openSubmission: string | undefined }) {
  const submissions = useSubmissionList();
  const isNarrow = useIsNarrow();
  const isForm = opened === undefined || opened === newSubmission;
  const detail = useRef<HTMLElement>(null);
  const name = detailName(isForm);
  useOpenFocus(opened, detail);
  useShortcut('close', () => navigate(paths.submissions), opened !== undefined);
  return (
    <>
      <PageHeader
        title={isNarrow && opened !== undefined ? name : messages.submissions}
        backTo={opened === undefined ? undefined : paths.submissions}
      >
        <ButtonLink
          to={paths.newSubmission}
          icon={<Plus aria-hidden size={16} strokeWidth={1.75} />}
          className={classNames(isForm && 'rail:hidden', opened !== undefined && 'max-rail:hidden')}
        >
          <span className="max-hand:sr-only">{submissionWords.submission.new}</span>
        </ButtonLink>
      </PageHeader>
      <div className="flex min-h-0 grow">
        <Column
          isHiddenOnPhone={opened !== undefined}
          className="grow rail:w-70 rail:grow-0 rail:border-r rail:border-line rail:shrink-0 wide:w-80"
        >
          <SubmissionList submissions={submissions} openId={opened} />
        </Column>
        <Column ref={detail} label={name} isHiddenOnPhone={opened === undefined} className="grow">
          {isForm ? <NewSubmission /> : <OpenSubmission key={opened} submissionId={opened} />}
        </Column>
      </div>
    </>
  );
}
