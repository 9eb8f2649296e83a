import { Download, Ellipsis, ListChecks, Trash2, Upload, X } from 'lucide-react';
import { Button, ButtonLink } from '#components/button.tsx';
import { MonoText } from '#components/formatted-message.tsx';
import { ShortcutHint } from '#components/key-hint.tsx';
import { Menu } from '#components/menu.tsx';
import { useCanWrite } from '#lib/client.ts';
import { useIsNarrow } from '#lib/device.ts';
import { format, formatPlural } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { idMessages } from './id-messages.ts';
import type { IdExport } from './use-export.ts';
import type { SelectedIds } from './use-selection.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function ExportProgress({ count, cancel }: { readonly count: number; readonly cancel: () => void }) {
  return (
    <>
      <p className="text-small text-fg-3 tabular-nums">
        {formatPlural(idMessages.exporting.running, count, format.number(count))}
      </p>
      <Button busy>{idMessages.exporting.action}</Button>
      <Button variant="quiet" onClick={cancel}>
        {idMessages.exporting.cancel}
      </Button>
    </>
  );
}

function ImportLink() {
  return (
    <ButtonLink to={paths.import} icon={<Upload {...icon} />}>
      {messages.import}
    </ButtonLink>
  );
}

type ListActionsProps = {
  /** Hides the actions that need rows. */
  readonly isEmpty: boolean;
  readonly idExport: IdExport;
  readonly onStartSelecting: () => void;
};

/** Actions on the whole list. */
export function ListActions({ isEmpty, idExport: { state, exportAll }, onStartSelecting }: ListActionsProps) {
  const isNarrow = useIsNarrow();
  const canWrite = useCanWrite();
  const start = () => void exportAll();
  if (state.status === 'running') return <ExportProgress {...state} />;
  if (!isNarrow) {
    return (
      <>
        {canWrite && <ImportLink />}
        {!isEmpty && (
          <Button icon={<Download {...icon} />} onClick={start}>
            {idMessages.exporting.action}
          </Button>
        )}
      </>
    );
  }
  if (isEmpty && !canWrite) return null;
  return (
    <Menu
      label={idMessages.exporting.label}
      icon={<Ellipsis aria-hidden size={20} strokeWidth={1.75} />}
      items={[
        ...(isEmpty
          ? []
          : [
              { text: idMessages.select.start, icon: <ListChecks {...icon} />, onChoose: onStartSelecting },
              { text: idMessages.exporting.action, icon: <Download {...icon} />, onChoose: start },
            ]),
        ...(canWrite
          ? [{ text: idMessages.list.importList, icon: <Upload {...icon} />, onChoose: () => navigate(paths.import) }]
          : []),
      ]}
    />
  );
}

type SelectionBarProps = {
  readonly selection: SelectedIds;
  /** The filter that the selection is made under. */
  readonly prefix: string;
  readonly onExport: () => void;
  readonly onDelete: () => void;
};

/** Replaces the filter while rows are selected. */
export function SelectionBar({ selection, prefix, onExport, onDelete }: SelectionBarProps) {
  const count = selection.selected.length;
  const canWrite = useCanWrite();
  return (
    <div className="flex flex-wrap items-center gap-2 bg-surface px-(--edge) pb-1 max-rail:sticky low:static max-rail:top-[calc(4rem+var(--banner))] max-rail:z-10 max-rail:pb-3 max-hand:min-h-19 max-hand:gap-1 max-hand:py-2">
      <p role="status" className="min-w-20 font-medium tabular-nums max-hand:grow">
        {formatPlural(idMessages.select.count, count, format.number(count))}
      </p>
      {count > 0 && (
        <>
          <Button icon={<Download {...icon} className="max-hand:hidden" />} onClick={onExport}>
            {idMessages.exporting.action}
          </Button>
          {canWrite && (
            <Button variant="danger" icon={<Trash2 {...icon} className="max-hand:hidden" />} onClick={onDelete}>
              {formatPlural(idMessages.select.delete, count, '')}
            </Button>
          )}
        </>
      )}
      <Button variant="quiet" icon={<X {...icon} />} onClick={selection.clear} className="ml-0!">
        <span className="max-hand:sr-only">{idMessages.select.clear}</span>
        <ShortcutHint name="close" />
      </Button>
      {prefix !== '' && (
        <p className="ml-auto text-small text-fg-3">
          {idMessages.list.startsWith} <MonoText>{prefix}</MonoText>
        </p>
      )}
    </div>
  );
}
