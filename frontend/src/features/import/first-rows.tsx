import { Ban, Check, CircleDashed, CircleSlash, type LucideIcon, Plus } from 'lucide-react';
import { Badge, type Tone } from '#components/badge.tsx';
import { format, formatMessage } from '#lib/format.ts';
import { importMessages as messages } from './import-messages.ts';
import type { PreviewRow } from './registry-states.ts';

const badges: Readonly<Record<PreviewRow['state'], { readonly tone: Tone; readonly icon: LucideIcon }>> = {
  new: { tone: 'iris', icon: Plus },
  active: { tone: 'ok', icon: Check },
  deleted: { tone: 'neutral', icon: CircleSlash },
  invalid: { tone: 'bad', icon: Ban },
  unchecked: { tone: 'neutral', icon: CircleDashed },
};

function FirstRowItem({ row: { line, text, state, reason } }: { readonly row: PreviewRow }) {
  const { tone, icon: Icon } = badges[state];
  return (
    <li className="flex items-center gap-3 px-4 py-1.5 not-first:border-t not-first:border-line">
      <span className="min-w-14 shrink-0 text-small text-fg-2 tabular-nums">
        {formatMessage(messages.preview.line, { n: format.number(line) })}
      </span>
      <span title={reason} className="min-w-0 grow font-mono [overflow-wrap:anywhere]">
        {text}
      </span>
      <span className="shrink-0 whitespace-nowrap">
        <Badge tone={tone} icon={<Icon aria-hidden size={12} strokeWidth={2} />}>
          {messages.preview.rowStates[state]}
        </Badge>
      </span>
    </li>
  );
}

/** Always shown, so that a wrong column is noticed before anything is submitted. */
export function FirstRows({ rows }: { readonly rows: readonly PreviewRow[] }) {
  if (rows.length === 0) return null;
  return (
    <section>
      <h3 className="mb-2 font-semibold">{messages.preview.firstRows}</h3>
      <ul aria-label={messages.preview.firstRows} className="rounded-box border border-line">
        {rows.map((row) => (
          <FirstRowItem key={`${row.line} ${row.text}`} row={row} />
        ))}
      </ul>
    </section>
  );
}
