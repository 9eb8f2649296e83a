import { Download, FileSpreadsheet } from 'lucide-react';
import { type ClipboardEvent, type FormEvent, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { FileDropzone } from '#components/file-dropzone.tsx';
import { Notice } from '#components/notice.tsx';
import { Spinner } from '#components/spinner.tsx';
import { TextArea } from '#components/text-area.tsx';
import { csvFile } from '#lib/csv.ts';
import { download } from '#lib/download.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { idColumn } from '#lib/id-column.ts';
import { hasPointer } from '#lib/use-media.ts';
import { type SessionText, useSessionText } from '#lib/use-session-text.ts';
import { ElsewhereNotice } from './elsewhere-notice.tsx';
import type { Draft } from './import-draft.ts';
import { draft } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import { fileBytesMax, rowsMax } from './limits.ts';
import type { FileFault } from './reader-messages.ts';

/** A list this long is read at once: a field that shows it would make the page stand still. */
const shownPasteMax = 20_000;

const limits = {
  size: `${format.number(fileBytesMax / 1024 / 1024)}\u00a0MB`,
  rows: format.number(rowsMax),
};

const faultText = (fault: FileFault): string =>
  formatMessage(words.file.faults[fault.kind], {
    ...limits,
    line: fault.kind === 'unclosed-quote' ? format.number(fault.line) : '',
  });

/** What is typed stays in this tab until it is read: a key that is lost, or a quote left open, costs no work. */
async function readList(list: SessionText): Promise<void> {
  await draft.open(words.file.pastedName, list.text);
  if (draft.read().stage !== 'file') list.setText('');
}

function PasteForm({ list }: { readonly list: SessionText }) {
  const { text, setText } = list;
  const [isTried, setTried] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === '';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isEmpty) field.current?.focus();
    else void readList(list);
  };
  const paste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text');
    if (pasted.length < shownPasteMax) return;
    event.preventDefault();
    void draft.open(words.file.pastedName, pasted);
  };

  return (
    <form onSubmit={submit} noValidate className="flex flex-col items-start">
      <div className="w-full">
        <TextArea
          ref={field}
          label={words.file.pasteLabel}
          hint={words.file.pasteHint}
          error={isTried && isEmpty ? words.file.pasteEmpty : undefined}
          value={text}
          rows={10}
          autoFocus
          onChange={(event) => setText(event.target.value)}
          onPaste={paste}
        />
      </div>
      <Button type="submit" variant="primary" size="large" className="max-hand:w-full">
        {words.file.pasteAction}
      </Button>
    </form>
  );
}

/** The other way to give a list, and an example of one. */
function OtherWays({ name, onOther }: { readonly name: string; readonly onOther: () => void }) {
  const template = () => download(words.file.templateName, csvFile([[idColumn], ['CUST-00421'], ['CUST-00422']]));
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-2">
      <span className="flex items-center gap-2 text-fg-3">
        {words.file.or}
        <Button onClick={onOther}>{name}</Button>
      </span>
      <Button variant="quiet" icon={<Download aria-hidden size={16} strokeWidth={1.75} />} onClick={template}>
        {words.file.template}
      </Button>
    </div>
  );
}

/** Two lists are two imports: which of them was meant is not guessed. */
function openOne(files: readonly File[]): void {
  const [file, another] = files;
  if (another) draft.refuse(formatMessage(words.file.several, { n: format.number(files.length) }), { kind: 'several' });
  else if (file) void draft.open(file.name, file);
}

function ChooseFile() {
  return (
    <>
      <FileDropzone
        title={hasPointer() ? words.file.title : words.file.titleByTouch}
        hint={hasPointer() ? words.file.choose : words.file.chooseByTouch}
        icon={<FileSpreadsheet aria-hidden size={20} strokeWidth={1.75} />}
        accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
        onFiles={openOne}
      />
      <p className="mt-3 text-fg-3">{formatMessage(words.file.limit, limits)}</p>
    </>
  );
}

export function Reading({ file }: { readonly file: string }) {
  return (
    <p role="status" className="flex h-60 animate-late items-center justify-center gap-2 text-fg-2">
      <Spinner />
      {formatMessage(words.file.reading, { file })}
    </p>
  );
}

export function FileStep({ draft: shown }: { readonly draft: Extract<Draft, { readonly stage: 'file' }> }) {
  const list = useSessionText('import-list');
  const [isPasting, setPasting] = useState(list.text !== '');
  const { refused } = shown;
  return (
    <>
      <div className="flex flex-col gap-4 not-empty:mb-6">
        <ElsewhereNotice />
        {refused && (
          <Notice title={formatMessage(words.file.fault, { file: refused.file })}>{faultText(refused.fault)}</Notice>
        )}
      </div>
      {isPasting ? <PasteForm list={list} /> : <ChooseFile />}
      <OtherWays
        name={isPasting ? words.file.chooseInstead : words.file.paste}
        onOther={() => setPasting(!isPasting)}
      />
    </>
  );
}
