import { Download, FileSpreadsheet } from 'lucide-react';
import type { FormEvent } from 'react';
import { Button } from '#components/button.tsx';
import { download } from '#components/download.ts';
import { FormattedMessage } from '#components/formatted-message.tsx';
import { Notice } from '#components/notice.tsx';
import { Stats } from '#components/stats.tsx';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { batchCount } from './batches.ts';
import { formatColumnName } from './column-step.tsx';
import { callCsvWorker } from './csv-worker-client.ts';
import { draft } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import { OtherTabNotice } from './import-notices.tsx';
import { type Draft, findUnansweredCell, type ImportFacts, isBusy, isOnlyColumn } from './import-state.ts';
import { InvalidGroupsList } from './invalid-groups-list.tsx';
import { FirstRow, ReadingNotices } from './reading-notices.tsx';

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

function Counts({ facts }: { readonly facts: ImportFacts }) {
  const { ids, invalid, repeated } = facts;
  const batches = batchCount(ids);
  return (
    <Stats
      label={messages.steps.preview}
      items={[
        {
          value: format.number(ids),
          label: messages.preview.toSubmit,
          text:
            ids === 0
              ? messages.preview.noneToSubmit
              : formatPlural(messages.preview.batches, batches, format.number(batches)),
          tone: 'iris',
          share: ids,
        },
        {
          value: format.number(invalid),
          label: messages.preview.invalid,
          text: invalid > 0 ? messages.preview.leftOut : messages.preview.noneInvalid,
          tone: invalid > 0 ? 'bad' : 'quiet',
          share: invalid,
        },
        {
          value: format.number(repeated),
          label: messages.preview.repeated,
          text: messages.preview.once,
          tone: 'quiet',
          share: repeated,
        },
      ]}
    />
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

function describeAction(preview: Preview): string {
  const unanswered = findUnansweredCell(preview);
  if (unanswered) return formatMessage(messages.preview.firstCellNote, { line: format.number(unanswered.line) });
  return preview.facts.ids === 0 ? messages.preview.nothing : messages.preview.note;
}

function Actions({ preview }: { readonly preview: Preview }) {
  const { ids } = preview.facts;
  return (
    <div className="sticky bottom-0 mt-auto flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface py-4 max-rail:bottom-[calc(4rem+env(safe-area-inset-bottom))] max-rail:-mx-(--edge) max-rail:px-(--edge) rail:-mb-6">
      <p className="max-w-[25rem] text-fg-2">{describeAction(preview)}</p>
      <div className="flex gap-3 max-hand:w-full max-hand:*:last:grow">
        <Button size="large" onClick={draft.discard}>
          {messages.preview.cancel}
        </Button>
        {ids > 0 && !findUnansweredCell(preview) && (
          <Button type="submit" variant="primary" size="large" busy={isBusy(preview.saving)}>
            {formatPlural(messages.preview.submit, ids, format.number(ids))}
          </Button>
        )}
      </div>
    </div>
  );
}

export function PreviewStep({ draft: preview }: { readonly draft: Preview }) {
  const { facts, saving } = preview;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void draft.submit();
  };
  return (
    <form onSubmit={submit} className="flex grow flex-col gap-4">
      <FileHead preview={preview} />
      <ReadingNotices preview={preview} />
      <Counts facts={facts} />
      <div className="flex flex-wrap items-center gap-4">
        <FirstRow preview={preview} />
        {facts.withoutId > 0 && (
          <p className="text-fg-2 tabular-nums">
            {formatPlural(messages.preview.withoutId, facts.withoutId, format.number(facts.withoutId))}
          </p>
        )}
      </div>
      {facts.invalid > 0 && <InvalidRows preview={preview} />}
      <OtherTabNotice />
      {saving === 'failed' && <Notice title={messages.file.storageTitle}>{messages.file.storageText}</Notice>}
      <Actions preview={preview} />
    </form>
  );
}
