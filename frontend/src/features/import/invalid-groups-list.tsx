import { ChevronRight } from 'lucide-react';
import { MarkedText } from '#components/marked-text.tsx';
import { customerIdLengthMax, customerIdLengthMin, toInvisibleCodePoint } from '#lib/domain.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import type { InvalidRow } from './columns.ts';
import { describeImportFault } from './id-cell.ts';
import { importMessages as messages } from './import-messages.ts';
import { type InvalidGroup, toExcerpt } from './invalid-groups.ts';

const bounds = { min: format.number(customerIdLengthMin), max: format.number(customerIdLengthMax) };

/** A short hint; the title attribute has the full sentence. */
function describePosition({ fault }: InvalidRow): string {
  switch (fault.kind) {
    case 'wrong-character': {
      const position = formatMessage(messages.preview.character, { n: format.number(fault.position) });
      const code = toInvisibleCodePoint(fault.character);
      return code === undefined ? position : `${code}, ${position}`;
    }
    case 'too-short':
    case 'too-long':
      return formatPlural(messages.preview.length, fault.length, format.number(fault.length));
    case 'row-width':
      return formatPlural(messages.preview.cells, fault.cells, format.number(fault.cells));
    default:
      return '';
  }
}

function Example({ row }: { readonly row: InvalidRow }) {
  const { text, position } = toExcerpt(row.text, row.fault);
  return (
    <li title={describeImportFault(row.fault)} className="flex gap-3 text-small text-fg-2">
      <span className="w-20 shrink-0 tabular-nums">
        {formatMessage(messages.preview.line, { n: format.number(row.line) })}
      </span>
      <span className="min-w-0 font-mono whitespace-pre-wrap text-fg [overflow-wrap:anywhere] max-hand:grow hand:min-w-40">
        <MarkedText text={text} position={position} />
      </span>
      <span className="shrink-0 tabular-nums">{describePosition(row)}</span>
    </li>
  );
}

function Group({ group, isOpen }: { readonly group: InvalidGroup; readonly isOpen: boolean }) {
  const { reason, count, examples } = group;
  const more = count - examples.length;
  const [first] = examples;
  return (
    <details open={isOpen} className="group border-line not-first:border-t">
      <summary className="flex min-h-12 list-none items-center gap-2 rounded-box px-4 -outline-offset-2 hover:bg-hover">
        <ChevronRight
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className="shrink-0 text-fg-3 transition-transform group-open:rotate-90"
        />
        <span className="grow font-medium">{formatMessage(messages.preview.reasons[reason], bounds)}</span>
        {first && (
          <span
            aria-hidden="true"
            className="min-w-0 truncate font-mono text-small text-fg-2 group-open:hidden max-hand:hidden"
          >
            {toExcerpt(first.text, first.fault).text}
          </span>
        )}
        <span className="min-w-8 text-right font-medium tabular-nums">{format.number(count)}</span>
      </summary>
      <ul className="flex flex-col gap-1 pt-1 pr-4 pb-3 pl-10">
        {examples.map((row) => (
          <Example key={row.line} row={row} />
        ))}
        {more > 0 && (
          <li className="text-small text-fg-2 tabular-nums">
            {formatPlural(messages.preview.more, more, format.number(more))}
          </li>
        )}
      </ul>
    </details>
  );
}

/** The first group is open. */
export function InvalidGroupsList({ groups }: { readonly groups: readonly InvalidGroup[] }) {
  return (
    <div className="rounded-box border border-line">
      {groups.map((group, index) => (
        <Group key={group.reason} group={group} isOpen={index === 0} />
      ))}
    </div>
  );
}
