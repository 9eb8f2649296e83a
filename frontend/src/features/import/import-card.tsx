import { ProgressBar } from '#components/progress-bar.tsx';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { Link } from '#lib/navigation.ts';
import { paths } from '#lib/paths.ts';
import { useImport } from './import-instance.ts';
import { importWords as words } from './import-messages.ts';
import { type ImportRun, isSent, tallyOf } from './import-state.ts';
import { isUnderWay } from './run-status.ts';
import { percentOf } from './title.ts';

/** The import that is not all sent, if there is one. */
function useUnsent(): ImportRun | undefined {
  const view = useImport();
  return view.status === 'here' && !isSent(view.run) ? view.run : undefined;
}

function nameOf(run: ImportRun): string {
  if (run.intent === 'paused') return words.card.paused;
  if (isUnderWay(run)) return words.card.running;
  return run.hold.kind === 'none' || run.hold.kind === 'not-kept' ? words.card.toDecide : words.card.waiting;
}

/** How far the import is, on every page. */
export function ImportCard() {
  const run = useUnsent();
  if (!run) return null;
  const { sent } = tallyOf(run.batches);
  const percent = formatMessage(words.card.percent, { n: format.number(percentOf(sent, run.facts.ids)) });
  return (
    <Link
      href={paths.import}
      title={`${nameOf(run)}, ${percent}`}
      className="mb-3 block rounded-box border border-line bg-surface px-3 py-2.5 shadow-e1 transition-colors hover:bg-hover max-wide:px-0"
    >
      <span className="mb-2 flex justify-between gap-2 whitespace-nowrap max-wide:justify-center">
        <span className="font-medium max-wide:sr-only">{nameOf(run)}</span>
        <span className="text-fg-2 tabular-nums max-wide:text-key">{percent}</span>
      </span>
      <ProgressBar label={words.run.progress} value={sent} max={run.facts.ids} size="small" />
    </Link>
  );
}

/** Beside the name of the page where there is no room for more. */
export function ImportDot() {
  const run = useUnsent();
  if (!run) return null;
  return (
    <span className="absolute top-3 ml-6 size-2 rounded-full bg-iris">
      <span className="sr-only">{nameOf(run)}</span>
    </span>
  );
}
