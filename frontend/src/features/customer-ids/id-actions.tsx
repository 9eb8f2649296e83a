import { Download, Ellipsis, ListChecks, Upload } from 'lucide-react';
import { Button, ButtonLink } from '#components/button.tsx';
import { Menu } from '#components/menu.tsx';
import { formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useIsNarrow } from '#lib/use-media.ts';
import type { IdExport } from './use-export.ts';

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

function Running({ count, cancel }: { readonly count: number; readonly cancel: () => void }) {
  return (
    <>
      <p className="text-small text-fg-3 tabular-nums">
        {formatPlural(messages.exporting.running, count, format.number(count))}
      </p>
      <Button busy>{messages.exporting.action}</Button>
      <Button variant="quiet" onClick={cancel}>
        {messages.exporting.cancel}
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

type IdActionsProps = {
  /** Of nothing there is nothing to export or to select. */
  readonly isEmpty: boolean;
  readonly idExport: IdExport;
  readonly onStartSelecting: () => void;
};

/** What can be done with the list as a whole. */
export function IdActions({ isEmpty, idExport: { state, exportAll }, onStartSelecting }: IdActionsProps) {
  const isNarrow = useIsNarrow();
  const start = () => void exportAll();
  if (state.status === 'running') return <Running {...state} />;
  if (!isNarrow) {
    return (
      <>
        <ImportLink />
        {!isEmpty && (
          <Button icon={<Download {...icon} />} onClick={start}>
            {messages.exporting.action}
          </Button>
        )}
      </>
    );
  }
  return (
    <Menu
      label={messages.exporting.label}
      icon={<Ellipsis aria-hidden size={20} strokeWidth={1.75} />}
      items={[
        ...(isEmpty
          ? []
          : [
              { text: messages.select.start, icon: <ListChecks {...icon} />, onChoose: onStartSelecting },
              { text: messages.exporting.action, icon: <Download {...icon} />, onChoose: start },
            ]),
        { text: messages.list.importList, icon: <Upload {...icon} />, onChoose: () => navigate(paths.import) },
      ]}
    />
  );
}
