import { Check, Minus, RotateCcw, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Badge } from '#components/badge.tsx';
import { Button, ButtonLink } from '#components/button.tsx';
import { DescriptionItem, DetailPanel } from '#components/detail-panel.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import { ErrorState } from '#components/error-state.tsx';
import { SkeletonRows } from '#components/skeleton.tsx';
import type { CustomerIdRecord, IdState } from '#lib/api/customer-ids.ts';
import { useCanWrite } from '#lib/client.ts';
import { type CustomerId, describeCustomerIdFault, parseCustomerId } from '#lib/domain.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { navigate, Redirect } from '#lib/navigation.ts';
import { useSettings } from '#lib/settings.ts';
import { useMinLoadingTime } from '#lib/timers.ts';
import { useIdState } from '#lib/use-id-state.ts';
import { FailedChanges, isOnlyAbout } from './failed-changes.tsx';
import { IdHistory } from './id-history.tsx';
import { idMessages } from './id-messages.ts';
import type { IdMutations } from './use-id-mutations.tsx';

const badgeIcon = { 'aria-hidden': true, size: 14, strokeWidth: 2 } as const;

function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={format.zonedTime(at)}>
      {format.dateTime(at)}
    </time>
  );
}

function describeSource({ source, client }: CustomerIdRecord): string {
  const name = idMessages.source[source];
  return client === undefined ? name : formatMessage(idMessages.detail.sourceClient, { source: name, client });
}

function ActiveFacts({ record }: { readonly record: CustomerIdRecord }) {
  const { createdAt, firstAddedAt } = record;
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <DescriptionItem term={idMessages.detail.status}>
        <Badge tone="ok" icon={<Check {...badgeIcon} />}>
          {idMessages.detail.active}
        </Badge>
      </DescriptionItem>
      <DescriptionItem term={idMessages.detail.added}>
        <Time at={createdAt} />
      </DescriptionItem>
      {firstAddedAt !== undefined && (
        <DescriptionItem term={idMessages.detail.firstAdded}>
          <Time at={firstAddedAt} />
        </DescriptionItem>
      )}
      <DescriptionItem term={idMessages.detail.source}>{describeSource(record)}</DescriptionItem>
      <DescriptionItem term={idMessages.detail.version}>{format.number(record.version)}</DescriptionItem>
    </dl>
  );
}

function DeletedFacts({ deletedAt }: { readonly deletedAt: string | undefined }) {
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <DescriptionItem term={idMessages.detail.status}>
        <Badge tone="neutral" icon={<Minus {...badgeIcon} />}>
          {idMessages.detail.deleted}
        </Badge>
      </DescriptionItem>
      {deletedAt !== undefined && (
        <DescriptionItem term={idMessages.detail.deletedAt}>
          <Time at={deletedAt} />
        </DescriptionItem>
      )}
    </dl>
  );
}

function useConsequence(): string {
  const days = useSettings().tombstoneRetentionDays;
  if (days === undefined) return idMessages.detail.consequenceUnknown;
  return days === 0
    ? idMessages.detail.consequencePurged
    : formatPlural(idMessages.detail.consequence, days, format.number(days));
}

/** Explains the action of its button, which a read-only key does not get. */
function ActionFooter({ text, children }: { readonly text: string; readonly children: ReactNode }) {
  const canWrite = useCanWrite();
  return (
    <footer className="mt-auto flex flex-col items-start gap-3 border-t border-line px-6 max-rail:px-(--edge) py-4">
      <p className="text-small text-fg-3">{canWrite ? text : idMessages.detail.readOnly}</p>
      {canWrite && children}
    </footer>
  );
}

function DeleteFooter({ id, onDelete }: { readonly id: CustomerId; readonly onDelete: () => void }) {
  return (
    <ActionFooter text={useConsequence()}>
      <Button
        variant="danger"
        icon={<Trash2 aria-hidden size={16} strokeWidth={1.75} />}
        onClick={onDelete}
        className="max-w-full"
      >
        <span className="truncate">{formatMessage(idMessages.detail.delete, { id })}</span>
      </Button>
    </ActionFooter>
  );
}

type IdDetailProps = {
  readonly id: CustomerId;
  readonly listPath: string;
  readonly onAdd: (id: CustomerId) => void;
  readonly onRestore: (id: CustomerId) => void;
  readonly onDelete: () => void;
};

