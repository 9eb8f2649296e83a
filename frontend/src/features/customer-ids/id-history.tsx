import { Minus, Plus } from 'lucide-react';
import { classNames } from '#components/class-names.ts';
import { FormattedMessage } from '#components/formatted-message.tsx';
import type { HistoryEntry } from '#lib/api/customer-ids.ts';
import { useIsNarrow } from '#lib/device.ts';
import { format, shortId } from '#lib/format.ts';
import { Link } from '#lib/navigation.ts';
import { submissionPath } from '#lib/paths.ts';
import { idMessages } from './id-messages.ts';

function describeEntry(entry: HistoryEntry, isFirst: boolean): string {
  if (entry.action === 'deleted') return idMessages.detail.wasDeleted;
  return isFirst ? idMessages.detail.wasAdded : idMessages.detail.wasAddedAgain;
}

function Origin({ entry: { at, submissionId, client } }: { readonly entry: HistoryEntry }) {
  const time = (
    <time dateTime={at} title={format.zonedTime(at)}>
      {format.exactTime(at)}
    </time>
  );
  const { byApi, byClient, bySubmission, byClientSubmission } = idMessages.detail;
  if (submissionId === undefined)
    return <FormattedMessage text={client ? byClient : byApi} values={{ time, client }} />;
  return (
    <>
      <FormattedMessage text={client ? byClientSubmission : bySubmission} values={{ time, client }} />{' '}
      <Link
        href={submissionPath(submissionId)}
        title={submissionId}
        className="font-mono whitespace-nowrap underline decoration-line-strong underline-offset-4 hover:text-fg"
      >
        {shortId(submissionId)}
      </Link>
    </>
  );
}

type EntryProps = { readonly entry: HistoryEntry; readonly isFirst: boolean; readonly isNewest: boolean };

function Entry({ entry, isFirst, isNewest }: EntryProps) {
  const Icon = entry.action === 'added' ? Plus : Minus;
  return (
    <li className="relative flex gap-2.5 pb-5 not-last:before:absolute not-last:before:top-5 not-last:before:bottom-0.5 not-last:before:left-[0.53rem] not-last:before:w-px not-last:before:bg-line-strong">
      <span
        className={classNames(
          'mt-px flex size-[1.125rem] shrink-0 items-center justify-center rounded-full',
          isNewest && entry.action === 'added' ? 'bg-ok-tint text-ok' : 'bg-hover text-fg-3',
        )}
      >
        <Icon aria-hidden size={12} strokeWidth={2} />
      </span>
      <div className="min-w-0">
        <p className="font-medium">{describeEntry(entry, isFirst)}</p>
        <p className="text-small text-fg-3">
          <Origin entry={entry} />
        </p>
      </div>
    </li>
  );
}

/** Newest first. Only the newest icon has the color of the current state. */
export function IdHistory({ history }: { readonly history: readonly HistoryEntry[] }) {
  const entries = history.toReversed();
  // One level below the panel's title.
  const Heading = useIsNarrow() ? 'h2' : 'h3';
  return (
    <section className="px-6 max-rail:px-(--edge) py-5">
      <Heading className="mb-4 font-semibold">{idMessages.detail.history}</Heading>
      <ol>
        {entries.map((entry, index) => (
          <Entry
            key={`${entry.at} ${entry.action}`}
            entry={entry}
            isFirst={index === entries.length - 1}
            isNewest={index === 0}
          />
        ))}
      </ol>
    </section>
  );
}
