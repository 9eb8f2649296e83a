import { Ban, Ellipsis, Equal, Minus, Plus, X } from 'lucide-react';
import { SegmentedControl } from '#components/segmented-control.tsx';
import { Cell, HeadCell, Row, Table } from '#components/table.tsx';
import type { IdResult, Submission } from '#lib/api/submissions.ts';
import { useIsNarrow } from '#lib/device.ts';
import { outcomesByAction } from '#lib/domain.ts';
import { format } from '#lib/format.ts';
import { Link, useSearchParam } from '#lib/navigation.ts';
import { idPath } from '#lib/paths.ts';
import { submissionMessages } from './submission-messages.ts';

const filters = ['all', 'added', 'existing', 'deleted', 'absent', 'changed', 'invalid'] as const;
type Filter = (typeof filters)[number];

const outcomes = {
  pending: { icon: Ellipsis, text: submissionMessages.results.pending, tone: 'text-fg-2' },
  added: { icon: Plus, text: submissionMessages.results.added, tone: 'text-ok' },
  existing: { icon: Equal, text: submissionMessages.results.existing, tone: 'text-fg-2' },
  deleted: { icon: Minus, text: submissionMessages.results.deleted, tone: 'text-ok' },
  absent: { icon: Equal, text: submissionMessages.results.absent, tone: 'text-fg-2' },
  changed: { icon: Ban, text: submissionMessages.results.changed, tone: 'text-fg-2' },
  invalid: { icon: X, text: submissionMessages.results.invalid, tone: 'text-bad' },
};

function Outcome({ outcome }: Pick<IdResult, 'outcome'>) {
  const { icon: Icon, text, tone } = outcomes[outcome];
  return (
    <span className={`flex items-center gap-1.5 whitespace-nowrap ${tone}`}>
      <Icon aria-hidden size={14} strokeWidth={2} />
      {text}
    </span>
  );
}

/** Links to the ID unless it is invalid; an invalid entry is shown with its original spaces. */
function ResultId({ result: { id, outcome } }: { readonly result: IdResult }) {
  const textStyle = 'font-mono text-id font-medium [overflow-wrap:anywhere] max-rail:text-[0.9375rem]';
  if (outcome === 'invalid') return <span className={`${textStyle} whitespace-pre-wrap`}>{id}</span>;
  return (
    <Link
      href={idPath(id)}
      className={`${textStyle} rounded-key hover:underline hover:decoration-line-strong hover:underline-offset-4`}
    >
      {id}
    </Link>
  );
}

function ResultRow({ result }: { readonly result: IdResult }) {
  return (
    <Row className="max-rail:grid max-rail:min-h-12 max-rail:grid-cols-[1fr_auto] max-rail:items-center max-rail:gap-x-3 max-rail:px-(--edge) max-rail:py-2">
      <Cell>
        <ResultId result={result} />
      </Cell>
      <Cell>
        <Outcome outcome={result.outcome} />
      </Cell>
      <Cell className="text-fg-2 max-rail:col-span-2 max-rail:text-small max-rail:empty:hidden">{result.reason}</Cell>
    </Row>
  );
}

const isFilter = (text: string): text is Filter => filters.some((filter) => filter === text);

type OutcomeFilterProps = {
  readonly submission: Pick<Submission, 'action' | 'addedBy' | 'counts'>;
  readonly value: Filter;
  readonly onChange: (filter: Filter) => void;
};

function OutcomeFilter({ submission: { action, addedBy, counts }, value, onChange }: OutcomeFilterProps) {
  const labels = submissionMessages.results;
  const narrow = { existing: labels.existingShort, changed: labels.changedShort };
  const shownOutcomes = outcomesByAction[action].filter((outcome) => outcome !== 'changed' || addedBy !== undefined);
  const shownLabels = useIsNarrow() ? { ...labels, ...narrow } : labels;
  return (
    <SegmentedControl
      label={labels.filter}
      value={value}
      onChange={onChange}
      segments={[
        { value: 'all', label: labels.all, count: format.number(counts.submitted) },
        ...shownOutcomes.map((outcome) => ({
          value: outcome,
          label: shownLabels[outcome],
          count: format.number(counts[outcome] ?? 0),
        })),
      ]}
    />
  );
}

/** The outcome of each submitted entry, in the submitted order. */
export function ResultsTable({ submission }: { readonly submission: Submission }) {
  const { results } = submission;
  const [parameter, setParameter] = useSearchParam('outcome');
  const filter = isFilter(parameter) ? parameter : 'all';
  const shown = filter === 'all' ? results : results.filter(({ outcome }) => outcome === filter);
  const rows = shown.map((result, position) => ({ result, position }));
  return (
    <section className="pb-6">
      <div className="px-(--edge) pt-4 pb-2">
        <OutcomeFilter
          submission={submission}
          value={filter}
          onChange={(chosen) => setParameter(chosen === 'all' ? '' : chosen)}
        />
      </div>
      <Table
        caption={submissionMessages.results.caption}
        head={
          <>
            <HeadCell width="w-[12.25rem]">{submissionMessages.results.id}</HeadCell>
            <HeadCell width="w-[8.75rem]">{submissionMessages.results.outcome}</HeadCell>
            <HeadCell>{submissionMessages.results.reason}</HeadCell>
          </>
        }
      >
        {rows.map(({ result, position }) => (
          <ResultRow key={position} result={result} />
        ))}
      </Table>
      {shown.length === 0 && <p className="px-(--edge) py-6 text-fg-2">{submissionMessages.results.none}</p>}
    </section>
  );
}
