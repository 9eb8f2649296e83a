import { ButtonLink } from '#components/button-link.tsx';
import { DetailPanel } from '#components/detail-panel.tsx';
import { EmptyState } from '#components/empty-state.tsx';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { type CustomerId, describeCustomerIdFault, parseCustomerId } from '#lib/customer-id.ts';
import { Redirect } from '#lib/navigation.ts';
import { fill } from '#lib/phrase.ts';
import { words } from '#lib/words.ts';
import { IdDetail } from './id-detail.tsx';

type OpenIdProps = {
  /** As it stands in the address. */
  readonly text: string;
  readonly listPath: string;
  readonly pathOf: (id: CustomerId) => string;
  readonly onClose: () => void;
  readonly onAdd: (id: CustomerId) => void;
  readonly onDelete: (record: CustomerIdRecord, etag: string | undefined) => void;
};

/** Opens what the address names: the canonical ID, whatever the spelling; or says that it cannot be one. */
export function OpenId({ text, listPath, pathOf, onClose, onAdd, onDelete }: OpenIdProps) {
  const id = parseCustomerId(text);
  if (id.ok && id.value !== text) return <Redirect to={pathOf(id.value)} replace />;
  return (
    <DetailPanel title={text} label={fill(words.detail.landmark, { id: text })} onClose={onClose}>
      {id.ok ? (
        <IdDetail id={id.value} listPath={listPath} onAdd={onAdd} onDelete={onDelete} />
      ) : (
        <EmptyState
          title={fill(words.detail.unknown, { id: text })}
          text={describeCustomerIdFault(id.failure)}
          actions={<ButtonLink to={listPath}>{words.detail.backToList}</ButtonLink>}
        />
      )}
    </DetailPanel>
  );
}
