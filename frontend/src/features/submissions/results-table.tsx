import { Equal, Plus, X } from 'lucide-react';
import { SegmentedControl } from '#components/segmented-control.tsx';
import { Cell, HeadCell, Table } from '#components/table.tsx';
import type { IdResult, Submission } from '#lib/api/submissions.ts';
import { format } from '#lib/formatting.ts';
import { Link, useSearchParam } from '#lib/navigation.ts';
import { idPath } from '#lib/paths.ts';
import { useIsNarrow } from '#lib/use-media.ts';
import { submissionWords } from './messages.ts';

const filters = ['all', 'added', 'existing', 'invalid'] as const;
type Filter = (typeof filters)[number];

const outcomes = {
  added: { icon: Plus, text: submissionWords.results.added, tone: 'text-ok' },
  existing: { icon: Equal, text: submissionWords.results.existing, tone: 'text-fg-2' },
  invalid: { icon: X, text: submissionWords.results.invalid, tone: 'text-bad' },
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

/** An invalid text is no ID, so it leads nowhere; its spaces are shown as they were sent. */
function ResultId({ result: { id, outcome } }: { readonly result: IdResult }) {
  const face = 'font-mono text-id font-medium [overflow-wrap:anywhere] max-rail:text-[0.9375rem]';
  if (outcome === 'invalid') return <span className={`${face} whitespace-pre-wrap`}>{id}</span>;
  return (
    <Link
      href={idPath(id)}
      className={`${face} rounded-key hover:underline hover:decoration-line-strong hover:underline-offset-4`}
    >
      {id}
    </Link>
  );
}

function ResultRow({ result }: { readonly result: IdResult }) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: a row that is drawn as a grid loses its role in some browsers
      role="row"
      className="border-b border-line max-rail:grid max-rail:min-h-12 max-rail:grid-cols-[1fr_auto] max-rail:items-center max-rail:gap-x-3 max-rail:px-(--edge) max-rail:py-2"
    >
      <Cell>
        <ResultId result={result} />
      </Cell>
      <Cell>
        <Outcome outcome={result.outcome} />
      </Cell>
      <Cell className="text-fg-2 max-rail:col-span-2 max-rail:text-small max-rail:empty:hidden">{result.reason}</Cell>
    </tr>
  );
}

const isFilter = (text: string): text is Filter => filters.some((filter) => filter === text);

/** What became of each submitted text, in the submitted order. */
export function Results({ submission: { results, counts } }: { readonly submission: Submission }) {
  const isNarrow = useIsNarrow();
  const [parameter, setParameter] = useSearchParam('outcome');
  const filter = isFilter(parameter) ? parameter : 'all';
  const shown = filter === 'all' ? results : results.filter(({ outcome }) => outcome === filter);
  const numbered = shown.map((result, index) => ({ result, position: index }));
  const countOf = { all: counts.submitted, added: counts.added, existing: counts.existing, invalid: counts.invalid };
  return (
    <section className="pb-6">
      <div className="px-(--edge) pt-4 pb-2">
        <SegmentedControl
          label={submissionWords.results.filter}
          value={filter}
          onChange={(chosen) => setParameter(chosen === 'all' ? '' : chosen)}
          segments={filters.map((value) => ({
            value,
            label:
              isNarrow && value === 'existing' ? submissionWords.results.existingShort : submissionWords.results[value],
            count: format.number(countOf[value] ?? 0),
          }))}
        />
      </div>
      <Table
        caption={submissionWords.results.caption}
        head={
          <>
            <HeadCell width="w-[12.25rem]">{submissionWords.results.id}</HeadCell>
            <HeadCell width="w-[8.75rem]">{submissionWords.results.outcome}</HeadCell>
            <HeadCell>{submissionWords.results.reason}</HeadCell>
          </>
        }
      >
        {numbered.map(({ result, position }) => (
          <ResultRow key={position} result={result} />
        ))}
      </Table>
      {shown.length === 0 && <p className="px-(--edge) py-6 text-fg-2">{submissionWords.results.none}</p>}
    </section>
  );
}
