import { ArrowUp, ChevronRight } from 'lucide-react';
import { classNames } from '#components/class-names.ts';
import { CopyButton } from '#components/copy-button.tsx';
import { Cell, HeadCell, Table } from '#components/table.tsx';
import type { CustomerIdSummary } from '#lib/api/customer-ids.ts';
import { format } from '#lib/formatting.ts';
import { Link } from '#lib/navigation.ts';
import { idPath } from '#lib/paths.ts';
import { useNow } from '#lib/use-now.ts';
import { words } from '#lib/words.ts';
import { rowLinkId } from './row-link-id.ts';

type RowProps = {
  readonly item: CustomerIdSummary;
  readonly prefix: string;
  readonly isOpen: boolean;
  readonly isNew: boolean;
  readonly now: Date;
};

function IdRow({ item: { id, createdAt, source }, prefix, isOpen, isNew, now }: RowProps) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: a row that is drawn as a block loses its role in some browsers
      role="row"
      className={classNames(
        'group relative border-b border-line transition-colors max-rail:block max-rail:py-2.5 max-rail:pr-12 max-rail:pl-(--edge)',
        isOpen ? 'bg-iris-tint forced-colors:outline' : 'hover:bg-hover',
        isNew && 'animate-flash',
      )}
    >
      <Cell>
        <span className="flex items-center gap-1">
          <Link
            id={rowLinkId(id)}
            href={idPath(id, prefix)}
            aria-current={isOpen ? 'true' : undefined}
            className="font-mono text-id font-medium [overflow-wrap:anywhere] -outline-offset-2 after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-iris max-rail:text-[0.9375rem]"
          >
            {id}
          </Link>
          <CopyButton
            text={id}
            className="relative opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 max-rail:hidden"
          />
        </span>
      </Cell>
      <Cell className="text-fg-2 max-rail:float-left max-rail:text-small max-rail:text-fg-3">
        {words.source[source]}
      </Cell>
      <Cell
        align="right"
        className="whitespace-nowrap text-fg-2 max-rail:text-small max-rail:text-fg-3 max-rail:before:content-['\00a0·\00a0']"
      >
        <time dateTime={createdAt} title={format.exactTime(createdAt)}>
          {format.recent(createdAt, now)}
        </time>
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className="absolute top-1/2 right-(--edge) -mt-2 rail:hidden"
        />
      </Cell>
    </tr>
  );
}

type IdTableProps = {
  readonly items: readonly CustomerIdSummary[];
  readonly prefix: string;
  readonly openId: string | undefined;
  readonly newId: string | undefined;
};

export function IdTable({ items, prefix, openId, newId }: IdTableProps) {
  const now = useNow();
  const head = (
    <>
      <HeadCell width="w-[15.25rem]">
        <span className="inline-flex items-center gap-1">
          {words.list.id}
          <ArrowUp aria-hidden size={14} strokeWidth={1.75} />
        </span>
      </HeadCell>
      <HeadCell>{words.list.source}</HeadCell>
      <HeadCell align="right">{words.list.added}</HeadCell>
    </>
  );
  return (
    <Table caption={words.list.caption} head={head}>
      {items.map((item) => (
        <IdRow
          key={item.id}
          item={item}
          prefix={prefix}
          isOpen={item.id === openId}
          isNew={item.id === newId}
          now={now}
        />
      ))}
    </Table>
  );
}
