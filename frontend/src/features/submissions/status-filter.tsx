import { Check, CircleAlert, LoaderCircle } from 'lucide-react';
import { FilterMenu } from '#components/filter-menu.tsx';
import type { SubmissionStatus } from '#lib/api/submissions.ts';
import { formatMessage } from '#lib/format.ts';
import { useSearchParam } from '#lib/navigation.ts';
import { submissionMessages } from './submission-messages.ts';

const messages = submissionMessages.filter;

export const statuses: readonly SubmissionStatus[] = ['failed', 'received', 'completed'];

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

const icons = {
  failed: <CircleAlert {...icon} />,
  received: <LoaderCircle {...icon} />,
  completed: <Check {...icon} />,
};

const options = statuses.map((value) => ({ value, text: messages.status[value], icon: icons[value] }));

export function StatusFilter({ status }: { readonly status: SubmissionStatus | undefined }) {
  const [, setStatus] = useSearchParam('status');
  return (
    <FilterMenu
      label={messages.menu}
      options={options}
      value={status}
      onChange={(chosen) => setStatus(chosen ?? '')}
      clearLabel={(filter) => formatMessage(messages.remove, { filter })}
    />
  );
}