type DeletedIdProps = Pick<IdDetailProps, 'id' | 'onRestore'> & {
  readonly state: Extract<IdState, { readonly state: 'deleted' }>;
};

function DeletedId({ state: { deletedAt, history }, id, onRestore }: DeletedIdProps) {
  return (
    <>
      <DeletedFacts deletedAt={deletedAt} />
      <div className="min-h-24 grow overflow-y-auto">{history.length > 0 && <IdHistory history={history} />}</div>
      <ActionFooter text={idMessages.detail.wasDeletedText}>
        <Button
          variant="primary"
          icon={<RotateCcw aria-hidden size={16} strokeWidth={1.75} />}
          onClick={() => onRestore(id)}
          className="max-w-full"
        >
          <span className="truncate">{formatMessage(idMessages.deletedList.restoreId, { id })}</span>
        </Button>
      </ActionFooter>
    </>
  );
}

function UnknownId({ id, listPath, onAdd }: Pick<IdDetailProps, 'id' | 'listPath' | 'onAdd'>) {
  return (
    <EmptyState
      title={formatMessage(idMessages.detail.unknown, { id })}
      text={idMessages.detail.unknownText}
      actions={
        <>
          {useCanWrite() && (
            <Button variant="primary" onClick={() => onAdd(id)}>
              {formatMessage(idMessages.detail.add, { id })}
            </Button>
          )}
          <ButtonLink to={listPath}>{idMessages.detail.backToList}</ButtonLink>
        </>
      }
    />
  );
}

function LoadedDetail({
  state,
  id,
  listPath,
  onAdd,
  onRestore,
  onDelete,
}: IdDetailProps & { readonly state: IdState }) {
  switch (state.state) {
    case 'active':
      return (
        <>
          <ActiveFacts record={state.record} />
          <div className="min-h-24 grow overflow-y-auto">
            <IdHistory history={state.record.history} />
          </div>
          <DeleteFooter id={id} onDelete={onDelete} />
        </>
      );
    case 'deleted':
      return <DeletedId state={state} id={id} onRestore={onRestore} />;
    case 'unknown':
      return <UnknownId id={id} listPath={listPath} onAdd={onAdd} />;
  }
}

function IdDetail(props: IdDetailProps) {
  const lookup = useMinLoadingTime(useIdState(props.id));
  switch (lookup.status) {
    case 'loading':
      return <SkeletonRows count={4} />;
    case 'failed':
      return (
        <ErrorState
          title={formatMessage(idMessages.detail.failed, { id: props.id })}
          problem={lookup.problem}
          onRetry={lookup.retry}
        />
      );
    case 'loaded':
      return <LoadedDetail state={lookup.value} {...props} />;
  }
}

interface IdPanelProps {
  /** The ID in the address, which may be misspelled or not canonical. */
  readonly text: string;
  readonly mutations: IdMutations;
  readonly listPath: string;
  readonly getPath: (id: string) => string;
  readonly onClose: () => void;
  readonly onDelete: (ids: readonly string[]) => void;
}

/** The details of the ID in the address. Redirects to its canonical form. */
export function IdPanel({ text, mutations, listPath, getPath, onClose, onDelete }: IdPanelProps) {
  const id = parseCustomerId(text);
  if (id.ok && id.value !== text) return <Redirect to={getPath(id.value)} replace />;
  return (
    <DetailPanel title={text} label={formatMessage(idMessages.detail.landmark, { id: text })} onClose={onClose}>
      <FailedChanges
        changes={mutations.failed.filter((change) => isOnlyAbout(change, text))}
        mutations={mutations}
        onOpen={(opened) => navigate(getPath(opened))}
        className="px-6 pt-4 max-rail:px-(--edge)"
      />
      {id.ok ? (
        <IdDetail
          id={id.value}
          listPath={listPath}
          onAdd={(added) => void mutations.addId(added)}
          onRestore={(restored) => void mutations.restoreIds([restored])}
          onDelete={() => onDelete([id.value])}
        />
      ) : (
        <EmptyState
          title={formatMessage(idMessages.detail.unknown, { id: text })}
          text={describeCustomerIdFault(id.failure)}
          actions={<ButtonLink to={listPath}>{idMessages.detail.backToList}</ButtonLink>}
        />
      )}
    </DetailPanel>
  );
}
