import { Trash2 } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { ButtonLink } from '#components/button-link.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { ProblemBlock } from '#components/error-state.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { CustomerIdRecord, IdState } from '#lib/api/customer-ids.ts';
import type { CustomerId } from '#lib/customer-id.ts';
import { fill, plural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { words } from '#lib/messages.ts';
import { useSettings } from '#lib/settings.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { useSteady } from '#lib/use-min-loading-time.ts';
import { DeletedFacts, KnownFacts } from './id-facts.tsx';
import { IdHistory } from './id-history.tsx';

function useConsequence(): string {
  const days = useSettings().tombstoneRetentionDays;
  if (days === undefined) return words.detail.consequenceUnknown;
  return days === 0 ? words.detail.consequenceErased : plural(words.detail.consequence, days, format.number(days));
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
        <span className="truncate">{fill(words.detail.delete, { id })}</span>
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
    case 'known':
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
            <p className="mb-3 text-fg-2">{words.detail.wasDeletedText}</p>
            <Button variant="primary" onClick={() => onAdd(id)}>
              {fill(words.detail.addAgain, { id })}
            </Button>
          </div>
        </>
      );
    case 'unknown':
      return (
        <EmptyState
          title={fill(words.detail.unknown, { id })}
          text={words.detail.unknownText}
          actions={
            <>
              <Button variant="primary" onClick={() => onAdd(id)}>
                {fill(words.detail.add, { id })}
              </Button>
              <ButtonLink to={listPath}>{words.detail.backToList}</ButtonLink>
            </>
          }
        />
      );
  }
}

/** Everything known of one ID, in each state that asking for it can have. */
export function IdDetail(props: IdDetailProps) {
  const remote = useSteady(useIdState(props.id));
  switch (remote.status) {
    case 'loading':
      return <SkeletonRows count={4} />;
    case 'failed':
      return (
        <ProblemBlock
          title={fill(words.detail.failed, { id: props.id })}
          problem={remote.problem}
          onRetry={remote.retry}
        />
      );
    case 'loaded':
      return <Found found={remote.value} {...props} />;
  }
}
