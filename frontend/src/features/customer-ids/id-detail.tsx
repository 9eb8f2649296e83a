import { Trash2 } from 'lucide-react';
import { Button, ButtonLink } from '#components/button.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { CustomerIdRecord, IdState } from '#lib/api/customer-ids.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import { useSettings } from '#lib/settings.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { useMinLoadingTime } from '#lib/use-min-loading-time.ts';
import { DeletedFacts, KnownFacts } from './id-facts.tsx';
import { IdHistory } from './id-history.tsx';

function useConsequence(): string {
  const days = useSettings().tombstoneRetentionDays;
  if (days === undefined) return messages.detail.consequenceUnknown;
  return days === 0
    ? messages.detail.consequenceErased
    : formatPlural(messages.detail.consequence, days, format.number(days));
}

function DeleteFoot({ id, onDelete }: { readonly id: CustomerId; readonly onDelete: () => void }) {
  const consequence = useConsequence();
  return (
    <footer className="mt-auto border-t border-line px-6 max-rail:px-(--edge) py-4">
      <p className="mb-3 text-small text-fg-3">{consequence}</p>
      <Button
        variant="danger"
        icon={<Trash2 aria-hidden size={16} strokeWidth={1.75} />}
        onClick={onDelete}
        className="max-w-full"
      >
        <span className="truncate">{formatMessage(messages.detail.delete, { id })}</span>
      </Button>
    </footer>
  );
}

type IdDetailProps = {
  readonly id: CustomerId;
  readonly listPath: string;
  readonly onAdd: (id: CustomerId) => void;
  readonly onDelete: (record: CustomerIdRecord, etag: string | undefined) => void;
};

function Found({ found, id, listPath, onAdd, onDelete }: IdDetailProps & { readonly found: IdState }) {
  switch (found.state) {
    case 'active':
      return (
        <>
          <KnownFacts record={found.record} />
          <div className="min-h-24 grow overflow-y-auto">
            <IdHistory history={found.record.history} />
          </div>
          <DeleteFoot id={id} onDelete={() => onDelete(found.record, found.etag)} />
        </>
      );
    case 'deleted':
      return (
        <>
          <DeletedFacts deletedAt={found.deletedAt} />
          <div className="px-6 max-rail:px-(--edge) py-5">
            <p className="mb-3 text-fg-2">{messages.detail.wasDeletedText}</p>
            <Button variant="primary" onClick={() => onAdd(id)}>
              {formatMessage(messages.detail.addAgain, { id })}
            </Button>
          </div>
        </>
      );
    case 'unknown':
      return (
        <EmptyState
          title={formatMessage(messages.detail.unknown, { id })}
          text={messages.detail.unknownText}
          actions={
            <>
              <Button variant="primary" onClick={() => onAdd(id)}>
                {formatMessage(messages.detail.add, { id })}
              </Button>
              <ButtonLink to={listPath}>{messages.detail.backToList}</ButtonLink>
            </>
          }
        />
      );
  }
}

/** Everything known of one ID, in each state that asking for it can have. */
export function IdDetail(props: IdDetailProps) {
  const remote = useMinLoadingTime(useIdState(props.id));
  switch (remote.status) {
    case 'loading':
      return <SkeletonRows count={4} />;
    case 'failed':
      return (
        <ErrorState
          title={formatMessage(messages.detail.failed, { id: props.id })}
          problem={remote.problem}
          onRetry={remote.retry}
        />
      );
    case 'loaded':
      return <Found found={remote.value} {...props} />;
  }
}
