import { useState } from 'react';
import { Button } from '#components/button.tsx';
import { Cell, HeadCell, Row, Table } from '#components/table.tsx';
import type { Batch, BatchState } from '#lib/batches/batch-run.ts';
import { formatIdRange } from '#lib/batches/in-batches.ts';
import { format, formatMessage, shortId } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { submissionPath, submissionsPath } from '#lib/paths.ts';
import { importMessages as messages } from './import-messages.ts';

const shownMax = 20;

type Submitted = Batch & { readonly state: Extract<BatchState, { readonly submissionId: string }> };

const isSubmitted = (batch: Batch): batch is Submitted => 'submissionId' in batch.state;

function describeOutcome(state: Submitted['state']): string {
  switch (state.kind) {
    case 'accepted':
      return messages.report.outcomeRunning;
    case 'failed':
      return messages.report.outcomeFailed;
    case 'recorded': {
      const { added, existing, invalid } = state;
      return [
        ...(added > 0 ? [formatMessage(messages.report.outcomeAdded, { n: format.number(added) })] : []),
        ...(existing > 0 ? [formatMessage(messages.report.outcomeExisting, { n: format.number(existing) })] : []),
        ...(invalid > 0 ? [formatMessage(messages.report.outcomeInvalid, { n: format.number(invalid) })] : []),
      ].join(', ');
    }
  }
}

const tones: Readonly<Record<Submitted['state']['kind'], string>> = {
  accepted: 'text-iris',
  failed: 'text-bad',
  recorded: 'text-fg-2',
};

function SubmissionRow({ batch }: { readonly batch: Submitted }) {
  const { state, number } = batch;
  return (
    <Row className="max-rail:grid max-rail:grid-cols-[1fr_auto] max-rail:gap-x-3 max-rail:py-2">
      <Cell className="pl-0!">
        <Link
          href={submissionPath(state.submissionId)}
          title={state.submissionId}
          className="rounded-key font-mono text-id font-medium hover:underline hover:underline-offset-4"
        >
          {shortId(state.submissionId)}
        </Link>
      </Cell>
      <Cell className={tones[state.kind]}>{describeOutcome(state)}</Cell>
      <Cell className="text-fg-2 tabular-nums max-rail:text-small">
        {formatMessage(messages.report.batch, { n: format.number(number) })}
      </Cell>
      <Cell align="right" className="pr-0! text-fg-2 max-rail:text-small">
        {formatMessage(messages.report.range, formatIdRange(batch))}
      </Cell>
    </Row>
  );
}

type HeadingProps = {
  readonly count: number;
  /** The label of the submissions. */
  readonly label: string | undefined;
};

/** Links the list of submissions, where this import is found again after its report is closed. */
function Heading({ count, label }: HeadingProps) {
  return (
    <div className="mb-2 flex items-baseline gap-2">
      <h3 className="font-semibold">{messages.report.submissions}</h3>
      <p className="grow text-fg-2 tabular-nums">{format.number(count)}</p>
      {label !== undefined && (
        <Link
          href={submissionsPath({ label })}
          className="rounded-key font-medium text-fg-2 hover:text-fg hover:underline hover:underline-offset-4"
        >
          {messages.report.showSubmissions}
        </Link>
      )}
    </div>
  );
}

type ImportedSubmissionsProps = { readonly batches: readonly Batch[] } & Pick<HeadingProps, 'label'>;

export function ImportedSubmissions({ batches, label }: ImportedSubmissionsProps) {
  const [showsAll, setShowsAll] = useState(false);
  const submitted = batches.filter(isSubmitted);
  const shown = showsAll ? submitted : submitted.slice(0, shownMax);
  if (submitted.length === 0) return null;
  return (
    <section>
      <Heading count={submitted.length} label={label} />
      <Table
        caption={messages.report.caption}
        head={
          <>
            <HeadCell width="pl-0!">{messages.report.columnSubmission}</HeadCell>
            <HeadCell>{messages.report.columnOutcome}</HeadCell>
            <HeadCell>{messages.report.columnBatch}</HeadCell>
            <HeadCell align="right" width="pr-0!">
              {messages.report.columnPositions}
            </HeadCell>
          </>
        }
      >
        {shown.map((batch) => (
          <SubmissionRow key={batch.number} batch={batch} />
        ))}
      </Table>
      {shown.length < submitted.length && (
        <div className="flex justify-center py-3">
          <Button variant="quiet" onClick={() => setShowsAll(true)}>
            {formatMessage(messages.report.showAll, { n: format.number(submitted.length) })}
          </Button>
        </div>
      )}
    </section>
  );
}
