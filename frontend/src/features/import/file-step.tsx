import { Download, FileSpreadsheet } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { downloadCsv } from '#components/download.ts';
import { FileDropzone } from '#components/file-dropzone.tsx';
import { Notice } from '#components/notice.tsx';
import { Spinner } from '#components/spinner.tsx';
import { TextArea } from '#components/text-field.tsx';
import { hasPointer } from '#lib/device.ts';
import { format, formatMessage } from '#lib/format.ts';
import { idColumn } from '#lib/table.ts';
import { type SessionText, useSessionText } from '#lib/use-session-text.ts';
import { draft, readDraft } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import { OtherTabNotice } from './import-notices.tsx';
import { type Draft, type FileFault, fileBytesMax, rowsMax } from './import-state.ts';

/** A longer list is opened directly: showing it in the field would freeze the page. */
const shownPasteMax = 20_000;

const limits = {
  size: `${format.number(fileBytesMax / 1024 / 1024)}\u00a0MB`,
  rows: format.number(rowsMax),
};

const explainFault = (fault: FileFault): string =>
  formatMessage(messages.file.faults[fault.kind], {
    ...limits,
    line: 'line' in fault ? format.number(fault.line) : '',
  });

/** Clears the text only when it was opened, so that an invalid list can be fixed. */
async function openList(list: SessionText): Promise<void> {
  await draft.open(messages.file.pastedName, list.text);
  if (readDraft().step !== 'file') list.setText('');
}

function PasteForm({ list }: { readonly list: SessionText }) {
  const { text, setText } = list;
  const [isSubmitted, setSubmitted] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (isEmpty) field.current?.focus();
    else void openList(list);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (pasted.length < shownPasteMax) return;
    event.preventDefault();
    void draft.open(messages.file.pastedName, pasted);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col items-start">
      <div className="w-full">
        <TextArea
          ref={field}
          label={messages.file.pasteLabel}
          hint={messages.file.pasteHint}
          error={isSubmitted && isEmpty ? messages.file.pasteEmpty : undefined}
          value={text}
          rows={10}
          autoFocus
          onChange={(event) => setText(event.target.value)}
          onPaste={paste}
        />
      </div>
      <Button type="submit" variant="primary" size="large" className="max-hand:w-full">
        {messages.file.pasteAction}
      </Button>
    </form>
  );
}

function Alternatives({ name, onChange }: { readonly name: string; readonly onChange: () => void }) {
  const template = () => void downloadCsv(messages.file.templateName, [[idColumn], ['CUST-00421'], ['CUST-00422']]);
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
      <span className="flex items-center gap-2 text-fg-3">
        {messages.file.or}
        <Button onClick={onChange}>{name}</Button>
      </span>
      <Button variant="quiet" icon={<Download aria-hidden size={16} strokeWidth={1.75} />} onClick={template}>
        {messages.file.template}
      </Button>
    </div>
  );
}

function openOne(files: readonly File[]): void {
  const [file, another] = files;
  if (another)
    draft.setError(formatMessage(messages.file.several, { n: format.number(files.length) }), { kind: 'several-files' });
  else if (file) void draft.open(file.name, file);
}

function ChooseFile() {
  return (
    <>
      <FileDropzone
        title={hasPointer() ? messages.file.title : messages.file.titleByTouch}
        hint={hasPointer() ? messages.file.choose : messages.file.chooseByTouch}
        icon={<FileSpreadsheet aria-hidden size={20} strokeWidth={1.75} />}
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        onFiles={openOne}
      />
      <p className="mt-3 text-fg-3">{formatMessage(messages.file.limit, limits)}</p>
    </>
  );
}

export function Reading({ file }: { readonly file: string }) {
  return (
    <p role="status" className="flex h-60 animate-late items-center justify-center gap-2 text-fg-2">
      <Spinner />
      {formatMessage(messages.file.reading, { file })}
    </p>
  );
}

export function FileStep({ draft: { error } }: { readonly draft: Extract<Draft, { step: 'file' }> }) {
  const list = useSessionText('import-list');
  const [isPasting, setPasting] = useState(list.text !== '');
  return (
    <>
      <div className="flex flex-col gap-4 not-empty:mb-6">
        <OtherTabNotice />
        {error && (
          <Notice title={formatMessage(messages.file.errorTitle, { file: error.file })}>
            {explainFault(error.fault)}
          </Notice>
        )}
      </div>
      {isPasting ? <PasteForm list={list} /> : <ChooseFile />}
      <Alternatives
        name={isPasting ? messages.file.chooseInstead : messages.file.paste}
        onChange={() => setPasting(!isPasting)}
      />
    </>
  );
}
