import { Ban, Check, CircleDashed, CircleSlash, Download, FileSpreadsheet, type LucideIcon, Plus } from 'lucide-react';
import { type FormEvent, useEffect } from 'react';
import { Badge, type Tone } from '#components/badge.tsx';
import { Button } from '#components/button.tsx';
import { download } from '#components/download.ts';
import { FormattedMessage } from '#components/formatted-message.tsx';
import { Notice } from '#components/notice.tsx';
import { useCanWrite } from '#lib/client.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { formatColumnName } from './column-step.tsx';
import { callCsvWorker } from './csv-worker-client.ts';
import { draft, previewLookup } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import { OtherTabNotice } from './import-notices.tsx';
import { type Draft, findUndecidedCell, isBusy, isOnlyColumn } from './import-state.ts';
import { InvalidGroupsList } from './invalid-groups-list.tsx';
import { LookupStatus, PreviewCounts } from './preview-counts.tsx';
import { HeaderQuestion, ReadingNotices } from './reading-notices.tsx';
import type { PreviewRow, Selection } from './registry-states.ts';

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
function FirstRows({ rows }: { readonly rows: readonly PreviewRow[] }) {
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

type Preview = Extract<Draft, { step: 'preview' }>;

function RowCount({ preview: { columns, choice, facts } }: { readonly preview: Preview }) {
  const rows = formatPlural(messages.preview.rows, facts.rows, format.number(facts.rows));
  const found = columns.columns[choice.column];
  if (!found) return rows;
  const column = <span className="font-mono">{formatColumnName(found)}</span>;
  if (!isOnlyColumn(columns)) return <FormattedMessage text={messages.preview.inColumn} values={{ rows, column }} />;
  return found.name === undefined ? (
    formatMessage(messages.preview.inOnlyColumn, { rows })
  ) : (
    <FormattedMessage text={messages.preview.inOnlyColumnNamed} values={{ rows, column }} />
  );
}

function FileHead({ preview }: { readonly preview: Preview }) {
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span className="flex size-10 shrink-0 items-center justify-center rounded-box bg-hover text-fg-2 max-hand:hidden">
        <FileSpreadsheet aria-hidden size={16} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 grow">
        <h2 className="text-heading [overflow-wrap:anywhere]">{preview.file}</h2>
        <p className="text-fg-2 tabular-nums [overflow-wrap:anywhere]">
          <RowCount preview={preview} />
        </p>
      </div>
      <Button onClick={draft.discard}>{messages.preview.another}</Button>
    </div>
  );
}

function InvalidRows({ preview: { file, facts } }: { readonly preview: Preview }) {
  const { invalid, groups } = facts;
  const save = async () => {
    const rows = await callCsvWorker('invalidRowsFile', {}).catch(() => undefined);
    if (rows) download(messages.preview.invalidFileName, rows);
    else draft.setError(file, { kind: 'worker-failed' });
  };
  const inGroups = formatMessage(messages.preview.inGroups, {
    invalid: format.number(invalid),
    groups: formatPlural(messages.preview.groups, groups.length, format.number(groups.length)),
  });
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">{messages.preview.invalidRows}</h3>
        <p className="grow text-fg-2 tabular-nums">{inGroups}</p>
        <Button
          variant="quiet"
          icon={<Download aria-hidden size={16} strokeWidth={1.75} />}
          onClick={() => void save()}
        >
          {messages.preview.download}
        </Button>
      </div>
      <InvalidGroupsList groups={groups} />
    </section>
  );
}

/** The IDs that the main button submits. Undefined while that depends on lookups, and when nothing is new. */
function findMainSelection({ facts, lookup: { status, counts } }: Preview): Selection | undefined {
  if (status === 'failed') return 'all';
  return status === 'complete' && counts.new > 0 && facts.ids > 0 ? 'new' : undefined;
}

function describeAction(preview: Preview): string {
  const { status, counts } = preview.lookup;
  const undecided = findUndecidedCell(preview);
  if (undecided) return formatMessage(messages.preview.firstCellNote, { line: format.number(undecided.line) });
  if (preview.facts.ids === 0) return messages.preview.nothing;
  if (status === 'running') return messages.preview.waitForNew;
  if (status === 'failed') return messages.preview.submitUnknown;
  if (counts.new === 0) return counts.deleted > 0 ? messages.preview.onlyDeleted : messages.preview.onlyActive;
  return counts.deleted > 0 ? messages.preview.allRestores : messages.preview.note;
}

