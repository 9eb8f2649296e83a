import { ButtonLink } from '#components/button.tsx';
import { DetailPanel } from '#components/detail-panel.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { describeCustomerIdFault, parseCustomerId } from '#lib/customer-id.ts';
import { formatMessage } from '#lib/format-message.ts';
import { messages } from '#lib/messages.ts';
import { navigate, Redirect } from '#lib/navigation.ts';
import { FailedChanges, isAbout } from './failed-changes.tsx';
import { IdDetail } from './id-detail.tsx';
import type { IdDesk } from './use-id-mutations.tsx';

type OpenIdProps = {
  /** As it stands in the address. */
  readonly text: string;
  readonly desk: IdDesk;
  readonly listPath: string;
  readonly pathOf: (id: string) => string;
  readonly onClose: () => void;
  readonly onDelete: (record: CustomerIdRecord, etag: string | undefined) => void;
};

/** Opens what the address names: the canonical ID, whatever the spelling; or says that it cannot be one. */
export function OpenId({ text, desk, listPath, pathOf, onClose, onDelete }: OpenIdProps) {
  const id = parseCustomerId(text);
  if (id.ok && id.value !== text) return <Redirect to={pathOf(id.value)} replace />;
  return (
    <DetailPanel title={text} label={formatMessage(messages.detail.landmark, { id: text })} onClose={onClose}>
      <FailedChanges
        changes={desk.failed.filter((change) => isAbout(text, change))}
        onOpen={(opened) => navigate(pathOf(opened))}
        onClose={desk.settle}
        className="px-6 pt-4 max-rail:px-(--edge)"
      />
      {id.ok ? (
        <IdDetail id={id.value} listPath={listPath} onAdd={(added) => void desk.add(added)} onDelete={onDelete} />
      ) : (
        <EmptyState
          title={formatMessage(messages.detail.unknown, { id: text })}
          text={describeCustomerIdFault(id.failure)}
          actions={<ButtonLink to={listPath}>{messages.detail.backToList}</ButtonLink>}
        />
      )}
    </DetailPanel>
  );
}
