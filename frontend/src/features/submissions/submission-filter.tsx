import { Check, CircleAlert, KeyRound, LoaderCircle } from 'lucide-react';
import { FilterMenu } from '#components/filter-menu.tsx';
import type { ListedSubmissions, SubmissionStatus, SubmissionSummary } from '#lib/api/submissions.ts';
import { useClient } from '#lib/client.ts';
import { parseClientName } from '#lib/domain.ts';
import { formatMessage } from '#lib/format.ts';
import { useSearchParam } from '#lib/navigation.ts';
import { submissionMessages } from './submission-messages.ts';

const messages = submissionMessages.filter;

const statuses: readonly SubmissionStatus[] = ['failed', 'received', 'completed'];

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

const icons = {
  failed: <CircleAlert {...icon} />,
  received: <LoaderCircle {...icon} />,
  completed: <Check {...icon} />,
};

/** The filter in the address, of which the registry applies status and client. Invalid values do not filter. */
export function useSubmissionFilter() {
  const [label] = useSearchParam('label');
  const [status] = useSearchParam('status');
  const [client] = useSearchParam('client');
  const name = parseClientName(client);
  return { label, status: statuses.find((each) => each === status) ?? '', client: name.ok ? name.value : '' } as const;
}

/** No operation lists the clients: known are this one, those of the loaded submissions, and the one in the address. */
function useKnownClients(submissions: readonly SubmissionSummary[], shown: string): readonly string[] {
  const own = useClient()?.name;
  const named = [own, shown, ...submissions.map(({ client }) => client)].filter((name) => name !== undefined);
  return [...new Set(named)].filter((name) => name !== '').toSorted();
}

type StatusAndClientFilterProps = {
  readonly listed: ListedSubmissions;
  readonly submissions: readonly SubmissionSummary[];
};

/** With a single client, only the status is worth a filter. */
export function StatusAndClientFilter({ listed, submissions }: StatusAndClientFilterProps) {
  const [, setStatus] = useSearchParam('status');
  const [, setClient] = useSearchParam('client');
  const clients = useKnownClients(submissions, listed.client);
  const byStatus = statuses.map((status) => ({
    text: messages.status[status],
    icon: icons[status],
    isActive: status === listed.status,
    onChoose: () => setStatus(status),
    onClear: () => setStatus(''),
  }));
  const byClient = clients.map((client) => ({
    text: formatMessage(messages.client, { client }),
    icon: <KeyRound {...icon} />,
    isActive: client === listed.client,
    onChoose: () => setClient(client),
    onClear: () => setClient(''),
  }));
  return (
    <FilterMenu
      label={messages.menu}
      options={[...byStatus, ...(clients.length > 1 || listed.client !== '' ? byClient : [])]}
      clearLabel={(filter) => formatMessage(messages.remove, { filter })}
    />
  );
}