function SubmitButtons({ preview }: { readonly preview: Preview }) {
  const { facts, lookup, saving } = preview;
  const main = findMainSelection(preview);
  const all = formatPlural(messages.preview.submitAll, facts.ids, format.number(facts.ids));
  const isWaiting = lookup.status === 'running';
  const hasNothingToDo = lookup.status === 'complete' && lookup.counts.active === facts.ids;
  const hasOther = main !== 'all' && lookup.counts.new < facts.ids && !hasNothingToDo;
  return (
    <>
      {hasOther && (
        <Button size="large" busy={isBusy(saving)} onClick={() => void draft.submit('all')}>
          {all}
        </Button>
      )}
      {(main !== undefined || isWaiting) && (
        <Button type="submit" variant="primary" size="large" busy={isWaiting || isBusy(saving)}>
          {main === 'all' && all}
          {main === 'new' &&
            formatPlural(messages.preview.submitNew, lookup.counts.new, format.number(lookup.counts.new))}
          {main === undefined && messages.preview.submitNewLater}
        </Button>
      )}
    </>
  );
}

/** Cancel is at the bottom left, so that it does not move when a finished lookup removes or widens another button. */
function Actions({ preview }: { readonly preview: Preview }) {
  const canWrite = useCanWrite();
  return (
    <div className="sticky low:static bottom-0 flex flex-col gap-3 border-t border-line bg-surface py-4 max-rail:bottom-[calc(4rem+env(safe-area-inset-bottom))] max-rail:-mx-(--edge) max-rail:px-(--edge) -mb-6">
      <p className="text-fg-2">{canWrite ? describeAction(preview) : messages.preview.readOnly}</p>
      <div className="flex flex-wrap-reverse gap-3 max-hand:*:last:not-first:grow">
        <Button size="large" className="mr-auto" onClick={draft.discard}>
          {messages.preview.cancel}
        </Button>
        {canWrite && preview.facts.ids > 0 && !findUndecidedCell(preview) && <SubmitButtons preview={preview} />}
      </div>
    </div>
  );
}

/** The file is only in memory, so a reload loses the preview. */
function useUnloadWarning(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', warn);
    return () => removeEventListener('beforeunload', warn);
  }, []);
}

/** Stops when the preview is closed, and while it is submitted or checked again. */
function usePreviewLookup({ facts: { importId, ids }, saving }: Preview): void {
  const isPaused = ids === 0 || isBusy(saving);
  useEffect(() => {
    if (isPaused) return;
    previewLookup.start(importId);
    return previewLookup.stop;
  }, [importId, isPaused]);
}

export function PreviewStep({ draft: preview }: { readonly draft: Preview }) {
  const { facts, lookup, saving } = preview;
  const canWrite = useCanWrite();
  usePreviewLookup(preview);
  useUnloadWarning();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const selection = findMainSelection(preview);
    if (canWrite && selection) void draft.submit(selection);
  };
  return (
    <form onSubmit={submit} className="flex grow flex-col gap-4">
      <FileHead preview={preview} />
      <ReadingNotices preview={preview} />
      <PreviewCounts facts={facts} lookup={lookup} />
      <LookupStatus facts={facts} lookup={lookup} />
      <div className="flex flex-wrap items-center gap-4">
        <HeaderQuestion preview={preview} />
        {facts.withoutId > 0 && (
          <p className="text-fg-2 tabular-nums">
            {formatPlural(messages.preview.withoutId, facts.withoutId, format.number(facts.withoutId))}
          </p>
        )}
      </div>
      <FirstRows rows={lookup.firstRows} />
      {facts.invalid > 0 && <InvalidRows preview={preview} />}
      <OtherTabNotice />
      {saving === 'failed' && <Notice title={messages.file.storageTitle}>{messages.file.storageText}</Notice>}
      <Actions preview={preview} />
    </form>
  );
}
