import { Check, Minus } from 'lucide-react';
import { Badge } from '#components/badge.tsx';
import { Fact } from '#components/description-item.tsx';
import type { CustomerIdRecord } from '#lib/api/customer-ids.ts';
import { format } from '#lib/formatting.ts';
import { words } from '#lib/messages.ts';

const look = { 'aria-hidden': true, size: 14, strokeWidth: 2 } as const;

export function KnownFacts({ record }: { readonly record: CustomerIdRecord }) {
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <Fact term={words.detail.status}>
        <Badge tone="ok" icon={<Check {...look} />}>
          {words.detail.active}
        </Badge>
      </Fact>
      <Fact term={words.detail.added}>
        <time dateTime={record.createdAt} title={format.exactTime(record.createdAt)}>
          {format.dateTime(record.createdAt)}
        </time>
      </Fact>
      <Fact term={words.detail.source}>{words.source[record.source]}</Fact>
      <Fact term={words.detail.version}>{format.number(record.version)}</Fact>
    </dl>
  );
}

export function DeletedFacts({ deletedAt }: { readonly deletedAt: string | undefined }) {
  return (
    <dl className="border-b border-line px-6 max-rail:px-(--edge) py-4">
      <Fact term={words.detail.status}>
        <Badge tone="neutral" icon={<Minus {...look} />}>
          {words.detail.deleted}
        </Badge>
      </Fact>
      {deletedAt !== undefined && (
        <Fact term={words.detail.deletedAt}>
          <time dateTime={deletedAt} title={format.exactTime(deletedAt)}>
            {format.dateTime(deletedAt)}
          </time>
        </Fact>
      )}
    </dl>
  );
}
