import { type Ref, useRef } from 'react';
import { classNames } from '#components/class-names.ts';
import { PageHeader } from '#components/page-header.tsx';
import { messages } from '#lib/messages.ts';
import type { AsyncList } from '#lib/query.ts';
import { useShortcut } from '#lib/use-shortcut.ts';
import { ExportFailed } from './export-failed.tsx';
import { FailedChanges, isAbout } from './failed-changes.tsx';
import { hasTable } from './has-table.ts';
import { IdActions } from './id-actions.tsx';
import { IdBox } from './id-box.tsx';
import { IdList } from './id-list.tsx';
import type { ListedId } from './id-lists.ts';
import { FilterLine } from './list-filter.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useExport } from './use-export.ts';
import type { IdDesk } from './use-id-mutations.tsx';
import type { SelectedIds } from './use-selection.ts';

type IdsColumnProps = {
  readonly ids: AsyncList<ListedId>;
  readonly desk: IdDesk;
  readonly selection: SelectedIds;
  readonly prefix: string;
  /** What is listed: the prefix as it was when typing paused. */
  readonly listedPrefix: string;
  readonly isPrefix: boolean;
  readonly openId: string | undefined;
  readonly onPrefix: (prefix: string) => void;
  readonly onOpen: (id: string) => void;
  readonly onDelete: (ids: readonly string[]) => void;
  readonly ref: Ref<HTMLDivElement>;
};

/** The list alone scrolls, until what stands above leaves too little room for it on a low screen. */
const columnStyle = 'flex min-w-0 grow flex-col rail:overflow-y-auto';

/** The list and all that works on it. On a phone an open ID takes its place. */
export function IdsColumn(props: IdsColumnProps) {
  const { ids, desk, selection, prefix, listedPrefix, isPrefix, openId, onPrefix, onOpen, onDelete, ref } = props;
  const box = useRef<HTMLInputElement>(null);
  const filter = useRef<HTMLInputElement>(null);
  const idExport = useExport(listedPrefix);
  const isBlank = ids.status === 'empty' && listedPrefix === '';
  useShortcut('box', () => box.current?.focus());
  useShortcut('filter', () => filter.current?.select(), !isBlank && !selection.isSelecting);
  return (
    <div ref={ref} className={classNames(columnStyle, openId !== undefined && 'max-rail:hidden')}>
      <PageHeader title={messages.ids}>
        <IdActions isEmpty={!hasTable(ids)} idExport={idExport} onStartSelecting={selection.start} />
      </PageHeader>
      <IdBox ref={box} desk={desk} onOpen={onOpen} startsFocused={openId === undefined} />
      <FailedChanges
        changes={desk.failed.filter((change) => !isAbout(openId, change))}
        onOpen={onOpen}
        onClose={desk.settle}
        className="px-(--edge) pb-4"
      />
      <ExportFailed idExport={idExport} />
      {selection.isSelecting ? (
        <SelectionBar
          selection={selection}
          onExport={() => idExport.exportSelected(selection.selected)}
          onDelete={() => onDelete(selection.selected.map(({ id }) => id))}
        />
      ) : (
        !isBlank && <FilterLine ref={filter} progress={desk.progress} {...{ ids, prefix, isPrefix, onPrefix }} />
      )}
      <div
        className={classNames(
          'flex min-h-40 grow flex-col border-line rail:@container rail:basis-0 rail:overflow-y-auto rail:scroll-py-9',
          hasTable(ids) ? 'max-rail:border-t' : 'border-t',
        )}
      >
        <IdList
          ids={ids}
          selection={selection}
          prefix={listedPrefix}
          openId={openId}
          newId={desk.lastAdded?.id}
          onAddFirst={() => box.current?.focus()}
          onAdd={(id) => void desk.add(id)}
          onClearFilter={() => onPrefix('')}
        />
      </div>
    </div>
  );
}
