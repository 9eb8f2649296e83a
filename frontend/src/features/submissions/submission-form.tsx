import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { TextArea } from '#components/text-field.tsx';
import type { Problem } from '#lib/api/problem.ts';
import { submissionIdsMax } from '#lib/domain.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { splitIdList } from '#lib/id-text.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useSessionText } from '#lib/use-session-text.ts';
import { formatIdCount } from './format-submission.ts';
import { countInvalid, listError } from './list-error.ts';
import { submissionMessages } from './submission-messages.ts';
import { submitErrorTitle, useSubmit } from './use-submit.ts';

const texts = submissionMessages.form;

function formatEntryCount(entries: readonly string[]): string {
  const invalid = countInvalid(entries);
  const ids = formatIdCount(entries.length);
  return invalid === 0 ? ids : formatMessage(texts.withInvalid, { ids, invalid: format.number(invalid) });
}

function SubmitError({ problem, onRetry }: { readonly problem: Problem; readonly onRetry: () => void }) {
  return (
    <Notice
      requestId={problem.requestId}
      title={submitErrorTitle(problem)}
      actions={<Button onClick={onRetry}>{messages.tryAgain}</Button>}
    >
      {explainWrite(problem, messages.change.doneSubmitted)}
    </Notice>
  );
}

type FooterProps = { readonly entries: readonly string[]; readonly isBusy: boolean; readonly onImport: () => void };

function Footer({ entries, isBusy, onImport }: FooterProps) {
  const count = entries.length;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p role="status" className="text-fg-2 tabular-nums">
        {count > 0 && formatEntryCount(entries)}
      </p>
      <div className="flex gap-3 max-hand:w-full max-hand:flex-col-reverse">
        {count > submissionIdsMax && (
          <Button variant="primary" size="large" onClick={onImport}>
            {texts.importInstead}
          </Button>
        )}
        <Button type="submit" variant={count > submissionIdsMax ? 'secondary' : 'primary'} size="large" busy={isBusy}>
          {count > 0 ? formatPlural(texts.submitCount, count, format.number(count)) : texts.submit}
        </Button>
      </div>
    </div>
  );
}

/** The text is stored in the tab until the API has accepted it. */
function useListInput() {
  const { text, setText } = useSessionText('submission-list');
  const importText = useSessionText('import-list');
  const entries = splitIdList(text);
  const importInstead = () => {
    importText.setText(entries.join('\n'));
    setText('');
    navigate(paths.import);
  };
  return { text, setText, entries, error: listError(entries), importInstead };
}

export function SubmissionForm() {
  const { text, setText, entries, error, importInstead } = useListInput();
  const [isSubmitted, setSubmitted] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { submit, problem, isBusy } = useSubmit(() => setText(''));
  const send = () => {
    setSubmitted(true);
    if (error === undefined) void submit(entries);
    else field.current?.focus();
  };
  const handleSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const handleChange = (event: ChangeEvent<HTMLTextAreaElement>) => {
    setText(event.target.value);
    setSubmitted(false);
  };
  const formStyle = 'mx-auto flex w-full max-w-[40rem] flex-col gap-4 px-(--edge) py-6 rail:py-8';
  return (
    <form onSubmit={handleSubmit} noValidate className={formStyle}>
      <div>
        <h2 className="text-heading max-rail:hidden">{submissionMessages.submission.new}</h2>
        <p className="text-fg-2">{texts.explained}</p>
      </div>
      <TextArea
        ref={field}
        label={texts.label}
        hint={formatMessage(texts.hint, { max: format.number(submissionIdsMax) })}
        error={isSubmitted || entries.length > submissionIdsMax ? error : undefined}
        placeholder={texts.example}
        value={text}
        rows={10}
        onChange={handleChange}
      />
      {problem && <SubmitError problem={problem} onRetry={send} />}
      <Footer entries={entries} isBusy={isBusy} onImport={importInstead} />
    </form>
  );
}
