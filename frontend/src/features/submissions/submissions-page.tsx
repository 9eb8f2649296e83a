import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { ButtonLink } from '#components/button-link.tsx';
import { classNames } from '#components/class-names.ts';
import { PageHeader } from '#components/page-header.tsx';
import { paths } from '#lib/paths.ts';
import { useIsNarrow } from '#lib/use-media.ts';
import { useTitle } from '#lib/use-title.ts';
import { words } from '#lib/words.ts';
import { SubmissionDetail } from './submission-detail.tsx';
import { SubmissionForm } from './submission-form.tsx';
import { SubmissionList } from './submission-list.tsx';
import { submissionWords } from './submission-words.ts';
import { tabOf } from './title.ts';
import { useSubmission, useSubmissionList } from './use-submissions.ts';

/** The address of the form, told apart from a submission id by its length alone. */
const newSubmission = 'new';

function OpenSubmission({ submissionId }: { readonly submissionId: string }) {
  const submission = useSubmission(submissionId);
  useTitle(...tabOf(submission, submissionId));
  return <SubmissionDetail submissionId={submissionId} submission={submission} />;
}

function NewSubmission() {
  useTitle(words.submissions);
  return <SubmissionForm />;
}

function Column({
  isHiddenOnPhone,
  className,
  children,
}: {
  readonly isHiddenOnPhone: boolean;
  readonly className: string;
  readonly children: ReactNode;
}) {
  return (
    <div
      className={classNames(
        'flex min-w-0 flex-col rail:overflow-y-auto',
        isHiddenOnPhone && 'max-rail:hidden',
        className,
      )}
    >
      {children}
    </div>
  );
}

function headingOf(opened: string | undefined, isNarrow: boolean): string {
  if (!isNarrow || opened === undefined) return words.submissions;
  return opened === newSubmission ? submissionWords.submission.new : submissionWords.submission.one;
}

/** The recent submissions and, beside them, the one that the address names, or the form for a new one. */
export function SubmissionsPage({ openSubmission: opened }: { readonly openSubmission: string | undefined }) {
  const submissions = useSubmissionList();
  const isNarrow = useIsNarrow();
  const isForm = opened === undefined || opened === newSubmission;
  return (
    <>
      <PageHeader title={headingOf(opened, isNarrow)} backTo={opened === undefined ? undefined : paths.submissions}>
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
        <Column isHiddenOnPhone={opened === undefined} className="grow">
          {isForm ? <NewSubmission /> : <OpenSubmission key={opened} submissionId={opened} />}
        </Column>
      </div>
    </>
  );
}
