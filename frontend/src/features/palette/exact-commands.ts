import {
  CircleCheck,
  CircleDashed,
  CircleQuestionMark,
  Copy,
  type LucideIcon,
  RotateCcw,
  Workflow,
} from 'lucide-react';
import { copyText } from '#components/copy-text.ts';
import type { IdState } from '#lib/api/customer-ids.ts';
import { type CustomerId, submissionIdPattern } from '#lib/customer-id.ts';
import { formatMessage } from '#lib/format-message.ts';
import { format } from '#lib/formatting.ts';
import { messages } from '#lib/messages.ts';
import { navigate } from '#lib/navigation.ts';
import { idPath, submissionPath } from '#lib/paths.ts';
import type { AsyncState } from '#lib/query.ts';
import type { Command } from './command.ts';
import { paletteWords } from './palette-messages.ts';

const text = paletteWords;

type Known = { readonly icon: LucideIcon; readonly tone: string; readonly note: string };

function deletedNote(deletedAt: string | undefined, now: Date): string {
  return deletedAt === undefined
    ? text.deletedEarlier
    : formatMessage(text.deleted, { date: format.day(deletedAt, now) });
}

function foundIn(state: IdState, now: Date): Known {
  switch (state.state) {
    case 'active':
      return {
        icon: CircleCheck,
        tone: 'text-ok',
        note: formatMessage(text.active, { date: format.day(state.record.createdAt, now) }),
      };
    case 'deleted':
      return { icon: RotateCcw, tone: 'text-warn', note: deletedNote(state.deletedAt, now) };
    case 'unknown':
      return { icon: CircleDashed, tone: 'text-fg-3', note: text.unknown };
  }
}

function knownOf(answer: AsyncState<IdState>, now: Date): Known {
  switch (answer.status) {
    case 'loading':
      return { icon: CircleDashed, tone: 'text-fg-3', note: text.checking };
    case 'failed':
      return { icon: CircleQuestionMark, tone: 'text-warn', note: text.cannotTell };
    case 'loaded':
      return foundIn(answer.value, now);
  }
}

/** What can be done with the one ID that was typed, and what the registry says of it. */
export function exactCommands(id: CustomerId | undefined, answer: AsyncState<IdState>, now: Date): readonly Command[] {
  if (id === undefined) return [];
  const open: Command = { id: 'open', text: id, isId: true, ...knownOf(answer, now), run: () => navigate(idPath(id)) };
  const submission: Command = {
    id: 'submission',
    icon: Workflow,
    text: formatMessage(text.submission, { id }),
    run: () => navigate(submissionPath(id)),
  };
  const copy: Command = {
    id: 'copy',
    icon: Copy,
    text: formatMessage(messages.copy, { what: id }),
    run: () => void copyText(id),
  };
  return submissionIdPattern.test(id) ? [submission, open, copy] : [open, copy];
}
