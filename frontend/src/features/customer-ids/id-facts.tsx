import { Check, Minus } from 'lucide-react';
import { Badge } from '#components/badge.tsx';
import { Fact } from '#components/description-item.tsx';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';

const look = { 'aria-hidden': true, size: 14, strokeWidth: 2 } as const;

export function KnownFacts({ record }: { readonly record: CustomerIdRecord }) {
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <Fact term={messages.detail.status}>
        <Badge tone="ok" icon={<Check {...look} />}>
          {messages.detail.active}
        </Badge>
      </Fact>
      <Fact term={messages.detail.added}>
        <time dateTime={record.createdAt} title={format.exactTime(record.createdAt)}>
          {format.dateTime(record.createdAt)}
        </time>
      </Fact>
      <Fact term={messages.detail.source}>{messages.source[record.source]}</Fact>
      <Fact term={messages.detail.version}>{format.number(record.version)}</Fact>
    </dl>
  );
}

export function DeletedFacts({ deletedAt }: { readonly deletedAt: string | undefined }) {
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <Fact term={messages.detail.status}>
        <Badge tone="neutral" icon={<Minus {...look} />}>
          {messages.detail.deleted}
        </Badge>
      </Fact>
      {deletedAt !== undefined && (
        <Fact term={messages.detail.deletedAt}>
          <time dateTime={deletedAt} title={format.exactTime(deletedAt)}>
            {format.dateTime(deletedAt)}
          </time>
        </Fact>
      )}
    </dl>
  );
}
