import { Download, Trash2, X } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import type { SelectedIds } from './use-selection.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

type SelectionBarProps = {
  readonly selection: SelectedIds;
  readonly onExport: () => void;
  readonly onDelete: () => void;
};

/** In the place of the filter while rows are selected: how many, and what can be done with them. */
export function SelectionBar({ selection, onExport, onDelete }: SelectionBarProps) {
  const count = selection.selected.length;
  return (
    <div className="flex flex-wrap items-center gap-2 bg-surface px-(--edge) pb-1 max-rail:sticky max-rail:top-[calc(4rem+var(--banner))] max-rail:z-10 max-rail:pb-3 max-hand:min-h-19 max-hand:gap-1 max-hand:py-2">
      <p role="status" className="min-w-20 font-medium tabular-nums max-hand:grow">
        {formatPlural(messages.select.count, count, format.number(count))}
      </p>
      {count > 0 && (
        <>
          <Button icon={<Download {...icon} className="max-hand:hidden" />} onClick={onExport}>
            {messages.exporting.action}
          </Button>
          <Button variant="danger" icon={<Trash2 {...icon} className="max-hand:hidden" />} onClick={onDelete}>
            {messages.select.delete}
          </Button>
        </>
      )}
      <Button variant="quiet" icon={<X {...icon} />} onClick={selection.clear} className="ml-0!">
        <span className="max-hand:sr-only">{messages.select.clear}</span>
        <ShortcutHint name="close" />
      </Button>
    </div>
  );
}
