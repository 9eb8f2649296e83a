import { Circle, CircleCheck, CircleDashed, CircleQuestionMark, CircleX, type LucideIcon } from 'lucide-react';
import { Spinner } from '#components/spinner.tsx';
import type { SubmissionSummary } from '#lib/api/submissions.ts';
import type { NodeState } from './workflow-trace.ts';

const nodeIcons: Readonly<Record<NodeState, LucideIcon>> = {
  waiting: Circle,
  done: CircleCheck,
  failed: CircleX,
  'not-needed': CircleDashed,
  'not-reached': CircleDashed,
  unknown: CircleQuestionMark,
};

export function NodeIcon({ state, size = 14 }: { readonly state: NodeState; readonly size?: number }) {
  const Icon = nodeIcons[state];
  return <Icon aria-hidden size={size} strokeWidth={1.75} className="shrink-0" />;
}

export function StatusIcon({
  status,
  size = 16,
}: {
  readonly status: SubmissionSummary['status'];
  readonly size?: number;
}) {
  const look = { 'aria-hidden': true, size, strokeWidth: 1.75 } as const;
  switch (status) {
    case 'received':
      return <Spinner size={size} />;
    case 'completed':
      return <CircleCheck {...look} className="text-ok" />;
    case 'failed':
      return <CircleX {...look} className="text-bad" />;
  }
}
