import { Download, Ellipsis, ListChecks } from 'lucide-react';
import { Button } from '#components/button.tsx';
import { Menu } from '#components/menu.tsx';
import { format } from '#lib/formatting.ts';
import { plural } from '#lib/phrase.ts';
import { useIsNarrow } from '#lib/use-media.ts';
import { words } from '#lib/words.ts';
import type { IdExport } from './use-export.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function Running({ count, cancel }: { readonly count: number; readonly cancel: () => void }) {
  return (
    <>
      <p className="text-small text-fg-3 tabular-nums">
        {plural(words.exporting.running, count, format.number(count))}
      </p>
      <Button busy>{words.exporting.action}</Button>
      <Button variant="quiet" onClick={cancel}>
        {words.exporting.cancel}
      </Button>
    </>
  );
}

type IdActionsProps = { readonly idExport: IdExport; readonly onStartSelecting: () => void };

/** What can be done with the list as a whole. */
export function IdActions({ idExport: { state, exportAll }, onStartSelecting }: IdActionsProps) {
  const isNarrow = useIsNarrow();
  const start = () => void exportAll();
  if (state.status === 'running') return <Running {...state} />;
  if (!isNarrow) {
    return (
      <Button icon={<Download {...icon} />} onClick={start}>
        {words.exporting.action}
      </Button>
    );
  }
  return (
    <Menu
      label={words.exporting.label}
      icon={<Ellipsis aria-hidden size={20} strokeWidth={1.75} />}
      items={[
        { text: words.select.start, icon: <ListChecks {...icon} />, onChoose: onStartSelecting },
        { text: words.exporting.action, icon: <Download {...icon} />, onChoose: start },
      ]}
    />
  );
}
