import { Button } from '#components/button.tsx';
import { Notice } from '#components/notice.tsx';
import { ProgressBar } from '#components/progress.tsx';
import { type Stat, Stats, type StatTone } from '#components/stats.tsx';
import { explainRead } from '#lib/explain-problem.ts';
import { format, formatMessage } from '#lib/format.ts';
import { useNow } from '#lib/timers.ts';
import { previewLookup } from './import-instance.ts';
import { importMessages as messages } from './import-messages.ts';
import type { ImportFacts, PreviewLookup } from './import-state.ts';
import type { RegistryState } from './registry-states.ts';

interface PreviewProps {
  readonly facts: ImportFacts;
  readonly lookup: PreviewLookup;
}

const stateTones: Readonly<Record<RegistryState, StatTone>> = { new: 'iris', active: 'quiet', deleted: 'plain' };

/** A part of a count would be wrong, so a failed lookup shows none. */
function toStateStat(state: RegistryState, { status, counts }: PreviewLookup): Stat {
  const isKnown = status !== 'failed';
  return {
    value: isKnown ? format.number(counts[state]) : messages.preview.unknownCount,
    label: messages.preview.states[state],
    text: isKnown ? messages.preview.stateTexts[state] : messages.preview.unknownText,
    tone: isKnown ? stateTones[state] : 'quiet',
    share: isKnown ? counts[state] : 0,
  };
}

export function PreviewCounts({ facts: { invalid, repeated }, lookup }: PreviewProps) {
  return (
    <Stats
      label={messages.steps.preview}
      items={[
        toStateStat('new', lookup),
        toStateStat('active', lookup),
        toStateStat('deleted', lookup),
        {
          value: format.number(invalid),
          label: messages.preview.invalid,
          text: invalid > 0 ? messages.preview.leftOut : messages.preview.noneInvalid,
          tone: invalid > 0 ? 'bad' : 'quiet',
          share: invalid,
        },
        {
          value: format.number(repeated),
          label: messages.preview.repeated,
          text: messages.preview.once,
          tone: 'quiet',
          share: repeated,
        },
      ]}
    />
  );
}

function LookupProgress({ facts, lookup }: PreviewProps) {
  const progress = formatMessage(messages.preview.checking, {
    n: format.number(lookup.lookedUp),
    all: format.number(facts.ids),
  });
  return (
    <div>
      <p className="mb-1 text-small text-fg-2 tabular-nums">{progress}</p>
      <ProgressBar label={messages.preview.checkingLabel} value={lookup.lookedUp} max={facts.ids} size="small" />
    </div>
  );
}

function LookupFailed({ facts, lookup: { problem } }: PreviewProps) {
  return (
    <Notice
      title={messages.preview.lookupFailed}
      requestId={problem?.requestId}
      actions={<Button onClick={() => previewLookup.start(facts.importId)}>{messages.preview.lookUpAgain}</Button>}
    >
      {problem && `${explainRead(problem)} `}
      {messages.preview.lookupFailedText}
    </Notice>
  );
}

/** The progress, time or failure of the lookups. */
export function LookupStatus({ facts, lookup }: PreviewProps) {
  const now = useNow();
  if (facts.ids === 0) return null;
  const { status, checkedAt } = lookup;
  const asOf = checkedAt && formatMessage(messages.preview.asOf, { time: format.brief(checkedAt, now) });
  return (
    <>
      {status === 'running' && <LookupProgress facts={facts} lookup={lookup} />}
      {status === 'failed' && <LookupFailed facts={facts} lookup={lookup} />}
      <p
        role="status"
        title={checkedAt && format.zonedTime(checkedAt)}
        className="text-small text-fg-2 tabular-nums empty:hidden"
      >
        {status === 'complete' && asOf}
      </p>
    </>
  );
}
