import { Check, Minus } from 'lucide-react';
import { Badge } from '#components/badge.tsx';
import { DescriptionItem } from '#components/description-item.tsx';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';

const look = { 'aria-hidden': true, size: 14, strokeWidth: 2 } as const;

export function KnownFacts({ record }: { readonly record: CustomerIdRecord }) {
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <DescriptionItem term={messages.detail.status}>
        <Badge tone="ok" icon={<Check {...look} />}>
          {messages.detail.active}
        </Badge>
      </DescriptionItem>
      <DescriptionItem term={messages.detail.added}>
        <time dateTime={record.createdAt} title={format.exactTime(record.createdAt)}>
          {format.dateTime(record.createdAt)}
        </time>
      </DescriptionItem>
      <DescriptionItem term={messages.detail.source}>{messages.source[record.source]}</DescriptionItem>
      <DescriptionItem term={messages.detail.version}>{format.number(record.version)}</DescriptionItem>
    </dl>
  );
}

export function DeletedFacts({ deletedAt }: { readonly deletedAt: string | undefined }) {
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <DescriptionItem term={messages.detail.status}>
        <Badge tone="neutral" icon={<Minus {...look} />}>
          {messages.detail.deleted}
        </Badge>
      </DescriptionItem>
      {deletedAt !== undefined && (
        <DescriptionItem term={messages.detail.deletedAt}>
          <time dateTime={deletedAt} title={format.exactTime(deletedAt)}>
            {format.dateTime(deletedAt)}
          </time>
        </DescriptionItem>
      )}
    </dl>
  );
}
