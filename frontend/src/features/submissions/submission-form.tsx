import { type ChangeEvent, type FormEvent, useRef, useState } from 'react';
import { Button } from '#components/button.tsx';
import { MarkedText } from '#components/marked-text.tsx';
import { Notice } from '#components/notice.tsx';
import { TextArea } from '#components/text-field.tsx';
import type { Problem } from '#lib/api/problem.ts';
import { describeCustomerIdFault, submissionIdsMax } from '#lib/domain.ts';
import { explainWrite } from '#lib/explain-problem.ts';
import { format, formatMessage, formatPlural } from '#lib/format.ts';
import { splitIdList } from '#lib/id-text.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useSessionText } from '#lib/use-session-text.ts';
import { formatIdCount } from './format-submission.ts';
import { checkEntries, type IdEntries, listError } from './list-error.ts';
import { submissionMessages } from './submission-messages.ts';
import { submitErrorTitle, useSubmit } from './use-submit.ts';

const texts = submissionMessages.form;

function formatEntryCount({ valid, invalid }: IdEntries): string {
  if (invalid.length === 0) return formatIdCount(valid.length);
  return formatMessage(texts.withInvalid, {
    valid: format.number(valid.length),
    invalid: format.number(invalid.length),
  });
}

const shownMax = 10;

type InvalidIdsProps = { readonly invalid: IdEntries['invalid']; readonly onRemove: () => void };

/** The IDs that are not submitted, each with its reason. */
function InvalidIds({ invalid, onRemove }: InvalidIdsProps) {
  const more = invalid.length - shownMax;
  return (
    <div className="rounded-box border border-line px-4 py-3">
      <div className="mb-1 flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-medium tabular-nums">
          {formatPlural(texts.invalid, invalid.length, format.number(invalid.length))}
        </h3>
        <Button variant="quiet" onClick={onRemove}>
          {texts.removeInvalid}
        </Button>
      </div>
      <ul className="flex flex-col gap-1 text-small text-fg-2">
        {invalid.slice(0, shownMax).map(({ text, fault, index }) => (
          <li key={index} className="[overflow-wrap:anywhere]">
            <span className="font-mono text-fg">
              <MarkedText text={text} position={'position' in fault ? fault.position : undefined} />
            </span>{' '}
            {describeCustomerIdFault(fault)}
          </li>
        ))}
        {more > 0 && <li className="tabular-nums">{formatPlural(texts.moreInvalid, more, format.number(more))}</li>}
      </ul>
    </div>
  );
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

type FooterProps = { readonly entries: IdEntries; readonly isBusy: boolean; readonly onImport: () => void };

function Footer({ entries, isBusy, onImport }: FooterProps) {
  const count = entries.valid.length;
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <p role="status" className="text-fg-2 tabular-nums">
        {count + entries.invalid.length > 0 && formatEntryCount(entries)}
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
  const all = splitIdList(text);
  const entries = checkEntries(all);
  const importInstead = () => {
    importText.setText(all.join('\n'));
    setText('');
    navigate(paths.import);
  };
  return { text, setText, entries, error: listError(entries), importInstead };
}

/** The field with its entries, which are sent by `send`. */
function useSubmissionForm() {
  const { text, setText, entries, error, importInstead } = useListInput();
  const [isSubmitted, setSubmitted] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // Invalid entries stay in the field.
  const { submit, problem, isBusy } = useSubmit(() => setText(entries.invalid.map((each) => each.text).join('\n')));
  const send = () => {
    setSubmitted(true);
    if (error === undefined) void submit(entries.valid);
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
  const removeInvalid = () => {
    setText(entries.valid.join('\n'));
    field.current?.focus();
  };
  const shownError = isSubmitted || entries.valid.length > submissionIdsMax ? error : undefined;
  return {
    field,
    text,
    entries,
    shownError,
    problem,
    isBusy,
    send,
    handleSubmit,
    handleChange,
    removeInvalid,
    importInstead,
  };
}

export function SubmissionForm() {
  const form = useSubmissionForm();
  const { entries, problem } = form;
  const formStyle = 'mx-auto flex w-full max-w-[40rem] flex-col gap-4 px-(--edge) py-6 rail:py-8';
  return (
    <form onSubmit={form.handleSubmit} noValidate className={formStyle}>
      <div>
        <h2 className="text-heading max-rail:hidden">{submissionMessages.submission.new}</h2>
        <p className="text-fg-2">{texts.explained}</p>
      </div>
      <TextArea
        ref={form.field}
        label={texts.label}
        hint={formatMessage(texts.hint, { max: format.number(submissionIdsMax) })}
        error={form.shownError}
        placeholder={texts.example}
        value={form.text}
        rows={10}
        onChange={form.handleChange}
      />
      {entries.invalid.length > 0 && <InvalidIds invalid={entries.invalid} onRemove={form.removeInvalid} />}
      {problem && <SubmitError problem={problem} onRetry={form.send} />}
      <Footer entries={entries} isBusy={form.isBusy} onImport={form.importInstead} />
    </form>
  );
}
