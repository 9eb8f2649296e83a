import { ChevronRight } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { Checkbox } from '#components/checkbox.tsx';
import { classNames } from '#components/class-names.ts';
import { CopyButton } from '#components/copy-button.tsx';
import { Cell } from '#components/table.tsx';
import type { Source } from '#lib/api/customer-ids.ts';
import { format, formatMessage } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { idPath } from '#lib/paths.ts';
import { idMessages } from './id-messages.ts';
import { rowLinkId } from './row-elements.ts';
import type { ListedId } from './use-id-list.ts';

type IdRowProps = {
  readonly item: ListedId;
  readonly position: number;
  readonly prefix: string;
  /** Tab reaches one row; the arrow keys move between the rows, and within one. */
  readonly isTabStop: boolean;
  readonly source: Source | undefined;
  readonly isOpen: boolean;
  readonly isNew: boolean;
  readonly isSelected: boolean;
  /** Shows every row's checkbox. */
  readonly isSelecting: boolean;
  readonly now: Date;
  readonly onSelect: (id: string, isRange: boolean) => void;
  readonly onFocus: (id: string) => void;
};

/** The first click of a double click may have moved another row under the pointer. */
const ignoreSecondClick = (event: MouseEvent) => {
  if (event.detail > 1) event.preventDefault();
};

function RowCheckbox({ item: { id }, isSelected, isSelecting, onSelect }: IdRowProps) {
  return (
    <Checkbox
      label={formatMessage(idMessages.select.row, { id })}
      isLabelHidden
      tabIndex={-1}
      checked={isSelected}
      onChange={({ nativeEvent }) => onSelect(id, nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)}
      className={classNames(
        'absolute inset-y-0 left-0 z-[1] w-(--edge) justify-center',
        isSelecting
          ? 'max-rail:w-full max-rail:justify-start max-rail:pl-(--edge)'
          : 'opacity-0 group-hover:opacity-100 focus-within:opacity-100 touch:opacity-100 max-rail:hidden',
      )}
    />
  );
}

function RowName({ item: { id, isPending }, prefix, source, isTabStop, isOpen }: IdRowProps) {
  return (
    <span className="flex items-center gap-1">
      <Link
        id={rowLinkId(id)}
        href={idPath(id, { prefix, source: source ?? '' })}
        tabIndex={isTabStop ? 0 : -1}
        aria-current={isOpen ? 'true' : undefined}
        onClick={ignoreSecondClick}
        className={classNames(
          // As wide as the ID, but leaves room for the other columns.
          'font-mono text-id font-medium [overflow-wrap:anywhere] rail:w-max rail:max-w-[calc(100cqi-19rem)] -outline-offset-2 after:absolute after:inset-0 rail:after:w-[100cqi] focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-iris max-rail:text-[0.9375rem]',
          isOpen && 'before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-iris',
          isPending && 'text-fg-3',
        )}
      >
        {id}
      </Link>
      <CopyButton
        text={id}
        tabIndex={-1}
        className="relative opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 max-rail:hidden"
      />
    </span>
  );
}

function RowTime({ item: { createdAt }, now }: IdRowProps) {
  return (
    <time dateTime={createdAt} title={format.zonedTime(createdAt)}>
      {format.recent(createdAt, now)}
    </time>
  );
}

/**
 * Memoized: opening an ID would otherwise render every row again. The first cell contains a link as wide as the list, because
 * WebKit positions nothing in a table row.
 */
export const IdRow = memo(function IdRow(props: IdRowProps) {
  const { item, position, isOpen, isNew, isSelected, isSelecting, onFocus } = props;
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: a row that is drawn as a block loses its role in some browsers
      role="row"
      aria-rowindex={position}
      data-customer-id={item.id}
      onFocus={() => onFocus(item.id)}
      className={classNames(
        'group relative border-b border-line transition-colors max-rail:block max-rail:py-2.5 max-rail:pr-12',
        isSelecting ? 'max-rail:pl-12' : 'max-rail:pl-(--edge)',
        isOpen || isSelected
          ? 'bg-iris-tint forced-colors:outline-2 forced-colors:-outline-offset-2'
          : 'hover:bg-hover',
        isNew && 'animate-flash',
      )}
    >
      <Cell className="rail:relative">
        <RowCheckbox {...props} />
        <RowName {...props} />
      </Cell>
      <Cell className="text-fg-2 max-rail:float-left max-rail:text-small max-rail:text-fg-3">
        {idMessages.source[item.source]}
      </Cell>
      <Cell
        align="right"
        className="whitespace-nowrap text-fg-2 max-rail:text-small max-rail:text-fg-3 max-rail:before:content-['\00a0·\00a0']"
      >
        <RowTime {...props} />
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className={classNames('absolute top-1/2 right-(--edge) -mt-2 rail:hidden', isSelecting && 'hidden')}
        />
      </Cell>
    </tr>
  );
});
