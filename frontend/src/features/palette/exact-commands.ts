import { CircleCheck, CircleDashed, CircleQuestionMark, Copy, RotateCcw, Workflow } from 'lucide-react';
import { copyText } from '#components/copy-button.tsx';
import type { IdState } from '#lib/api/customer-ids.ts';
import { type CustomerId, submissionIdPattern } from '#lib/domain.ts';
import { format, formatMessage } from '#lib/format.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { idPath, submissionPath } from '#lib/paths.ts';
import type { AsyncState } from '#lib/query.ts';
import type { Command } from './command.ts';
import { paletteMessages as text } from './palette-messages.ts';

type StateAppearance = Required<Pick<Command, 'icon' | 'iconColor' | 'note'>>;

function formatDeleted(deletedAt: string | undefined, now: Date): string {
  return deletedAt === undefined
    ? text.deletedEarlier
    : formatMessage(text.deleted, { date: format.day(deletedAt, now) });
}

function describeIdState(state: IdState, now: Date): StateAppearance {
  switch (state.state) {
    case 'active':
      return {
        icon: CircleCheck,
        iconColor: 'text-ok',
        note: formatMessage(text.active, { date: format.day(state.record.createdAt, now) }),
      };
    case 'deleted':
      return { icon: RotateCcw, iconColor: 'text-warn', note: formatDeleted(state.deletedAt, now) };
    case 'unknown':
      return { icon: CircleDashed, iconColor: 'text-fg-3', note: text.unknown };
  }
}

function describeLookup(lookup: AsyncState<IdState>, now: Date): StateAppearance {
  switch (lookup.status) {
    case 'loading':
      return { icon: CircleDashed, iconColor: 'text-fg-3', note: text.checking };
    case 'failed':
      return { icon: CircleQuestionMark, iconColor: 'text-warn', note: text.unavailable };
    case 'loaded':
      return describeIdState(lookup.value, now);
  }
}

/** Commands for the typed ID, with its state in the registry. */
export function exactCommands(
  id: CustomerId | undefined,
  lookup: AsyncState<IdState>,
  canWrite: boolean,
  now: Date,
): readonly Command[] {
  if (id === undefined) return [];
  const open: Command = {
    id: 'open',
    text: id,
    isId: true,
    ...describeLookup(lookup, now),
    ...(canWrite && lookup.status === 'loaded' && lookup.value.state === 'unknown' && { action: text.add }),
    run: () => navigate(idPath(id)),
  };
  const submission: Command = {
    id: 'submission',
    icon: Workflow,
    text: formatMessage(text.submission, { id }),
    run: () => navigate(submissionPath(id)),
  };
  const copy: Command = {
    id: 'copy',
    icon: Copy,
    text: formatMessage(messages.copy, { text: id }),
    run: () => void copyText(id),
  };
  return submissionIdPattern.test(id) ? [submission, open, copy] : [open, copy];
}
