import { Download, FileSpreadsheet } from 'lucide-react';
import type { FormEvent } from 'react';
import { Button } from '#components/button.tsx';
import { Checkbox } from '#components/checkbox.tsx';
import { FormattedMessage } from '#components/formatted-message.tsx';
import { Notice } from '#components/notice.tsx';
import { Stats } from '#components/stats.tsx';
import { submissionIdsMax } from '#lib/customer-id.ts';
import { download } from '#lib/download.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { orUndefined } from '#lib/or-undefined.ts';
import { batchCount } from './batches.ts';
import { columnName } from './column-step.tsx';
import { askReader } from './csv-worker-client.ts';
import { ElsewhereNotice } from './elsewhere-notice.tsx';
import { type Draft, isBusy, isOnlyColumn } from './import-draft.ts';
import { draft } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import type { ImportFacts } from './import-state.ts';
import { InvalidGroupsList } from './invalid-groups-list.tsx';

type Preview = Extract<Draft, { stage: 'preview' }>;

function WhatIsRead({ preview: { columns, choice, facts } }: { readonly preview: Preview }) {
  const rows = formatPlural(words.preview.rows, facts.rows, format.number(facts.rows));
  const found = columns.columns[choice.column];
  if (!found) return rows;
  const column = <span className="font-mono">{columnName(found)}</span>;
  if (!isOnlyColumn(columns)) return <FormattedMessage text={words.preview.inColumn} values={{ rows, column }} />;
  return found.name === undefined ? (
    formatMessage(words.preview.inOnlyColumn, { rows })
  ) : (
    <FormattedMessage text={words.preview.inOnlyColumnNamed} values={{ rows, column }} />
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
          <WhatIsRead preview={preview} />
        </p>
      </div>
      <Button onClick={draft.discard}>{words.preview.another}</Button>
    </div>
  );
}

function CountFigures({ facts }: { readonly facts: ImportFacts }) {
  const { ids, invalid, repeated } = facts;
  const batches = batchCount(ids);
  return (
    <Stats
      label={words.steps.preview}
      items={[
        {
          value: format.number(ids),
          label: words.preview.toSubmit,
          text:
            ids === 0
              ? words.preview.noneToSubmit
              : formatMessage(words.preview.inBatches, {
                  batches: formatPlural(words.preview.batches, batches, format.number(batches)),
                  max: format.number(submissionIdsMax),
                }),
          tone: 'iris',
          share: ids,
        },
        {
          value: format.number(invalid),
          label: words.preview.invalid,
          text: invalid > 0 ? words.preview.leftOut : words.preview.noneInvalid,
          tone: invalid > 0 ? 'bad' : 'quiet',
          share: invalid,
        },
        {
          value: format.number(repeated),
          label: words.preview.repeated,
          text: words.preview.once,
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
    const rows = await orUndefined(() => askReader('invalidFile', {}));
    if (rows) download(words.preview.invalidFileName, rows);
    else draft.refuse(file, { kind: 'broken' });
  };
  const inGroups = formatMessage(words.preview.inGroups, {
    invalid: format.number(invalid),
    groups: formatPlural(words.preview.groups, groups.length, format.number(groups.length)),
  });
  return (
    <section>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h3 className="font-semibold">{words.preview.invalidRows}</h3>
        <p className="grow text-fg-2 tabular-nums">{inGroups}</p>
        <Button
          variant="quiet"
          icon={<Download aria-hidden size={16} strokeWidth={1.75} />}
          onClick={() => void save()}
        >
          {words.preview.download}
        </Button>
      </div>
      <InvalidGroupsList groups={groups} />
    </section>
  );
}

function Actions({ preview }: { readonly preview: Preview }) {
  const { ids } = preview.facts;
  return (
    <div className="sticky bottom-0 mt-auto flex flex-wrap items-center justify-between gap-3 border-t border-line bg-surface py-4 max-rail:bottom-[calc(4rem+env(safe-area-inset-bottom))] max-rail:-mx-(--edge) max-rail:px-(--edge) rail:-mb-6">
      <p className="max-w-[25rem] text-fg-2">{ids === 0 ? words.preview.nothing : words.preview.note}</p>
      <div className="flex gap-3 max-hand:w-full max-hand:*:last:grow">
        <Button size="large" onClick={draft.discard}>
          {words.preview.cancel}
        </Button>
        {ids > 0 && (
          <Button type="submit" variant="primary" size="large" busy={isBusy(preview)}>
            {formatPlural(words.preview.submit, ids, format.number(ids))}
          </Button>
        )}
      </div>
    </div>
  );
}

/** What would be sent and what would not, before anything is. */
export function PreviewStep({ draft: preview }: { readonly draft: Preview }) {
  const { facts, choice, keeping } = preview;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void draft.confirm();
  };
  return (
    <form onSubmit={submit} className="flex grow flex-col gap-4">
      <FileHead preview={preview} />
      <CountFigures facts={facts} />
      <div className="flex flex-wrap items-center gap-4">
        <Checkbox
          label={words.column.header}
          checked={choice.hasHeader}
          onChange={(event) => void draft.sayHeader(event.target.checked)}
        />
        {facts.withoutId > 0 && (
          <p className="text-fg-2 tabular-nums">
            {formatPlural(words.preview.withoutId, facts.withoutId, format.number(facts.withoutId))}
          </p>
        )}
      </div>
      {facts.invalid > 0 && <InvalidRows preview={preview} />}
      <ElsewhereNotice />
      {keeping === 'failed' && <Notice title={words.file.storageTitle}>{words.file.storageText}</Notice>}
      <Actions preview={preview} />
    </form>
  );
}
