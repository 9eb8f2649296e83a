import { Check, CircleAlert, KeyRound, LoaderCircle } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { Button } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { FilterField } from '#components/filter-field.tsx';
import { FilterMenu } from '#components/filter-menu.tsx';
import type { ListedSubmissions, SubmissionStatus, SubmissionSummary } from '#lib/api/submissions.ts';
import { useClient } from '#lib/client.ts';
import { parseClientName } from '#lib/domain.ts';
import { format, formatMessage } from '#lib/format.ts';
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
