import { type FormEvent, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { TextArea } from '#components/text-area.tsx';
import type { Problem } from '#lib/api/problem.ts';
import { submissionIdsMax } from '#lib/customer-id.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { formatMessage, formatPlural } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useSessionText } from '#lib/use-session-text.ts';
import { idCount } from './format-submission.ts';
import { submissionWords } from './messages.ts';
import { countInvalid, faultOf, readEntries } from './parse-id-list.ts';
import { titleOfProblem, useSubmit } from './use-submit.ts';

function summaryOf(entries: readonly string[]): string {
  const invalid = countInvalid(entries);
  const ids = idCount(entries.length);
  return invalid === 0
    ? ids
    : formatMessage(submissionWords.form.withInvalid, { ids, invalid: format.number(invalid) });
}

function FailedSubmit({ problem, onAgain }: { readonly problem: Problem; readonly onAgain: () => void }) {
  return (
    <Notice
      requestId={problem.requestId}
      title={titleOfProblem(problem)}
      actions={<Button onClick={onAgain}>{messages.tryAgain}</Button>}
    >
      {explainWrite(problem, messages.change.doneSubmitted)}
    </Notice>
  );
}

/** Takes a pasted or typed list. What was typed stays until the registry has accepted it. */
export function SubmissionForm() {
  const { text, setText } = useSessionText('submission-list');
  const toImport = useSessionText('import-list');
  const [isSubmitted, setSubmitted] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const { submit, problem, isBusy } = useSubmit(() => setText(''));
  const entries = readEntries(text);
  const fault = faultOf(entries);
  const count = entries.length;

  const send = (event?: FormEvent) => {
    event?.preventDefault();
    setSubmitted(true);
    if (fault === undefined) void submit(entries);
    else field.current?.focus();
  };

  const importInstead = () => {
    toImport.setText(entries.join('\n'));
    setText('');
    navigate(paths.import);
  };

  return (
    <form
      onSubmit={send}
      noValidate
      className="mx-auto flex w-full max-w-[40rem] flex-col gap-4 px-(--edge) py-6 rail:py-8"
    >
      <div>
        <h2 className="text-heading max-rail:hidden">{submissionWords.submission.new}</h2>
        <p className="text-fg-2">{submissionWords.form.explained}</p>
      </div>
      <TextArea
        ref={field}
        label={submissionWords.form.label}
        hint={formatMessage(submissionWords.form.hint, { max: format.number(submissionIdsMax) })}
        error={isSubmitted ? fault : undefined}
        placeholder={submissionWords.form.example}
        value={text}
        rows={10}
        onChange={(event) => {
          setText(event.target.value);
          setSubmitted(false);
        }}
      />
      {problem && <FailedSubmit problem={problem} onAgain={() => send()} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p role="status" className="text-fg-2 tabular-nums">
          {count > 0 && summaryOf(entries)}
        </p>
        <div className="flex gap-3 max-hand:w-full max-hand:flex-col-reverse">
          {count > submissionIdsMax && (
            <Button size="large" onClick={importInstead}>
              {submissionWords.form.importInstead}
            </Button>
          )}
          <Button type="submit" variant="primary" size="large" busy={isBusy}>
            {count > 0
              ? formatPlural(submissionWords.form.submitCount, count, format.number(count))
              : submissionWords.form.submit}
          </Button>
        </div>
      </div>
    </form>
  );
}
